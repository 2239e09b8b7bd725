import Vocabulary

/// Files on their way over the wire, hashed as they pass where a list of indicators holds hashes of files.
///
/// A file comes in pieces: a body, chunks, answers to reads. What of a piece a dissector is not shown passes
/// by in its stream unread; the stream's owner hands it over by ``Dissection/passBy(_:serial:isFromLow:)``. A
/// file with a gap is not hashed and counted.
public struct CarriedFiles: Sendable {
  /// Files under way at a time; further ones are not hashed.
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
  }

  struct File: Sendable {
    var digest: FileDigest
    var mention: Mention
    /// Octets so far, and of the piece under way those that are still to come.
    var octets: UInt64 = 0
    var left: UInt64 = 0
    /// Octets of the whole; nil where only its end tells.
    var whole: UInt64?
    /// Octets that it has at least.
    var least: UInt64 = 0
    var isBroken = false
  }

  public private(set) var counts = Counts()
  var kinds: IndicatorKinds = []
  private var files: [Key: File] = [:]
  /// The file whose piece passes by in a flow's direction.
  private var passing: [Key: Key] = [:]

  init() {}

  public var isEmpty: Bool { files.isEmpty }
  public var isPassing: Bool { !passing.isEmpty }

  func knows(_ key: Key) -> Bool { files[key] != nil }

  mutating func begin(_ key: Key, _ mention: Mention, whole: UInt64?, least: UInt64 = 0) {
    if files[key] != nil { giveUp(key) }
    guard whole ?? 0 <= Self.octetLimit else { return counts.tooLong += 1 }
    guard files.count < Self.fileLimit else { return counts.beyondLimit += 1 }
    files[key] = File(digest: FileDigest(kinds), mention: mention, whole: whole, least: least)
  }

  /// A piece of `octets` octets at `offset` begins in a flow's direction; its first ones are shown.
  mutating func take(
    _ key: Key, pieceOf octets: UInt64, at offset: UInt64?, _ shown: Span<UInt8>, in flow: Key
  ) {
    guard let file = files[key], !file.isBroken else { return }
    if let offset, offset != file.octets {
      // What was read before is read again; anything else leaves octets out.
      let (end, overflows) = offset.addingReportingOverflow(octets)
      if overflows || end > file.octets { giveUp(key) }
      return
    }
    guard file.left == 0 else { return giveUp(key) }
    files[key]?.left = octets
    add(shown, to: key)
    if let rest = files[key]?.left, rest > 0 { passing[flow] = key }
  }

  /// Octets that nobody reads pass by in a flow's direction.
  mutating func passBy(_ octets: Span<UInt8>, in flow: Key) -> Key? {
    guard let key = passing[flow] else { return nil }
    add(octets, to: key)
    if files[key]?.left ?? 0 == 0 { passing[flow] = nil }
    return key
  }

  private mutating func add(_ octets: Span<UInt8>, to key: Key) {
    guard let left = files[key]?.left, let before = files[key]?.octets else { return }
    let taken = Int(min(UInt64(octets.count), left))
    guard before + UInt64(taken) <= Self.octetLimit else {
      files[key]?.isBroken = true
      files[key]?.left = 0
      return counts.tooLong += 1
    }
    files[key]?.digest.update(octets.extracting(0..<taken))
    files[key]?.left = left - UInt64(taken)
    files[key]?.octets = before + UInt64(taken)
  }

  /// Octets are missing in a flow's direction: the file that passes there is not whole.
  mutating func lose(in flow: Key) {
    if let key = passing[flow] { giveUp(key) }
    passing[flow] = nil
    if files[flow] != nil { giveUp(flow) }
  }

  /// A file that is not whole stays known until it ends, so that its rest is not taken for another.
  private mutating func giveUp(_ key: Key) {
    guard let file = files[key], !file.isBroken else { return }
    counts.withGaps += 1
    files[key]?.isBroken = true
    files[key]?.left = 0
  }

  mutating func noteEncoded() { counts.encoded += 1 }
  mutating func noteInPart() { counts.inPart += 1 }

  /// The octets of a file that has all of its own, by its head.
  func isWhole(_ key: Key) -> Bool {
    guard let file = files[key], !file.isBroken, let whole = file.whole else { return false }
    return file.octets == whole
  }

  /// A file ended. Gives it where it is whole: where `isEnd`, its last octet was seen.
  mutating func end(_ key: Key, isEnd: Bool) -> File? {
    guard let file = files.removeValue(forKey: key), !file.isBroken else { return nil }
    guard file.octets > 0 else { return nil }
    let isWhole = file.whole.map { $0 == file.octets } ?? (isEnd && file.octets >= file.least)
    guard isWhole, file.left == 0 || file.whole == nil else {
      counts.inPart += 1
      return nil
    }
    counts.hashed += 1
    return file
  }

  mutating func forget(flow: Key) { passing[flow] = nil }
}

