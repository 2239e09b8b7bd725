import Bytes

/// A session protocol data unit, as far as it leads to what it carries.
///
///     0      1          2
///     +------+----------+------------
///     | type | length   | parameters, or user data of a data transfer
///     +------+----------+------------
///              0xFF: two octets of length follow
///
/// A data transfer stands behind "give tokens", which has no parameters: 01 00 01 00.
///
/// Source: ITU-T X.225, clauses 8.2 and 8.3.
struct SessionMessage {
  static let connect: UInt8 = 13
  static let accept: UInt8 = 14
  static let refuse: UInt8 = 12
  static let finish: UInt8 = 9
  static let disconnect: UInt8 = 10
  static let abort: UInt8 = 25
  /// Give tokens, and data transfer behind it.
  static let data: UInt8 = 1

  let type: UInt8
  /// Where the presentation's octets stand.
  let userData: Range<Int>

  /// Nil where the octets are no unit that MMS needs.
  init?(_ octets: Span<UInt8>) {
    guard let (start, end) = Self.parameters(octets, at: 0) else { return nil }
    type = octets[0]
    switch type {
    case Self.data:
      guard start == end else { return nil }
      // Some stations leave the tokens out.
      guard let second = Self.parameters(octets, at: end), octets[end] == Self.data else {
        guard end < octets.count, octets[end] & 0xE0 == 0x60 else { return nil }
        userData = end..<octets.count
        return
      }
      guard second.start == second.end else { return nil }
      userData = second.end..<octets.count
    case Self.connect, Self.accept, Self.refuse, Self.finish, Self.disconnect, Self.abort:
      guard let found = Self.userData(octets, start..<end) else { return nil }
      userData = found
    default: return nil
    }
  }

  /// Where the parameters of the unit at `at` begin and end, clamped at the octets' end.
  private static func parameters(_ octets: Span<UInt8>, at: Int) -> (start: Int, end: Int)? {
    guard octets.count &- at >= 2 else { return nil }
    if octets[at &+ 1] != 0xFF {
      let start = at &+ 2
      return (start, min(octets.count, start &+ Int(octets[at &+ 1])))
    }
    guard octets.count &- at >= 4 else { return nil }
    let start = at &+ 4
    return (start, min(octets.count, start &+ (Int(octets[at &+ 2]) << 8 | Int(octets[at &+ 3]))))
  }

  /// The value of the parameter "user data" (193) or "extended user data" (194); empty where there is none.
  private static func userData(_ octets: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var at = range.lowerBound
    while at < range.upperBound {
      guard let (start, end) = parameters(octets, at: at) else { return nil }
      if octets[at] == 193 || octets[at] == 194 {
        // The unit may end inside the parameter's own head.
        return min(start, range.upperBound)..<min(end, range.upperBound)
      }
      at = max(end, at &+ 2)
    }
    return range.upperBound..<range.upperBound
  }
}
