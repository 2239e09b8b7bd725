import Bytes

/// What a message is: asked, answered, or told without being asked.
enum S7commPlusOpcode: UInt8 {
  case request = 0x31
  case response = 0x32
  /// The answer to a request whose transport flags ask for a short one.
  case shortResponse = 0x02
  case notification = 0x33
}

/// A function as it stands on the wire, known or not.
///
/// Siemens publishes no specification. Source: T. Wiens, S7CommPlusDriver, `Functioncode.cs`, `Ids.cs`, and
/// the dissector `s7comm_plus` of the same author.
struct S7commPlusFunction: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  static var error: S7commPlusFunction { S7commPlusFunction(rawValue: 0x04B1) }
  static var explore: S7commPlusFunction { S7commPlusFunction(rawValue: 0x04BB) }
  static var createObject: S7commPlusFunction { S7commPlusFunction(rawValue: 0x04CA) }
  static var deleteObject: S7commPlusFunction { S7commPlusFunction(rawValue: 0x04D4) }
  static var setVariable: S7commPlusFunction { S7commPlusFunction(rawValue: 0x04F2) }
  static var getVariable: S7commPlusFunction { S7commPlusFunction(rawValue: 0x04FC) }
  static var addLink: S7commPlusFunction { S7commPlusFunction(rawValue: 0x0506) }
  static var removeLink: S7commPlusFunction { S7commPlusFunction(rawValue: 0x051A) }
  static var getLink: S7commPlusFunction { S7commPlusFunction(rawValue: 0x0524) }
  static var setMultiVariables: S7commPlusFunction { S7commPlusFunction(rawValue: 0x0542) }
  static var getMultiVariables: S7commPlusFunction { S7commPlusFunction(rawValue: 0x054C) }
  static var invoke: S7commPlusFunction { S7commPlusFunction(rawValue: 0x056B) }
  static var setStreamed: S7commPlusFunction { S7commPlusFunction(rawValue: 0x057C) }
  static var getStreamed: S7commPlusFunction { S7commPlusFunction(rawValue: 0x0586) }
  static var getAddresses: S7commPlusFunction { S7commPlusFunction(rawValue: 0x0590) }
  static var laterError: S7commPlusFunction { S7commPlusFunction(rawValue: 0x05A9) }
  static var beginTLS: S7commPlusFunction { S7commPlusFunction(rawValue: 0x05B3) }
}

/// The frame around a message, or around one part of it.
///
///     0      1         2        4                      4 + length
///     +------+---------+--------+----------------------+----------------------+
///     | 0x72 | version | length | data                 | 0x72, version, 0, 0  |
///     +------+---------+--------+----------------------+----------------------+
///              1 to 3             version 3: a digest,   behind the last part
///              0xFE events        its length first
///
/// Source: T. Wiens, dissector `s7comm_plus`.
struct S7commPlusFrame {
  static var identifier: UInt8 { 0x72 }
  static var headerOctets: Int { 4 }
  static var eventVersion: UInt8 { 0xFE }

  var version: UInt8
  /// Where the message stands in the data unit, behind a digest.
  var body: Range<Int>
  /// More parts follow.
  var hasMore: Bool

  static func begins(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= headerOctets, octets[0] == identifier else { return false }
    return (1...3).contains(octets[1]) || octets[1] >= eventVersion
  }

  init?(_ octets: Span<UInt8>) {
    guard Self.begins(octets) else { return nil }
    version = octets[1]
    let length = Int(octets[2]) << 8 | Int(octets[3])
    let end = min(octets.count, Self.headerOctets + length)
    hasMore = octets.count == Self.headerOctets + length && version < Self.eventVersion
    var start = Self.headerOctets
    if version == 3, start < end, octets[start] == 0x20, end - start >= 33 { start += 33 }
    body = start..<end
  }
}

/// What requests and responses begin with.
///
///     0        1          3          5          7          9         13      14
///     +--------+----------+----------+----------+----------+---------+-------+------
///     | opcode | reserved | function | reserved | sequence | session | flags | set
///     +--------+----------+----------+----------+----------+---------+-------+------
///                                                            requests only
struct S7commPlusHeader {
  var opcode: S7commPlusOpcode
  var function: S7commPlusFunction
  var sequence: UInt16
  var session: UInt32

  /// Reads a header; the request's or response's own set is left in the reader. Nil where the octets begin
  /// with no opcode: they continue a message.
  init?(parsing reader: inout ByteReader) throws(DecodeError) {
    guard let opcode = S7commPlusOpcode(rawValue: try reader.uint8()) else { return nil }
    self.opcode = opcode
    if opcode == .notification {
      // The object of the subscription stands at once.
      function = S7commPlusFunction(rawValue: 0)
      sequence = 0
      session = try reader.uint32()
      return
    }
    try reader.skip(2)
    function = S7commPlusFunction(rawValue: try reader.uint16())
    try reader.skip(2)
    sequence = try reader.uint16()
    session = opcode == .request ? try reader.uint32() : 0
    try reader.skip(1)
  }
}

extension ByteReader {
  /// A number of seven bits an octet, most significant first, the highest bit set on all but the last.
  ///
  /// Source: T. Wiens, S7CommPlusDriver, `S7p.cs`, DecodeUInt64Vlq: the ninth octet holds eight bits.
  mutating func variableLength() throws(DecodeError) -> UInt64 {
    var value: UInt64 = 0
    for count in 1...9 {
      let octet = try uint8()
      if count == 9 { return value << 8 | UInt64(octet) }
      value = value << 7 | UInt64(octet & 0x7F)
      if octet & 0x80 == 0 { return value }
    }
    return value
  }

  /// The same for numbers of 32 bits.
  mutating func variableLength32() throws(DecodeError) -> UInt32 {
    UInt32(truncatingIfNeeded: try variableLength())
  }
}