extension Dissection {
  /// Lists of indicators hold hashes of files.
  @inline(__always)
  var wantsFiles: Bool { !wanted.isDisjoint(with: .fileHashes) }

  private var flowKey: CarriedFiles.Key { .flow(serial, isFromLow: isFromLow) }

  /// A file begins, which comes from the sender; `actor` is who asked for it or sent it. Without `key` it is
  /// the one of the flow's direction.
  mutating func beginFile(
    _ key: CarriedFiles.Key? = nil, _ protocolName: ProtocolName, actor: EndpointID, target: EndpointID,
    _ object: ObjectReference, whole: UInt64?, least: UInt64 = 0
  ) {
    guard wantsFiles else { return }
    carried.kinds = wanted
    carried.begin(
      key ?? flowKey,
      Mention(
        .fileSHA256, time: time, place: place, actor: actor, target: target, port: 0, name: protocolName,
        outcome: .succeeded, object: object), whole: whole, least: least)
  }

  /// The next piece of a file.
  mutating func takeFile(
    _ key: CarriedFiles.Key? = nil, pieceOf octets: UInt64, at offset: UInt64? = nil, _ shown: Span<UInt8>
  ) {
    if carried.isEmpty { return }
    let key = key ?? flowKey
    carried.take(key, pieceOf: octets, at: offset, shown, in: flowKey)
    if carried.isWhole(key) { endFile(key, isEnd: true) }
  }

  /// Ends a file; where it is whole, its digests are mentioned.
  mutating func endFile(_ key: CarriedFiles.Key? = nil, isEnd: Bool) {
    if carried.isEmpty { return }
    guard let file = carried.end(key ?? flowKey, isEnd: isEnd) else { return }
    file.digest.finish { kind, digest in
      var mention = file.mention
      mention.kind = kind
      observations.mentions.append(mention, digest.span)
    }
  }

  /// Octets of a stream that no dissector is shown.
  public mutating func passBy(_ octets: Span<UInt8>, serial: UInt32, isFromLow: Bool) {
    guard carried.isPassing, let key = carried.passBy(octets, in: .flow(serial, isFromLow: isFromLow)) else {
      return
    }
    if carried.isWhole(key) { endFile(key, isEnd: true) }
  }

  /// Octets of a stream are missing.
  public mutating func losePassing(serial: UInt32, isFromLow: Bool) {
    if !carried.isEmpty { carried.lose(in: .flow(serial, isFromLow: isFromLow)) }
  }

  /// A flow's direction ends; `isOrderly` where its last octet was seen.
  public mutating func endPassing(serial: UInt32, isFromLow: Bool, isOrderly: Bool) {
    if carried.isEmpty { return }
    let key = CarriedFiles.Key.flow(serial, isFromLow: isFromLow)
    endFile(key, isEnd: isOrderly)
    carried.forget(flow: key)
  }

  /// The data of a file transfer, which is nothing but the file.
  public mutating func takeFileData(_ octets: Span<UInt8>, isFromStart: Bool) {
    guard wantsFiles else { return }
    if isFromStart, !carried.knows(flowKey) {
      beginFile(nil, .ftpData, actor: receiver, target: sender, .none, whole: nil)
    }
    takeFile(pieceOf: UInt64(octets.count), octets)
  }
}
