import Bytes

/// The header of a TLS record; its fragment is mostly encrypted and of no interest.
///
///     0      1         3        5
///     +------+---------+--------+---------
///     | type | version | length | fragment
///
/// Source: RFC 8446, section 5.1; RFC 5246, section 6.2.1.
struct TLSRecord: Sendable {
  static let headerOctets = 5
  /// 2^14 octets and what older versions may add by compression and encryption.
  static let fragmentLimit = 16_384 + 2_048

  static let changeCipherSpec: UInt8 = 20
  static let alert: UInt8 = 21
  static let handshake: UInt8 = 22
  static let applicationData: UInt8 = 23
  static let heartbeat: UInt8 = 24

  var type: UInt8
  var fragmentOctets: Int

  /// The record that begins at `at`; nil where the octets are none.
  init?(_ octets: Span<UInt8>, at: Int) {
    guard octets.count &- at >= Self.headerOctets else { return nil }
    type = octets[at]
    // 24 is the heartbeat of RFC 6520.
    guard type >= Self.changeCipherSpec, type <= 24, octets[at &+ 1] == 3, octets[at &+ 2] <= 4 else {
      return nil
    }
    fragmentOctets = Int(octets[at &+ 3]) &<< 8 | Int(octets[at &+ 4])
    guard fragmentOctets > 0, fragmentOctets <= Self.fragmentLimit else { return nil }
  }

  /// The first octets of a record's header, as far as they are there, may be one.
  static func mayBegin(_ octets: Span<UInt8>) -> Bool {
    if octets.count >= 1, !(20...24).contains(octets[0]) { return false }
    if octets.count >= 2, octets[1] != 3 { return false }
    return octets.count < 3 || octets[2] <= 4
  }
}
