/// Up to 256 entries in a file: each behind its length, two octets in network order.
///
/// Source: C2SP tlog-tiles, Log entries.
public struct EntryBundle: Hashable, Sendable {
  public static let entryLimitOctets = 65_535
  /// The largest file: 256 entries of that length.
  public static let octetLimit = TilePath.fullWidth * (2 + entryLimitOctets)

  public let octets: [UInt8]
  /// Where each entry lies.
  private let ranges: [Range<Int>]

  /// - Throws: where the octets are not that many entries and nothing else, with the place
  public init(parsing octets: [UInt8], count: Int) throws(LedgerError) {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(max(0, min(count, TilePath.fullWidth)))
    var at = 0
    while ranges.count < count {
      guard octets.count - at >= 2 else { throw LedgerError(.ended, at: octets.count) }
      let length = Int(octets[at]) << 8 | Int(octets[at + 1])
      guard octets.count - at - 2 >= length else { throw LedgerError(.ended, at: at) }
      ranges.append((at + 2)..<(at + 2 + length))
      at += 2 + length
    }
    guard at == octets.count else { throw LedgerError(.trailing, at: at) }
    self.octets = octets
    self.ranges = ranges
  }

  public var count: Int { ranges.count }

  /// The octets of the entry at a place of the file; empty where it has none.
  public subscript(place: Int) -> ArraySlice<UInt8> {
    ranges.indices.contains(place) ? octets[ranges[place]] : []
  }

  /// Appends an entry to a file's octets.
  ///
  /// - Throws: where it is longer than its length can say
  public static func append(_ entry: [UInt8], to octets: inout [UInt8]) throws(LedgerError) {
    guard entry.count <= entryLimitOctets else {
      throw LedgerError(.tooLarge(limitOctets: entryLimitOctets), at: entryLimitOctets)
    }
    octets.append(UInt8(entry.count >> 8))
    octets.append(UInt8(entry.count & 255))
    octets.append(contentsOf: entry)
  }
}
