import Bytes

/// The tags in which services carry their arguments: a number, a length, octets. Numbers have seven bits an
/// octet, the least significant first.
///
/// Source: Tenable, proof of concept for the CODESYS gateway (TRA-2019); 3S, `CmpBinTagUtilItf`.
enum CODESYSTags {
  static let serviceTagLimit = 64

  /// Where the value of a tag stands among those in `range`; nil where it is not there.
  static func find(_ wanted: UInt32, in range: Range<Int>, of octets: Span<UInt8>) -> Range<Int>? {
    var at = range.lowerBound
    for _ in 0..<serviceTagLimit {
      guard let (tag, lengthAt) = number(at, range.upperBound, octets),
        let (length, start) = number(lengthAt, range.upperBound, octets)
      else { return nil }
      let end = start + Int(clamping: length)
      guard length <= 0x00FF_FFFF, end <= range.upperBound else { return nil }
      if tag == wanted { return start..<end }
      at = end
    }
    return nil
  }

  /// A text without its zero and what stands behind it.
  static func text(_ range: Range<Int>, of octets: Span<UInt8>) -> Range<Int> {
    let zero = min(range.upperBound, end(at: 0, in: octets, from: range.lowerBound))
    return trimmed(range.lowerBound..<zero, of: octets)
  }

  private static func number(_ start: Int, _ end: Int, _ octets: Span<UInt8>) -> (value: UInt32, next: Int)? {
    var value: UInt32 = 0
    for index in 0..<4 {
      let at = start + index
      guard at < end, at < octets.count else { return nil }
      value |= UInt32(octets[at] & 0x7F) << UInt32(truncatingIfNeeded: index * 7)
      if octets[at] & 0x80 == 0 { return (value, at + 1) }
    }
    return nil
  }
}
