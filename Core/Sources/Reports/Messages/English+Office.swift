import Vocabulary

/// Logins, names and tools of an office that reach into a plant.
extension English {
  static func office(_ kind: FindingKind) -> Message? {
    switch kind {
    case .namePoisoning:
      return Message(
        title: "{actor} answers for the names of others",
        explanation: """
          {actor} said over {protocol} that it goes by {targets|name|different names}[, {name} first]. \
          Whoever asked for one of them now talks to {actor} and offers it a login, which it can pass on or \
          break.
          """,
        remedy: """
          Take {actor} off the network and find out what runs there. Change the passwords of those who \
          asked, and switch LLMNR and NetBIOS off where nothing needs them.
          """,
        note: "an answer for a name")
    case .remoteAccessTool:
      return Message(
        title: "{actor} uses a service for access from afar[: {object}]",
        explanation: """
          {actor} turned to such a service {count|time|times}, over {protocol} and {target} first. With it \
          somebody outside can use the machine as if they sat there; no firewall stops it.
          """,
        remedy: """
          Ask who uses {actor} whether they know the tool and who may connect. If nobody does, take {actor} \
          off the network. If a service partner needs it, let it run only while they work.
          """,
        note: "the service's name or connection, {outcome}")
    case .defaultCredentials:
      return Message(
        title: "{actor} logged in at {target} as its manual says",
        explanation: """
          {actor} used a name and password over {protocol} that such devices come with, \
          {count|time|times}.\(ending) Everybody who reads the manual can do the same.
          """,
        remedy: """
          Set a password of your own at {target}, or change the community where the device has one. If \
          nobody knows {actor}, find out what it did there.
          """,
        note: "login with a known password, {outcome}")
    case .indicatorSeen:
      return Message(
        title: "{actor} had to do with {indicator}, which {list} lists",
        explanation: """
          {indicator} was seen {count|time|times} in what {actor} and {target} said to each other over \
          {protocol}. Whoever made {list} takes it for a sign of an attack[: {label}].
          """,
        remedy: """
          Look at what the list says and from when it is: lists age, and addresses change hands. If it \
          holds, take {actor} off the network and find out which program had to do with it, and since when.
          """,
        note: "seen on the wire[: {object}]")
    default: return nil
    }
  }
}
