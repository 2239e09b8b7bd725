public import Vocabulary

/// What lists of indicators name, made to be asked by value: an address, a name, a page, a fingerprint, a
/// hash.
///
/// It knows no packets, so the same list serves a capture and a stored report. All values lie in one array of
/// octets, found through a hash index: about 60 octets a value, and the texts that stand beside it.
public struct IndicatorList: Sendable {
  /// Values of all lists together; an indicator may have thousands.
  public static let valueLimit = 1_000_000
  /// Octets of one list's file.
  public static let fileLimitOctets = 256 << 20
  /// Octets of all values and texts together.
  public static let textLimitOctets = 512 << 20
  /// Lists that are read.
  public static let listLimit = 64
  /// Octets of an indicator's id and of what a list says of it; the rest is cut.
  static let idLimitOctets = 80
  static let labelLimitOctets = 160
  /// Entries of one value: other ports, other times, other lists.
  static let sameValueLimit = 16

  struct Row: Sendable {
    var start: UInt32
    var idStart: UInt32
    var labelStart: UInt32
    /// Row plus one of the next entry of the same value; 0 where there is none.
    var next: UInt32 = 0
    /// Place plus one in ``validities``; 0 where it is valid at all times.
    var validity: UInt32
    var keyOctets: UInt16
    var idOctets: UInt8
    var labelOctets: UInt8
    var port: UInt16
    var kind: IndicatorKind
    var list: UInt8
    var isHostOfPage: Bool
  }

  public internal(set) var sources: [IndicatorSource] = []
  public private(set) var kinds: IndicatorKinds = []
  /// Entries that were taken.
  public internal(set) var count = 0
  var rows: [Row] = []
  var octets: [UInt8] = []
  private(set) var validities: [Validity] = []
  private var index = SlotIndex()
  private let seed: UInt64
  let valueLimit: Int
  let textLimitOctets: Int
  /// Prefix lengths of the networks, longest first.
  private var bits4: [UInt8] = []
  private var bits6: [UInt8] = []

  /// No list. `seed` moves hash tables and nothing that anybody sees.
  public init(
    seed: UInt64 = 0, valueLimit: Int = valueLimit, textLimitOctets: Int = textLimitOctets
  ) {
    self.seed = seed
    self.valueLimit = valueLimit
    self.textLimitOctets = textLimitOctets
  }

  public var isEmpty: Bool { rows.isEmpty }
  /// Values that are looked for; an entry may have several.
  public var valueCount: Int { rows.count }
}

/// From when until when an indicator is valid: the first moment belongs to it, the last does not.
struct Validity: Equatable, Sendable {
  var from = Timestamp(nanoseconds: .min)
  var until = Timestamp(nanoseconds: .max)

  var isAlways: Bool { from.nanoseconds == .min && until.nanoseconds == .max }
  func holds(at time: Timestamp) -> Bool { from <= time && time < until }
}

extension IndicatorList {
  /// What an entry says beside its values.
  struct Entry: Sendable {
    var id: ArraySlice<UInt8> = []
    var label: ArraySlice<UInt8> = []
    var validity = Validity()
  }

  /// Adds a value of the list `source`; false where it stands there often enough.
  mutating func add(_ value: IndicatorValue, _ entry: Entry, source: Int) -> Bool {
    let hash = hash(value.kind, value.key.span)
    let first = index.find(hash) { equals($0, value.kind, value.key.span) }
    var last: Int?
    if var at = first {
      for _ in 0..<Self.sameValueLimit {
        let known = rows[at]
        if known.port == value.port, known.isHostOfPage == value.isHostOfPage, Int(known.list) == source,
          validity(known) == entry.validity
        {
          return true
        }
        last = at
        guard known.next > 0 else { break }
        at = Int(known.next) - 1
      }
      guard rows[at].next == 0, last == at else { return false }
    }
    let start = first.map { rows[$0].start } ?? append(value.key[...])
    let id = Self.cut(entry.id, Self.idLimitOctets)
    let label = Self.cut(entry.label, Self.labelLimitOctets)
    let before = rows.last
    let idStart = append(id, unlessAt: before?.idStart, before?.idOctets ?? 0)
    let labelStart = append(label, unlessAt: before?.labelStart, before?.labelOctets ?? 0)
    var place: UInt32 = 0
    if !entry.validity.isAlways {
      validities.append(entry.validity)
      place = UInt32(validities.count)
    }
    rows.append(
      Row(
        start: start, idStart: idStart, labelStart: labelStart, validity: place,
        keyOctets: UInt16(value.key.count), idOctets: UInt8(id.count), labelOctets: UInt8(label.count),
        port: value.port, kind: value.kind,
        list: UInt8(truncatingIfNeeded: source), isHostOfPage: value.isHostOfPage))
    if let last { rows[last].next = UInt32(rows.count) } else { index.insert(hash, record: rows.count - 1) }
    kinds.insert(IndicatorKinds(value.kind))
    if value.kind == .network { noteBits(value.key) }
    return true
  }

  private mutating func append(_ text: ArraySlice<UInt8>) -> UInt32 {
    let start = UInt32(truncatingIfNeeded: octets.count)
    octets.append(contentsOf: text)
    return start
  }

  /// Values that follow one another often say the same of themselves: that is kept once.
  private mutating func append(_ text: ArraySlice<UInt8>, unlessAt start: UInt32?, _ count: UInt8) -> UInt32 {
    if let start, Int(count) == text.count,
      octets[Int(start)..<(Int(start) + text.count)].elementsEqual(text)
    {
      return start
    }
    return append(text)
  }

  /// The beginning of a text, no character cut through.
  static func cut(_ text: ArraySlice<UInt8>, _ limit: Int) -> ArraySlice<UInt8> {
    guard text.count > limit else { return text }
    var end = text.startIndex + limit
    while end > text.startIndex, text[end] & 0xC0 == 0x80 { end -= 1 }
    return text[..<end]
  }

  private mutating func noteBits(_ key: [UInt8]) {
    guard let bits = key.last else { return }
    if key.count == 5 {
      if !bits4.contains(bits) { bits4 = (bits4 + [bits]).sorted(by: >) }
    } else if !bits6.contains(bits) {
      bits6 = (bits6 + [bits]).sorted(by: >)
    }
  }

  func prefixLengths(_ kind: HostAddress.Kind) -> [UInt8] { kind == .ipv4 ? bits4 : bits6 }

  func validity(_ row: Row) -> Validity {
    row.validity == 0 ? Validity() : validities[Int(row.validity) - 1]
  }

  /// The first row of a value.
  func find(_ kind: IndicatorKind, _ key: Span<UInt8>) -> Int? {
    index.find(hash(kind, key)) { equals($0, kind, key) }
  }

  private func equals(_ row: Int, _ kind: IndicatorKind, _ key: Span<UInt8>) -> Bool {
    let known = rows[row]
    guard known.kind == kind, Int(known.keyOctets) == key.count else { return false }
    let start = Int(known.start)
    for index in key.indices where octets[start + index] != key[index] { return false }
    return true
  }

  private func hash(_ kind: IndicatorKind, _ key: Span<UInt8>) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: key.count) << 8 ^ UInt64(kind.rawValue)
    var word: UInt64 = 0
    for index in key.indices {
      word = word &<< 8 | UInt64(key[index])
      if index & 7 == 7 {
        hash = mixed(hash, word)
        word = 0
      }
    }
    return mixed(hash, word ^ 0xA5A5_0000_0000_0000)
  }
}
