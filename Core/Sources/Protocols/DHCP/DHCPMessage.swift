import Bytes
import Vocabulary

/// A DHCP message: who asks or answers, for which hardware address; the options are left in the reader.
///
///  0    1      2      3      4     8      10      12   16   20   24   28       44     108    236      240
///  +----+------+------+------+-----+------+-------+----+----+----+----+--------+------+------+--------+-----
///  | op | type | len. | hops | xid | secs | flags | ci | yi | si | gi | chaddr | name | file | cookie | opt.
///
/// Source: RFC 2131, section 2; RFC 2132 for the options.
struct DHCPMessage: Sendable {
  static let fixedOctets = 236
  static let cookie: UInt32 = 0x6382_5363

  var isRequest: Bool
  var hardware: MACAddress
  var clientAddress: HostAddress
  /// The address that the server gives.
  var givenAddress: HostAddress
  /// A relay carried the message from another segment.
  var isRelayed: Bool

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let operation = try reader.uint8()
    guard operation == 1 || operation == 2 else { throw DecodeError(.invalid, at: 0) }
    isRequest = operation == 1
    guard try reader.uint16() == 0x0106 else { throw DecodeError(.invalid, at: 1) }
    try reader.skip(9)
    clientAddress = HostAddress(ipv4: try reader.uint32())
    givenAddress = HostAddress(ipv4: try reader.uint32())
    try reader.skip(4)
    isRelayed = try reader.uint32() != 0
    hardware = MACAddress(rawValue: UInt64(try reader.uint16()) << 32 | UInt64(try reader.uint32()))
    try reader.skip(Self.fixedOctets - 34)
  }
}
