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
        title: "{indicator}, which {list} lists, was seen: {actor} to {target}",
        explanation: """
          {indicator} was seen {count|time|times} in what {actor} and {target} said to each other over \
          {protocol}. Whoever made {list} takes it for a sign of an attack[: {label}].
          """,
        remedy: """
          Look at what the list says and from when it is: lists age, and addresses change hands. If it \
          holds, cut what is listed off at the firewall first, and find out which program had to do with \
          it, and since when. Take a device that controls a process off the network only when the machine \
          is in a safe state; it may be the one that was attacked.
          """,
        note: "seen on the wire[: {object}]",
        faint: Message.Faint(
          explanation: """
            {indicator} was seen {count|time|times}, from {actor} to {target} over {protocol}, and nothing \
            more came of it in the capture: a listed address knocked and got no answer, or only the host of \
            a listed page was looked up. Whoever made {list} takes it for a sign of an attack[: {label}].
            """,
          remedy: """
            Nothing has to come off the network for this. See that the firewall keeps what is listed away \
            in both directions, and look at what the list says and from when it is. If {target} can be \
            reached from outside, find out why.
            """))
    default: return nil
    }
  }
}
