import Bytes

/// A control packet's type as it stands on the wire.
///
/// Source: MQTT Version 5.0 (OASIS), section 2.1.2.
enum MQTTType {
  static let connect: UInt8 = 1
  static let connectAcknowledgement: UInt8 = 2
  static let publish: UInt8 = 3
  static let publishAcknowledgement: UInt8 = 4
  static let publishReceived: UInt8 = 5
  static let publishRelease: UInt8 = 6
  static let publishComplete: UInt8 = 7
  static let subscribe: UInt8 = 8
  static let subscribeAcknowledgement: UInt8 = 9
  static let unsubscribe: UInt8 = 10
  static let unsubscribeAcknowledgement: UInt8 = 11
  static let pingRequest: UInt8 = 12
  static let pingResponse: UInt8 = 13
  static let disconnect: UInt8 = 14
  static let authenticate: UInt8 = 15
}

/// The fixed header of every control packet.
///
///     0              1…4
///     +------+-------+------------------+------
///     | type | flags | remaining length | body
///     +------+-------+------------------+------
///       4 bits each    7 bits an octet, lowest first
///
/// Source: MQTT Version 3.1.1 (OASIS), sections 2.1 and 2.2.3; Version 5.0, sections 1.5.5 and 2.1.
struct MQTTHeader {
  let type: UInt8
  let flags: UInt8
  let bodyOctets: Int
  /// Octets of the fixed header itself.
  let octets: Int

  var packetOctets: Int { octets &+ bodyOctets }
  var quality: UInt8 { flags >> 1 & 3 }

  /// Throws: `.truncated` where the length is not whole yet, `.invalid` where the packet cannot be one.
  init(_ packet: Span<UInt8>, at start: Int = 0) throws(DecodeError) {
    guard start < packet.count else { throw DecodeError(.truncated, at: start) }
    type = packet[start] >> 4
    flags = packet[start] & 15
    guard Self.isAllowed(type, flags) else { throw DecodeError(.invalid, at: start) }
    var length = 0
    for index in 0..<4 {
      let at = start &+ 1 &+ index
      guard at < packet.count else { throw DecodeError(.truncated, at: at) }
      length |= Int(packet[at] & 0x7F) << (7 &* index)
      if packet[at] & 0x80 == 0 {
        bodyOctets = length
        octets = 2 &+ index
        return
      }
    }
    throw DecodeError(.invalid, at: start &+ 4)
  }

  /// Source: MQTT Version 5.0, section 2.1.3. Version 3.1 let clients mark some packets as copies.
  private static func isAllowed(_ type: UInt8, _ flags: UInt8) -> Bool {
    switch type {
    case 0: false
    case MQTTType.publish: flags >> 1 & 3 != 3
    case MQTTType.publishRelease, MQTTType.subscribe, MQTTType.unsubscribe: flags & 0x07 == 2
    default: flags == 0
    }
  }
}

/// What a CONNECT says, as ranges of its body.
///
/// Source: MQTT Version 3.1.1, section 3.1; Version 5.0, section 3.1; MQTT V3.1 Protocol Specification
/// (IBM, Eurotech), section 3.1.
struct MQTTConnect {
  let version: UInt8
  private(set) var clientID = 0..<0
  private(set) var user: Range<Int>?
  /// The password's length; its octets are passed over.
  private(set) var passwordOctets: Int?

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let name = Int(try reader.uint16())
    guard name == 4 || name == 6 else { throw DecodeError(.invalid, at: 0) }
    try reader.skip(name)
    version = try reader.uint8() & 0x7F
    let flags = try reader.uint8()
    try reader.skip(2)
    if version >= 5 { try Self.skipProperties(&reader) }
    clientID = try Self.text(&reader)
    if flags & 0x04 != 0 {
      if version >= 5 { try Self.skipProperties(&reader) }
      _ = try Self.text(&reader)
      _ = try Self.text(&reader)
    }
    if flags & 0x80 != 0 { user = try Self.text(&reader) }
    if flags & 0x40 != 0 { passwordOctets = try Self.text(&reader).count }
  }

  /// Where a text stands whose length is before it.
  static func text(_ reader: inout ByteReader) throws(DecodeError) -> Range<Int> {
    let length = Int(try reader.uint16())
    let start = reader.position
    try reader.skip(length)
    return start..<(start &+ length)
  }

  static func skipProperties(_ reader: inout ByteReader) throws(DecodeError) {
    var length = 0
    for index in 0..<4 {
      let octet = try reader.uint8()
      length |= Int(octet & 0x7F) << (7 &* index)
      if octet & 0x80 == 0 { return try reader.skip(length) }
    }
    throw DecodeError(.invalid, at: reader.position)
  }
}
