import Vocabulary

/// Files on their way over the wire, hashed as they pass where a list of indicators holds hashes of files.
///
/// A file comes in pieces: a body, chunks, answers to reads. What of a piece a dissector is not shown passes
/// by in its stream unread; the stream's owner hands it over by ``Dissection/passBy(_:serial:isFromLow:)``. A
/// file with a gap is not hashed and counted. Each ends with its connection at the latest.
public struct CarriedFiles: Sendable {
  /// Files under way at a time; beyond it, the one that was quiet for longest gives way and is not hashed.
  public static let fileLimit = 512
  /// Octets of a file; a longer one is not hashed.
  public static let octetLimit: UInt64 = 256 << 20

  /// What became of files.
  public struct Counts: Sendable {
    public var hashed: UInt64 = 0
    /// Octets are missing, or came in another order.
    public var withGaps: UInt64 = 0
    /// Only a part was asked for.
    public var inPart: UInt64 = 0
    public var tooLong: UInt64 = 0
    /// Compressed on the way: their own octets do not pass.
    public var encoded: UInt64 = 0
    public var beyondLimit: UInt64 = 0

    public init() {}
  }

  /// By what a file is found again: a direction of a flow, or an open file of a server.
  struct Key: Hashable, Sendable {
    let rawValue: UInt64

    static func flow(_ serial: UInt32, isFromLow: Bool) -> Key {
      Key(rawValue: UInt64(serial) << 1 | (isFromLow ? 1 : 0))
    }

    static func open(_ number: UInt32, isWrite: Bool) -> Key {
      Key(rawValue: 1 << 63 | UInt64(number) << 1 | (isWrite ? 1 : 0))
    }

    var isOpen: Bool { rawValue >> 63 == 1 }
  }

  struct File: Sendable {
    var digest: FileDigest
    var mention: Mention
    /// The connection that it ends with.
    let serial: UInt32
    /// The flow's direction in which its last piece began.
    var way: Key?
    /// Octets so far, and of the piece under way those that are still to come.
    var octets: UInt64 = 0
    var left: UInt64 = 0
    /// Octets of the whole; nil where only its end tells.
    var whole: UInt64?
    /// Octets that it has at least.
    var least: UInt64 = 0
  }

  public private(set) var counts = Counts()
  var kinds: IndicatorKinds = []
  private var files: [Key: File] = [:]
  /// When each was last heard of, in pieces of all files.
  private var heard: [Key: UInt64] = [:]
  private var clock: UInt64 = 0
  /// The file whose piece passes by in a flow's direction: one of ``files``.
  private var passing: [Key: Key] = [:]
  /// How many files that servers opened are under way in a flow.
  private var opened: [UInt32: Int] = [:]

  init() {}

  public var isEmpty: Bool { files.isEmpty }
  public var isPassing: Bool { !passing.isEmpty }
  var passingCount: Int { passing.count }

  func knows(_ key: Key) -> Bool { files[key] != nil }

  mutating func begin(
    _ key: Key, _ mention: Mention, serial: UInt32, whole: UInt64?, least: UInt64 = 0
  ) {
    giveUp(key)
    guard whole ?? 0 <= Self.octetLimit else { return counts.tooLong += 1 }
    if files.count >= Self.fileLimit, let quiet = heard.min(by: { $0.value < $1.value })?.key {
      remove(quiet)
      counts.beyondLimit += 1
    }
    files[key] = File(digest: FileDigest(kinds), mention: mention, serial: serial, whole: whole, least: least)
    if key.isOpen { opened[serial, default: 0] += 1 }
    hear(key)
  }

  private mutating func hear(_ key: Key) {
    clock += 1
    heard[key] = clock
  }

  @discardableResult
  private mutating func remove(_ key: Key) -> File? {
    guard let file = files.removeValue(forKey: key) else { return nil }
    heard[key] = nil
    if let way = file.way, passing[way] == key { passing[way] = nil }
    if key.isOpen, let count = opened[file.serial] { opened[file.serial] = count > 1 ? count - 1 : nil }
    return file
  }

  /// A piece of `octets` octets at `offset` begins in a flow's direction; its first ones are shown.
  mutating func take(
    _ key: Key, pieceOf octets: UInt64, at offset: UInt64?, _ shown: Span<UInt8>, in flow: Key
  ) {
    guard let before = files[key]?.octets, let left = files[key]?.left else { return }
    hear(key)
    if let offset, offset != before {
      // What was read before is read again; anything else leaves octets out.
      let (end, overflows) = offset.addingReportingOverflow(octets)
      if overflows || end > before { giveUp(key) }
      return
    }
    guard left == 0 else { return giveUp(key) }
    files[key]?.left = octets
    add(shown, to: key)
    if let rest = files[key]?.left, rest > 0 {
      files[key]?.way = flow
      passing[flow] = key
    }
  }

  /// Octets that nobody reads pass by in a flow's direction.
  mutating func passBy(_ octets: Span<UInt8>, in flow: Key) -> Key? {
    guard let key = passing[flow] else { return nil }
    hear(key)
    add(octets, to: key)
    if files[key]?.left ?? 0 == 0 { passing[flow] = nil }
    return key
  }

  private mutating func add(_ octets: Span<UInt8>, to key: Key) {
    guard let left = files[key]?.left, let before = files[key]?.octets else { return }
    let taken = Int(min(UInt64(octets.count), left))
    guard before + UInt64(taken) <= Self.octetLimit else {
      remove(key)
      return counts.tooLong += 1
    }
    files[key]?.digest.update(octets.extracting(0..<taken))
    files[key]?.left = left - UInt64(taken)
    files[key]?.octets = before + UInt64(taken)
  }

  /// Octets are missing in a flow's direction: the file that passes there is not whole.
  mutating func lose(in flow: Key) {
    if let key = passing[flow] { giveUp(key) }
    giveUp(flow)
  }

  /// A file that is not whole gives its place back. Its rest begins no other: whoever carries it knows that
  /// it was begun.
  private mutating func giveUp(_ key: Key) {
    if remove(key) != nil { counts.withGaps += 1 }
  }

  mutating func noteEncoded() { counts.encoded += 1 }
  mutating func noteInPart() { counts.inPart += 1 }

  /// The octets of a file that has all of its own, by its head.
  func isWhole(_ key: Key) -> Bool {
    guard let whole = files[key]?.whole else { return false }
    return files[key]?.octets == whole
  }

  /// A file ended. Gives it where it is whole: where `isEnd`, its last octet was seen.
  mutating func end(_ key: Key, isEnd: Bool) -> File? {
    guard let file = remove(key), file.octets > 0 else { return nil }
    let isWhole = file.whole.map { $0 == file.octets } ?? (isEnd && file.octets >= file.least)
    guard isWhole, file.left == 0 || file.whole == nil else {
      counts.inPart += 1
      return nil
    }
    counts.hashed += 1
    return file
  }

  /// The files that a flow's server has open.
  func open(in serial: UInt32) -> [Key] {
    guard opened[serial] != nil else { return [] }
    return files.filter { $0.key.isOpen && $0.value.serial == serial }.map { $0.key }
      .sorted { $0.rawValue < $1.rawValue }
  }
}
