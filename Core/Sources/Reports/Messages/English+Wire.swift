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
    }
  }
}
