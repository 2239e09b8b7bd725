/// A packet of the handshake, which is in clear until new keys are used.
///
///     0        4         5      6
///     +--------+---------+------+---------+---------
///     | length | padding | type | payload | padding
///
/// Source: RFC 4253, section 6; RFC 4250, section 4.1.2 for the types.
struct SSHPacket: Sendable {
  static let headerOctets = 6
  /// What an implementation must be able to take is 35,000; longer ones are no packets in clear.
  private static let lengthLimit = 65_536

  static let newKeys: UInt8 = 21

  var type: UInt8
  /// Octets with the length before them.
  var octets: Int

  /// Nil where the octets are no packet in clear.
  init?(_ octets: Span<UInt8>, at start: Int) {
    guard octets.count &- start >= Self.headerOctets, octets[start] == 0, octets[start &+ 1] == 0 else {
      return nil
    }
    let length = Int(octets[start &+ 2]) &<< 8 | Int(octets[start &+ 3])
    type = octets[start &+ 5]
    // Types up to 49 belong to the transport and the key exchange.
    guard length >= 6, length < Self.lengthLimit, Int(octets[start &+ 4]) < length, (1...49).contains(type)
    else { return nil }
    self.octets = length &+ 4
  }
}
