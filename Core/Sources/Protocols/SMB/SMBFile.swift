import Vocabulary

/// What a client connected to on a server: a share, or the pipes.
struct SMBTree: Sendable {
  /// `\\server\share` as the client wrote it.
  var path: [UInt8]
  var kind: SMBShareKind
}

enum SMBShareKind: Sendable {
  case files, pipes
  /// `ADMIN$`, `C$`: Windows opens them to administrators alone.
  case administration

  /// By the share's name, the last part of its path.
  init(path: [UInt8]) {
    let start = path.lastIndex(of: UInt8(ascii: "\\")).map { $0 + 1 } ?? 0
    let name = path[start...].map { FilePathText.lowered($0) }
    if name == Array("ipc$".utf8) {
      self = .pipes
    } else if name == Array("admin$".utf8) || (name.count == 2 && name[1] == UInt8(ascii: "$")) {
      self = .administration
    } else {
      self = .files
    }
  }
}

/// An open file or pipe, and all that was done to it since it was opened.
struct SMBFile: Sendable {
  /// Unlike every other open file's, of all flows.
  var number: UInt32
  var name: ProtocolName
  var client: EndpointID
  var server: EndpointID
  /// `\\server\share`; empty where its connection was not captured.
  var share: [UInt8]
  /// Behind the share, without a leading stroke; empty for the share's root, or where the opening was not
  /// captured.
  var path: [UInt8]
  var newPath: [UInt8] = []
  var kind: SMBShareKind
  /// The opening was captured.
  var isNamed: Bool
  /// What the client asked for when it opened the file: rights and options.
  var access: UInt32 = 0
  var options: UInt32 = 0
  var pipe = NameID.none
  var openedAt: Moment
  var readAt: Moment?
  var writtenAt: Moment?
  var listedAt: Moment?
  var deletedAt: Moment?
  var deeds: FileDeeds = []
  var isDeletePending = false
  var octetsRead: UInt64 = 0
  var octetsWritten: UInt64 = 0
  /// Octets of the file when it was opened; nil where the answer does not tell.
  var size: UInt64?
  /// Its reads, or its writes, are hashed for lists of indicators.
  var isReadCarried = false
  var isWriteCarried = false
  var readMeasure = ContentMeasure.none
  var writtenMeasure = ContentMeasure.none
  var reads = Answers()
  var writes = Answers()
  var lists = Answers()

  struct Moment: Sendable {
    var time: Timestamp
    var place: PacketPlace
  }

  /// How the requests of one kind ended.
  struct Answers: Sendable {
    var succeeded = false
    var refused = false

    var outcome: Outcome { succeeded ? .succeeded : refused ? .refused : .unanswered }

    mutating func note(_ isSuccess: Bool) {
      if isSuccess { succeeded = true } else { refused = true }
    }
  }

  /// The file's own path with its share before it, and the same after a rename.
  var whole: [UInt8] { Self.joined(share, path) }

  static func joined(_ share: [UInt8], _ path: [UInt8]) -> [UInt8] {
    share.isEmpty || path.isEmpty ? share + path : share + [UInt8(ascii: "\\")] + path
  }
}

/// A request under way, as far as its response needs it.
struct SMBCall: Sendable {
  enum Kind: Sendable {
    case treeConnect, create, read, write, list, transceive, rename, delete, keep, close, other
    // SMB1's transactions, which may come in parts.
    case transaction, transaction2, ntTransaction
    /// A transaction that only a back door answers.
    case backdoor
  }

  var kind: Kind
  /// Place and number of the open file; the number tells whether the place is still its own.
  var file = -1
  var number: UInt32 = 0
  /// Octets that a transaction announces in all.
  var octets: UInt32 = 0
  /// Where in the file a read begins.
  var offset: UInt64 = 0
  /// A share's or a file's path.
  var path: [UInt8] = []
  var newPath: [UInt8] = []
  /// When it was asked.
  var moment: SMBFile.Moment?
}

/// Letters as file servers compare them.
enum FilePathText {
  static func lowered(_ octet: UInt8) -> UInt8 {
    octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet
  }
}
