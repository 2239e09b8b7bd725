import Bytes

/// The head of a network layer message: version, control, and the addresses that routers add.
///
///     0         1         2
///     +---------+---------+---------------------+---------------------+-----------+------
///     | version | control | DNET, length, DADR  | SNET, length, SADR  | hop count | APDU
///     +---------+---------+---------------------+---------------------+-----------+------
///                          where control says so                       with DNET
///
/// Source: ANSI/ASHRAE 135-2020, clause 6.2.
struct BACnetNetwork {
  /// The device behind a router that is meant, and the one that sends, each as one number; 0 where none is.
  var destination: UInt64 = 0
  var source: UInt64 = 0
  /// A message of the network layer itself: its type.
  var messageType: UInt8?

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    guard try reader.uint8() == 1 else { throw DecodeError(.invalid, at: 0) }
    let control = try reader.uint8()
    if control & 0x20 != 0 { destination = try Self.address(&reader) }
    if control & 0x08 != 0 { source = try Self.address(&reader) }
    if control & 0x20 != 0 { try reader.skip(1) }
    if control & 0x80 != 0 { messageType = try reader.uint8() }
  }

  /// Network number and address of up to seven octets, mixed into one number.
  private static func address(_ reader: inout ByteReader) throws(DecodeError) -> UInt64 {
    var value = UInt64(try reader.uint16()) | 1 << 16
    let length = Int(try reader.uint8())
    for _ in 0..<length { value = value &* 0x1_0000_01B3 &+ UInt64(try reader.uint8()) &+ 1 }
    return value
  }

  static var whoIsRouter: UInt8 { 0x00 }
  static var iAmRouter: UInt8 { 0x01 }
  static var initializeRoutingTable: UInt8 { 0x06 }
  static var establishConnection: UInt8 { 0x08 }
  static var disconnectConnection: UInt8 { 0x09 }
  static var whatIsNetworkNumber: UInt8 { 0x12 }
}
