import Bytes

/// The header that every connection-oriented fragment begins with.
///
///     0         1       2      3       4      8          10       12        16
///     +---------+-------+------+-------+------+----------+--------+---------+-----------------
///     | version | minor | type | flags | data | fragment | auth   | call id | body, auth verifier
///     +---------+-------+------+-------+------+----------+--------+---------+-----------------
///                                               octets     octets
///
/// Source: The Open Group C706, clause 12.6.3.1.
struct DCERPCFragment: Sendable {
  static let headerOctets = 16
  /// Type, level, padding, reserved, context id: they stand before the verifier's own octets.
  static let authHeaderOctets = 8

  var type: DCERPCType
  var isFirst: Bool
  var isLast: Bool
  /// A request names the object that it is for.
  var hasObject: Bool
  /// Numbers stand with their lowest octet first.
  var isLittle: Bool
  var fragmentOctets: Int
  var authOctets: Int
  var callID: UInt32

  init?(_ octets: Span<UInt8>, at: Int) {
    guard octets.count &- at >= Self.headerOctets, octets[at] == 5, octets[at &+ 1] <= 1 else { return nil }
    type = DCERPCType(rawValue: octets[at &+ 2])
    let order = octets[at &+ 4]
    guard type.rawValue <= 20, order & 0xEF == 0, octets[at &+ 5] <= 3, octets[at &+ 6] == 0 else {
      return nil
    }
    let flags = octets[at &+ 3]
    isFirst = flags & 0x01 != 0
    isLast = flags & 0x02 != 0
    hasObject = flags & 0x80 != 0
    isLittle = order == 0x10
    fragmentOctets = Int(Self.number16(octets, at &+ 8, isLittle))
    authOctets = Int(Self.number16(octets, at &+ 10, isLittle))
    let (high, low) =
      isLittle
      ? (Self.number16(octets, at &+ 14, true), Self.number16(octets, at &+ 12, true))
      : (Self.number16(octets, at &+ 12, false), Self.number16(octets, at &+ 14, false))
    callID = UInt32(high) << 16 | UInt32(low)
    guard fragmentOctets >= Self.headerOctets else { return nil }
  }

  /// A verifier that fits in.
  var hasVerifier: Bool {
    authOctets > 0 && authOctets + Self.authHeaderOctets + Self.headerOctets <= fragmentOctets
  }

  /// Caller has checked that two octets stand there.
  private static func number16(_ octets: Span<UInt8>, _ at: Int, _ isLittle: Bool) -> UInt16 {
    isLittle
      ? UInt16(octets[at &+ 1]) << 8 | UInt16(octets[at]) : UInt16(octets[at]) << 8 | UInt16(octets[at &+ 1])
  }
}

/// What a fragment is.
///
/// Source: The Open Group C706, clause 12.6.4; MS-RPCE, section 2.2.2.10.
struct DCERPCType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  static let request = DCERPCType(rawValue: 0)
  static let response = DCERPCType(rawValue: 2)
  static let fault = DCERPCType(rawValue: 3)
  static let bind = DCERPCType(rawValue: 11)
  static let bindAcknowledge = DCERPCType(rawValue: 12)
  static let bindRefusal = DCERPCType(rawValue: 13)
  static let alterContext = DCERPCType(rawValue: 14)
  static let alterContextResponse = DCERPCType(rawValue: 15)
  static let thirdLeg = DCERPCType(rawValue: 16)
}

/// The verifier at a fragment's end: who protects what, and the octets of a login.
///
/// Source: MS-RPCE, section 2.2.2.11.
struct DCERPCVerifier: Sendable {
  var type: UInt8
  var level: UInt8
  /// Octets between the body and the verifier.
  var paddingOctets: Int
  /// Where the login's octets stand.
  var token: Range<Int>

  /// Netlogon's own way of protection, by the machine's account.
  static let netlogon: UInt8 = 68
  static let privacy: UInt8 = 6

  /// `octets` are those of the whole fragment.
  init?(_ octets: Span<UInt8>, of fragment: DCERPCFragment) {
    guard fragment.hasVerifier, octets.count >= fragment.fragmentOctets else { return nil }
    let tokenStart = fragment.fragmentOctets - fragment.authOctets
    let start = tokenStart - DCERPCFragment.authHeaderOctets
    type = octets[start]
    level = octets[start + 1]
    paddingOctets = Int(octets[start + 2])
    token = tokenStart..<fragment.fragmentOctets
  }
}
