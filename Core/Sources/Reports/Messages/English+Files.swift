import Vocabulary

/// What is done to servers' files, and to the services that hold them.
extension English {
  static func files(_ kind: FindingKind) -> Message? {
    switch kind {
    case .smbRansomware:
      return Message(
        title: "{actor} is making the files of {target} unreadable",
        explanation: """
          {actor} did to {count|file|files} over {protocol} what ransomware does[, first to {object}]: \
          readable content became random octets, names got another extension, or letters that ask for money \
          appeared beside them. It goes on until somebody stops it.
          """,
        remedy: """
          Take {actor} off the network now: pull its cable, leave it switched on. Then take the shares of \
          {target} offline and keep backups unconnected. Do not pay, do not delete anything; the packets \
          below show the first files.
          """,
        note: "content or name changed[: {object}]")
    case .smbWorm:
      return Message(
        title: "{actor} attacked the file service of {target} as worms do",
        explanation: """
          {actor} sent {count|message|messages} over {protocol} to {targets|host|hosts} that no client \
          sends and that break into old versions of Windows' file service (MS17-010, EternalBlue and its \
          kin).[ {succeeded|answer|answers} came from a back door: the host is already taken over.] Worms \
          spread from machine to machine in this way, within minutes.
          """,
        remedy: """
          Take {actor} off the network: it is infected, or somebody attacks from it. Examine {target} and \
          all others that it reached. Install the update MS17-010 or switch SMB1 off; where a machine \
          allows neither, let only its partners reach TCP 445.
          """,
        note: "a message that no client of a file service sends")
    case .smbWeaknessProbe:
      return Message(
        title: "{actor} asked {target} whether its file service can be attacked",
        explanation: """
          {actor} sent {count|question|questions} over {protocol} to {targets|host|hosts} that no client \
          asks: the error in the answer tells whether the update against worms (MS17-010) is missing.
          """,
        remedy: """
          If {actor} is your own scanner, list it with the role scanner in the asset list. If nobody knows, \
          find out what runs there, and see to it that {target} has the update.
          """,
        note: "a look into a pipe that was never opened")
    default: return nil
    }
  }
}
