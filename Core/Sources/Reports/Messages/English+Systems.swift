import Vocabulary

/// What hosts do to each other's systems and directories, and how they log in.
extension English {
  static func system(_ kind: FindingKind) -> Message? {
    remote(kind) ?? credential(kind)
  }

  private static func remote(_ kind: FindingKind) -> Message? {
    switch kind {
    case .remoteProgramLaid:
      return Message(
        title: "{actor} laid a program on {target}",
        explanation: """
          {actor} wrote {count|program|programs} over {protocol} into a share of {target} that is meant for \
          administration[, first {object}].\(ending) Tools that move from host to host are laid there first \
          and started next.
          """,
        remedy: """
          Ask who rolls out software from {actor}, and list it as a server if it is yours. If nobody does, \
          take both hosts off the network and look at the program on {target}.
          """,
        note: "[{object}, ]{outcome}")
    case .remoteServiceCreated:
      return Message(
        title: "{actor} installed a service on {target}",
        explanation: """
          {actor} made {count|call|calls} over {protocol} to the service manager of {target} that create a \
          service or change its program[, first {object}].\(ending) A service runs with all rights: tools \
          and malware that move from host to host do so.
          """,
        remedy: """
          Ask who rolls out software from {actor}, and list it as a server if it is yours. If nobody does, \
          take both hosts off the network and look for the service on {target}.
          """,
        note: "[{object}, ]{outcome}")
    case .remoteTaskCreated:
      return Message(
        title: "{actor} gave {target} a task to run",
        explanation: """
          {actor} made {count|call|calls} over {protocol} to the task scheduler of {target} that \
          register a task[, first {object}].\(ending) A task runs what it was given, also after a restart.
          """,
        remedy: """
          Ask who administers {target} from {actor}, and list it as a server if it is yours. If nobody does, \
          look for the task on {target} and take both off the network.
          """,
        note: "[{object}, ]{outcome}")
    case .remoteExecution:
      return Message(
        title: "{actor} ran a command on {target}",
        explanation: """
          {actor} made {count|call|calls} over {protocol} by which {target} runs a method of its management \
          interface[, first {object}].\(ending) Attackers start programs this way, for it leaves no file and \
          no service.
          """,
        remedy: """
          Ask what runs on {actor}; if it manages or monitors your systems, list it as a server. If nobody \
          knows, see on {target} which programs were started at that time.
          """,
        note: "[{object}, ]{outcome}")
    case .remoteRegistry:
      return Message(
        title: "{actor} changed or saved the registry of {target}",
        explanation: """
          {actor} made {count|call|calls} over {protocol} that change the registry of {target}, or save \
          parts of it or secrets from it[, first {object}].\(ending) What starts by itself, which \
          protections are on, and password hashes lie there.
          """,
        remedy: """
          Ask who administers {target} from {actor}. If nobody does, take both off the network and change \
          the passwords of everybody who logs in at {target}.
          """,
        note: "[{object}, ]{outcome}")
    case .remoteDriverInstalled:
      return Message(
        title: "{actor} gave the print service of {target} a driver",
        explanation: """
          {actor} made {count|call|calls} over {protocol} that add a printer's driver to {target}[, first \
          {object}].\(ending) The print \
          service runs a driver with all rights, and unpatched ones take it from any user.
          """,
        remedy: """
          If {actor} manages your printers, list it as a server. If not, see which drivers {target} has \
          since then, and switch the print service off where nobody prints.
          """,
        note: "[{object}, ]{outcome}")
    case .logCleared:
      return Message(
        title: "{actor} had {target} clear a log",
        explanation: """
          {actor} made {count|call|calls} over {protocol} that clear an event log of {target}[, first \
          {object}].\(ending) Who clears a log \
          hides what is in it.
          """,
        remedy: """
          Ask who did that and why. If nobody did, treat {target} as taken over: keep what logs there are, \
          and look at what {actor} did before.
          """,
        note: "[{object}, ]{outcome}")
    case .directoryReplication:
      return Message(
        title: "{actor} asked {target} for all accounts, as only domain controllers do",
        explanation: """
          {actor} made {count|call|calls} over {protocol} by which domain controllers copy accounts and \
          password hashes to each other[, first {object}], and is none as far as this traffic \
          shows.\(ending) The answer holds every password hash of the domain.
          """,
        remedy: """
          If {actor} is a domain controller, list it as one. If not, take it off the network, and change the \
          password of krbtgt twice and those of all administrators.
          """,
        note: "[{object}, ]{outcome}")
    case .zerologon:
      return Message(
        title: "{actor} tried to log in at {target} with a proof of zeros",
        explanation: """
          {actor} sent {count|challenge or proof|challenges and proofs} of zeros over {protocol} to \
          {target}[, first {object}].\(ending) Unpatched domain controllers take one of 256 of them \
          (CVE-2020-1472), and whoever gets in sets the controller's own password.
          """,
        remedy: """
          Take {actor} off the network. Check that {target} has the updates of August 2020 and later; if a \
          proof was accepted, rebuild the domain's trust from a backup.
          """,
        note: "[{object}, ]{outcome}")
    case .authenticationCoercion:
      return Message(
        title: "{actor} told {target} to log in somewhere",
        explanation: """
          {actor} made {count|call|calls} over {protocol} by which {target} opens something at another place \
          and logs in there[, first {object}].\(ending) Whoever waits there passes the login on and acts as \
          {target}.
          """,
        remedy: """
          Find {actor} and the place that is named. Require signed SMB and LDAP, and switch off the print \
          service and web enrolment where they are not needed.
          """,
        note: "[{object}, ]{outcome}")
    default: return nil
    }
  }

