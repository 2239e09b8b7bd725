/// The number of a text in a ``NameTable``; 0 is the empty text.
public struct NameID: Hashable, Sendable {
  public let rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  @inlinable
  public static var none: NameID { NameID(rawValue: 0) }
}

/// Texts from the wire, each kept once and known by number, so that an observation is a plain value.
///
/// Octets are kept as they came, at most ``textLimitOctets`` of each; whoever shows them escapes them. The
/// whole table holds at most `limitOctets`; what comes after is counted in ``dropped`` and becomes
/// ``NameID/none``.
public struct NameTable: Sendable {
  public static let textLimitOctets = 512
  /// Room beyond the limit that only findings use.
  static let findingReserveOctets = 2 << 20

  private var octets: [UInt8] = []
  private var ends: [UInt32] = [0]
  private var hashes: SlotIndex
  private let limitOctets: Int
  private let seed: UInt64
  /// Texts that were not kept because the table was full.
  public private(set) var dropped = 0

  public init(limitOctets: Int = 8 << 20, seed: UInt64 = 0) {
    self.limitOctets = limitOctets
    self.seed = seed
    self.hashes = SlotIndex(capacity: 256)
  }

  public var count: Int { ends.count }
  public var octetCount: Int { octets.count }
  public var limit: Int { limitOctets }

  /// The number of `text`, which is kept where it is new.
  public mutating func intern(_ text: Span<UInt8>) -> NameID { intern(text, limit: limitOctets) }

  /// The number of a text that a finding needs: room is kept for these when the wire has filled the table.
  public mutating func internForFinding(_ text: Span<UInt8>) -> NameID {
    intern(text, limit: limitOctets + Self.findingReserveOctets)
  }

  private mutating func intern(_ text: Span<UInt8>, limit: Int) -> NameID {
    let text = text.count > Self.textLimitOctets ? text.extracting(0..<Self.textLimitOctets) : text
    if text.isEmpty { return .none }
    let hash = hash(text)
    if let known = hashes.find(hash, where: { equals($0, text) }) {
      return NameID(rawValue: UInt32(truncatingIfNeeded: known))
    }
    guard octets.count + text.count <= limit else {
      dropped += 1
      return .none
    }
    let record = ends.count
    octets.append(text)
    ends.append(UInt32(truncatingIfNeeded: octets.count))
    hashes.insert(hash, record: record)
    return NameID(rawValue: UInt32(truncatingIfNeeded: record))
  }

  /// The number of `text` where it is kept already.
  public func find(_ text: Span<UInt8>) -> NameID? {
    let text = text.count > Self.textLimitOctets ? text.extracting(0..<Self.textLimitOctets) : text
    if text.isEmpty { return NameID.none }
    return hashes.find(hash(text), where: { equals($0, text) })
      .map { NameID(rawValue: UInt32(truncatingIfNeeded: $0)) }
  }

  public mutating func intern(_ text: [UInt8]) -> NameID { intern(text.span) }

  public mutating func intern(_ text: String) -> NameID { intern(Array(text.utf8).span) }

  /// The octets of a text as they stood on the wire.
  public func octets(of name: NameID) -> ArraySlice<UInt8> {
    let record = Int(name.rawValue)
    guard record > 0, record < ends.count else { return [] }
    return octets[Int(ends[record - 1])..<Int(ends[record])]
  }

  /// The text with invalid UTF-8 replaced; control characters stay and are the business of whoever shows it.
  public func text(_ name: NameID) -> String {
    String(decoding: octets(of: name), as: UTF8.self)
  }

  private func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: text.count)
    var word: UInt64 = 0
    for index in text.indices {
      word = word &<< 8 | UInt64(text[index])
      if index & 7 == 7 {
        hash = mixed(hash, word)
        word = 0
      }
    }
    return mixed(hash, word ^ 0xA5A5_0000_0000_0000)
  }

  private func equals(_ record: Int, _ text: Span<UInt8>) -> Bool {
    let start = Int(ends[record - 1])
    guard Int(ends[record]) - start == text.count else { return false }
    for index in text.indices where octets[start + index] != text[index] { return false }
    return true
  }
}
