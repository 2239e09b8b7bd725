/// A message of the BACnet virtual link layer.
///
///     0      1          2        4
///     +------+----------+--------+---------------------------
///     | 0x81 | function | length | by function; from 4 or 10 on the network layer
///     +------+----------+--------+---------------------------
///     0x82 in BACnet/IPv6        all of it
///
/// Source: ANSI/ASHRAE 135-2020, annexes J.2 and U.2.
struct BACnetLink {
  static var headerOctets: Int { 4 }
  static var typeIPv4: UInt8 { 0x81 }
  static var typeIPv6: UInt8 { 0x82 }

  var isIPv6: Bool
  var function: UInt8
  /// Where the network layer begins; nil where the function carries none.
  var networkAt: Int?

  /// The length field says as much as there is.
  var isWhole: Bool

  /// Reads a header, whatever its length field says: a datagram has its own end.
  init?(_ octets: Span<UInt8>) {
    guard octets.count >= Self.headerOctets, octets[0] == Self.typeIPv4 || octets[0] == Self.typeIPv6,
      octets[1] <= 0x0C
    else { return nil }
    isWhole = Int(octets[2]) << 8 | Int(octets[3]) == octets.count
    isIPv6 = octets[0] == Self.typeIPv6
    function = octets[1]
    networkAt = isIPv6 ? Self.networkAtIPv6(function) : Self.networkAt(function)
    if let at = networkAt, at >= octets.count { networkAt = nil }
  }

  private static func networkAt(_ function: UInt8) -> Int? {
    switch function {
    case forwarded: 10
    case distributeBroadcast, unicast, broadcast: 4
    default: nil
    }
  }

  private static func networkAtIPv6(_ function: UInt8) -> Int? {
    switch function {
    case 0x01: 10
    case 0x02, 0x0C: 7
    case 0x08: 25
    default: nil
    }
  }

  static var result: UInt8 { 0x00 }
  static var writeBroadcastTable: UInt8 { 0x01 }
  static var readBroadcastTable: UInt8 { 0x02 }
  static var readBroadcastTableAnswer: UInt8 { 0x03 }
  static var forwarded: UInt8 { 0x04 }
  static var registerForeignDevice: UInt8 { 0x05 }
  static var readForeignTable: UInt8 { 0x06 }
  static var readForeignTableAnswer: UInt8 { 0x07 }
  static var deleteForeignEntry: UInt8 { 0x08 }
  static var distributeBroadcast: UInt8 { 0x09 }
  static var unicast: UInt8 { 0x0A }
  static var broadcast: UInt8 { 0x0B }
}
