import Vocabulary

/// What names, echoes, requests of the web and flows show.
extension English {
  static func wire(_ kind: FindingKind) -> Message? {
    switch kind {
    case .dnsTunnel:
      return Message(
        title: "{actor} sends data in the names that it asks for[ below {name}]",
        explanation: """
          {actor} asked {target} {count|time|times} for at least {targets|name|different names} of one \
          domain[, {name},] that hold what reads like encoded data. Whoever owns the domain receives them \
          and can answer with commands: names pass every firewall.
          """,
        remedy: """
          Find out which program of {actor} asks. If it is a product that you know (some virus scanners \
          ask so), let its maker confirm the domain. If not, take {actor} off the network, and block the \
          domain at your name server.
          """,
        note: "a name that carries data")
    case .generatedNames:
      return Message(
        title: "{actor} looks for domains that do not exist",
        explanation: """
          {actor} asked for {targets|domain|domains} within minutes that read like chance[, such as \
          {name}] and do not exist. Malware draws the names of its servers by lot and tries one after \
          another.
          """,
        remedy: """
          Take {actor} off the network and have it examined. Look in the name server's log since when it \
          asks so, and which other hosts do.
          """,
        note: "there is no such domain")
    case .icmpTunnel:
      return Message(
        title: "{actor} and {target} exchange data in pings",
        explanation: """
          {count|echo message|echo messages} between {actor} and {target} carried {octets|octet|octets} \
          that no ping program sends. Ping passes most firewalls and nobody reads what it carries.
          """,
        remedy: """
          Find out which program of the two hosts sends these. If none of your monitoring does, take both \
          off the network and have them examined.
          """,
        note: "an echo message with data of its own")
    case .webAttack:
      return Message(
        title: "{actor} attacked {target} by its web pages",
        explanation: """
          {count|request|requests} of {actor} to {target} over {protocol} hold what no page asks for: \
          {attack}. One such request can be enough to run commands on the server or to read its data.
          """,
        remedy: """
          Look into the log of {target} what it answered. Bring it up to date, and close its pages to all \
          who need not reach them. Find out who uses {actor}; if it is your own scanner, list it with the \
          role scanner in the asset list.
          """,
        note: "request that holds an attack[: {object}]")
    case .exploitAttempt:
      return Message(
        title: "{actor} sent {target} what breaks the limits of {protocol}",
        explanation: """
          {count|message|messages} from {actor} to {target} over {protocol} are made as an attack makes \
          them: {attack}. A program that does not check its limits fails on them, or runs what they carry.
          """,
        remedy: """
          Bring {target} up to date. Find out what {actor} is; if it is a server of your own, ask its maker \
          why it answers so.
          """,
        note: "message that breaks a limit")
    case .covertRegisters:
      return Message(
        title: "{actor} writes texts or ciphers into registers of {target}",
        explanation: """
          {actor} wrote {count|time|times} over {protocol}, {octets|octet|octets} in all[, first to \
          {object}], what are no process values: the contents are printable throughout, or as varied as \
          chance. Two hosts that both reach a device can exchange letters through it, past every firewall.
          """,
        remedy: """
          Ask whoever built {actor} what it writes there. If nobody knows, take {actor} off the network and \
          look who else reads these registers.
          """,
        note: "a write that carries data[ to {object}]")
    case .loginBurst:
      return Message(
        title: "{actor} opened session after session with {target} over {protocol}",
        explanation: """
          {actor} opened {count|short session|short sessions} with {target} over {protocol} within minutes, \
          and nothing was done in them. Whoever tries passwords needs a new session for every few of them.
          """,
        remedy: """
          Look into the log of {target} for logins that were refused, and whether one succeeded. Let it \
          accept logins from known stations only. If {actor} is a program of yours, give it one session.
          """,
        note: "a short session")
    case .rogueDNS:
      return Message(
        title: "{actor} answers {target} for names, and should not",
        explanation: """
          {count|answer|answers} of {actor} came second and said something else than the first, or came from \
          a server that no lease of the segment names. Who answers for a name decides where everybody goes.
          """,
        remedy: """
          Compare the name server that {target} uses with your plan. If {actor} is one of yours, list it in \
          the asset list with the role server; if not, find its switch port.
          """,
        note: "an answer for a name")
    case .commandServer:
      return Message(
        title: "{actor} and {target} talk as malware and its master do",
        explanation: """
          {count|message|messages} between {actor} and {target} over {protocol} show a channel for \
          commands: {attack}. Whoever sits at its other end controls the machine.
          """,
        remedy: """
          Take the machine of your own off the network, do not switch it off, and have it examined. Block \
          the other address, and look which other machines talk to it.
          """,
        note: "what shows it[: {object}]")
    case .disguisedProgram:
      return Message(
        title: "{target} received a program from {actor} that calls itself something else",
        explanation: """
          {actor} sent {target} {count|program|programs} over {protocol} under the name or type of a \
          picture or a text. Malware fetches its next part so, to pass filters.
          """,
        remedy: """
          Take {target} off the network before somebody uses it again, and have it examined. Block \
          {actor} at the firewall.
          """,
        note: "a program begins[, asked for as {object}]")
    case .rogueDHCP:
      return Message(
        title: "A second DHCP server answers in the segment of {target}: {actor}",
        explanation: """
          {actor} offered or gave addresses {count|time|times}, with another router or name server than \
          {target}. Whoever names these reads and can change what the clients send.
          """,
        remedy: """
          Find the switch port of {actor}. A home router that somebody plugged in is the usual cause: take \
          it off. Let the switches accept answers of your own server only (DHCP snooping).
          """,
        note: "an offer or a lease")
    default: return flows(kind)
    }
  }

