/// The header of a handshake message, which may span records.
///
///     0      1        4
///     +------+--------+-----
///     | type | length | body
///
/// Source: RFC 8446, section 4; RFC 5246, section 7.4.
struct TLSHandshake: Sendable {
  static let headerOctets = 4

  static let certificate: UInt8 = 11
  static let serverHelloDone: UInt8 = 14
  static let clientKeyExchange: UInt8 = 16

  var type: UInt8
  /// Where the body stands; nil where it is not whole yet.
  var body: Range<Int>?

  /// Nil where the octets are no such message: what is encrypted looks like anything.
  init?(_ octets: Span<UInt8>, at start: Int) {
    type = octets[start]
    guard type <= 24 else { return nil }
    guard octets.count &- start >= Self.headerOctets else { return }
    let length =
      Int(octets[start &+ 1]) &<< 16 | Int(octets[start &+ 2]) &<< 8 | Int(octets[start &+ 3])
    guard length <= TLSDissector.messageLimit else { return nil }
    let from = start &+ Self.headerOctets
    if octets.count &- from >= length { body = from..<(from &+ length) }
  }
}
