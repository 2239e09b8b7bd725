import Vocabulary

/// One sign that somebody makes files useless to their owner.
struct FileDamage: Sendable {
  enum Kind: UInt8, Sendable {
    /// What could be read before became a cipher.
    case encrypted
    /// An extension that ransomware gives.
    case knownExtension
    /// An extension that nobody knows, put behind the file's own.
    case renamed
    /// A letter of extortion.
    case note

    /// What each is worth, ``SMBRansomware/threshold`` being enough.
    var points: Int {
      switch self {
      case .encrypted: 2
      case .knownExtension: 5
      case .renamed: 1
      case .note: 3
      }
    }
  }

  var kind: Kind
  var time: Timestamp
  var place: PacketPlace
  var server: EndpointID
  var name: ProtocolName
  var file: NameID
  /// The new extension of a renamed file, the folder of a letter.
  var mark: UInt64

  init(_ kind: Kind, _ touch: FileTouch, mark: UInt64 = 0) {
    self.kind = kind
    time = touch.time
    place = touch.place
    server = touch.server
    name = touch.name
    file = touch.file
    self.mark = mark
  }

  func isBefore(_ other: FileDamage) -> Bool {
    time != other.time ? time < other.time : place < other.place
  }

  var evidence: Evidence {
    Evidence(time: time, place: place, object: ObjectReference(.file, text: file))
  }
}

/// What is remembered of files by their names, so that a file that is read, written under another name and
/// deleted is known as one.
///
/// A direct-mapped table: two names that want one place push each other out.
struct FileMemory: Sendable {
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8

    /// Its content could be read by its owner's programs.
    static let plain = Traits(rawValue: 1)
    static let deleted = Traits(rawValue: 2)
    /// A cipher was written under this name, and some more.
    static let cipherBeside = Traits(rawValue: 4)
    /// It counts as damaged already.
    static let counted = Traits(rawValue: 8)
    static let cipher = Traits(rawValue: 16)
  }

  private static let slotCount = 8_192

  private var slots: [(key: UInt64, traits: Traits)] = []

  subscript(_ client: EndpointID, _ name: UInt64) -> Traits {
    get {
      let key = Self.key(client, name)
      guard !slots.isEmpty, slots[Self.slot(of: key)].key == key else { return [] }
      return slots[Self.slot(of: key)].traits
    }
    set {
      if slots.isEmpty {
        slots = [(key: UInt64, traits: Traits)](repeating: (key: 0, traits: []), count: Self.slotCount)
      }
      let key = Self.key(client, name)
      slots[Self.slot(of: key)] = (key, newValue)
    }
  }

  private static func key(_ client: EndpointID, _ name: UInt64) -> UInt64 {
    mixed(UInt64(client.rawValue), name) | 1
  }

  private static func slot(of key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 32) & (slotCount - 1) }
}