  private static func credential(_ kind: FindingKind) -> Message? {
    switch kind {
    case .kerberoasting:
      return Message(
        title: "{actor} collected tickets whose passwords can be guessed",
        explanation: """
          {target} gave {actor} {count|ticket|tickets} for services that run as users, encrypted in \
          {protocol}'s weak way (RC4). Who has such a ticket guesses the service's password at home.
          """,
        remedy: """
          Find out who uses {actor}. Give the services of these tickets long random passwords or managed \
          accounts, and switch RC4 off for them.
          """,
        note: "weak ticket granted")
    case .asrepRoasting:
      return Message(
        title: "{actor} was given answers that can be guessed from",
        explanation: """
          {target} answered logins of {actor} over {protocol} as {count|account|accounts} without asking for \
          a proof of the password first. Anybody may ask so, and guess the password at home.
          """,
        remedy: """
          Require preauthentication for these accounts and give them new passwords. Find out who uses \
          {actor}.
          """,
        note: "login without proof")
    case .bruteForce:
      return Message(
        title: "{target} refused {count|login|logins} of {actor}",
        explanation: """
          {target} refused {count|login|logins} of {actor} over {protocol}, too many and too often for \
          somebody who mistypes. Passwords are guessed by trying.
          """,
        remedy: """
          Find {actor}. See whether one of its logins succeeded, and if so change that password at once. \
          Limit from where {target} takes logins.
          """,
        note: "refused login")
    case .passwordSpraying:
      return Message(
        title: "{actor} tried to log in at {target} as {count|user|users}",
        explanation: """
          {target} refused logins of {actor} as {count|different user|different users} over {protocol} \
          within minutes. A common password tried on everybody locks nobody out, and often finds somebody.
          """,
        remedy: """
          Find {actor}; if many people log in through it, list it as a server. See which logins succeeded, \
          and change those passwords.
          """,
        note: "refused login of another user")
    case .accountEnumeration:
      return Message(
        title: "{actor} looked for accounts at {target}",
        explanation: """
          {actor} asked {target} over {protocol} for accounts: {count|name or list|names or lists}. Who \
          knows the names tries passwords next.
          """,
        remedy: """
          Ask what runs on {actor}; list it if it manages your systems. Do not let everybody list accounts.
          """,
        note: "unknown account, or a list of accounts")
    case .directoryEnumeration:
      return Message(
        title: "{actor} searched the directory of {target} for everything",
        explanation: """
          {actor} made {count|different search|different searches} over {protocol} at {target} for all \
          objects of a kind, or for accounts whose tickets can be guessed. The answers draw the map of a \
          domain.
          """,
        remedy: """
          Ask what runs on {actor}; list it as a server if it reads the directory for a reason. If nobody \
          knows, see what it logged in to afterwards.
          """,
        note: "broad search")
    default: return nil
    }
  }
}