  /// What flows show.
  private static func flows(_ kind: FindingKind) -> Message? {
    switch kind {
    case .beaconing:
      return Message(
        title: "{actor} reports to {target} every {seconds|second|seconds} or so",
        explanation: """
          {actor} turned to port {port} of {target} {count|time|times} over {protocol} at regular intervals \
          of about {seconds|second|seconds}. Malware asks its owner for orders this way; so do programs that \
          look for updates.
          """,
        remedy: """
          Find out which program of {actor} does so and whose address {target} is. If it is a service that \
          you use, nothing is wrong. If nobody knows it, block the address and have {actor} examined.
          """,
        note: "a regular report")
    case .flood:
      return Message(
        title: "{actor} floods {target}",
        explanation: """
          {count|packet or connection|packets or connections} over {protocol} went to {target} within \
          {seconds|second|seconds}, the first from {actor}, and nothing came of them. A control device that \
          must look at each of them has no time for its work.
          """,
        remedy: """
          Check that {target} works. Find {actor} and unplug it; if the sender's addresses are forged, find \
          the switch port with the most traffic. A loop between two ports looks the same.
          """,
        note: "the flood begins")
    case .commandFlood:
      return Message(
        title: "{actor} repeats the same command to {target} without pause",
        explanation: """
          {actor} gave {target} {count|command|commands} over {protocol} within {seconds|second|seconds}[, \
          all of {object}]. Whoever writes faster than the controller's program decides what the value is, \
          and an operator's change is undone at once.
          """,
        remedy: """
          Look at the machine: does it do what the operator wants? If nobody knows why {actor} writes so \
          often, take it off the network, then set the value right.
          """,
        note: "the commands begin[ of {object}]")
    case .exfiltration:
      return Message(
        title: "{actor} sent {octets} octets to {target} on the internet",
        explanation: """
          {actor} sent {octets|octet|octets} to {target} over {protocol} in {count|flow|flows}, many times \
          what came back. Backups in the cloud look like this; so does stolen data on its way out.
          """,
        remedy: """
          Find out whose address {target} is and which program of {actor} sends. If it is your backup, list \
          the address in the asset list. If nobody knows it, block it and keep the capture.
          """,
        note: "the first of these flows")
    case .protocolOnForeignPort:
      return Message(
        title: "{actor} reached {target} over {protocol} on port {port}, which is another protocol's",
        explanation: """
          {actor} had {count|connection|connections} to port {port} of {target} that speak {protocol} in \
          truth. Tunnels choose a port that every firewall lets pass.
          """,
        remedy: """
          Ask whoever works at {actor} what this connection is for. If somebody set it up to get around the \
          firewall, give them a way that you know of; if nobody knows it, block it.
          """,
        note: "first connection")
    default: return nil
    }
  }

  static func exploit(_ exploit: Exploit) -> String {
    switch exploit {
    case .sqlInjection: "a database command in the place of a value"
    case .scriptInjection: "a script in the place of a value"
    case .commandInjection: "a command in the place of a value"
    case .pathTraversal: "a path that climbs out of its folder"
    case .logLookup: "a look-up that a server's log carries out (Log4Shell)"
    case .shellFunction: "a function of a shell in the place of a text (Shellshock)"
    case .knownFlawPath: "a path that only an attack on a known flaw asks for"
    case .attackTool: "the name of a program that looks for flaws"
    case .impossibleName: "a name that is longer than any may be, or leads nowhere"
    case .oversizedRecord: "a record of a size that overflows its reader"
    case .forgedReset: "a reset that its supposed sender knows nothing of"
    case .heartbeatOverread: "a heartbeat that asks for more than it holds (Heartbleed)"
    case .certificateOverflow: "a name in a certificate that overflows its reader (CVE-2022-3602)"
    case .reservedChannel: "a remote desktop's channel that no client asks for (CVE-2019-0708)"
    case .masterCertificate: "a certificate that malware for remote control shows by default"
    case .endlessCertificate:
      "a certificate that signed itself and never ends, as builders of remote-control malware make them"
    case .bareAddressForm: "a form sent to a bare address of the internet, at a port of its own"
    case .bareAddressProgram: "a program fetched from an address of the internet that has no name"
    case .commandShell: "the greeting of a command interpreter, over no known protocol"
    case .rawProgram: "a program that comes over no known protocol"
    case .stolenReport: "a mail as programs send it that steal passwords"
    }
  }
}
