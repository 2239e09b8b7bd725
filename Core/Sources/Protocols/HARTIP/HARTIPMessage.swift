import Bytes

/// The header of every HART-IP message.
///
///     0         1      2    3        4          6              8
///     +---------+------+----+--------+----------+--------------+------
///     | version | type | id | status | sequence | octets of all | body
///     +---------+------+----+--------+----------+--------------+------
///
/// Source: FieldComm Group TS20085, HART-IP, clause 7; version 1 of the header, which version 2 keeps.
struct HARTIPHeader {
  static let octets = 8
  // Types.
  static let request: UInt8 = 0
  static let response: UInt8 = 1
  static let publication: UInt8 = 2
  static let refusal: UInt8 = 15
  // Ids.
  static let sessionInitiate: UInt8 = 0
  static let sessionClose: UInt8 = 1
  static let keepAlive: UInt8 = 2
  static let tokenPassing: UInt8 = 3
  static let direct: UInt8 = 4
  static let auditLog: UInt8 = 5

  let type: UInt8
  let id: UInt8
  let status: UInt8
  let sequence: UInt16
  let messageOctets: Int

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let version = try reader.uint8()
    type = try reader.uint8()
    id = try reader.uint8()
    status = try reader.uint8()
    sequence = try reader.uint16()
    messageOctets = Int(try reader.uint16())
    guard version == 1 || version == 2, type <= 2 || type == Self.refusal, id <= Self.auditLog,
      messageOctets >= Self.octets
    else { throw DecodeError(.invalid, at: 0) }
  }
}

/// A frame of HART's data link, as token-passing messages carry it.
///
///     0           1 or 5 octets             1 or more
///     +-----------+---------+-----------+---------+--------+------+-------+
///     | delimiter | address | expansion | command | octets | data | check |
///     +-----------+---------+-----------+---------+--------+------+-------+
///
/// Source: FieldComm Group TS20081, HART Token-Passing Data Link Layer, clause 5.
struct HARTFrame {
  /// A master's frame, a device's answer, a device's burst.
  enum Kind {
    case request, answer, burst
  }

  let kind: Kind
  /// Device type (14 bits) and number (24 bits), 0 for a frame with a polling address.
  let device: UInt64
  /// The polling address, -1 for a frame with a device's own.
  let polling: Int32
  let command: UInt32
  /// Where the command's data stand, without the status of an answer.
  let data: Range<Int>
  /// An answer's response code and its device's status.
  let responseCode: UInt8

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let delimiter = try reader.uint8()
    switch delimiter & 0x07 {
    case 1: kind = .burst
    case 2: kind = .request
    case 6: kind = .answer
    default: throw DecodeError(.invalid, at: 0)
    }
    if delimiter & 0x80 != 0 {
      let type = UInt64(try reader.uint16()) & 0x3FFF
      device = type << 24 | UInt64(try reader.uint24())
      polling = -1
    } else {
      device = 0
      polling = Int32(try reader.uint8() & 0x3F)
    }
    try reader.skip(Int(delimiter >> 5 & 3))
    let code = UInt32(try reader.uint8())
    let length = Int(try reader.uint8())
    let end = reader.position &+ length
    guard length <= reader.remaining else { throw DecodeError(.truncated, at: reader.position) }
    let hasStatus = kind != .request && length >= 2
    responseCode = hasStatus ? try reader.uint8() : 0
    if hasStatus { try reader.skip(1) }
    // Command 31 says that a longer number stands before the data.
    command = code == 31 && end &- reader.position >= 2 ? UInt32(try reader.uint16()) : code
    data = reader.position..<max(reader.position, end)
    try reader.skip(end &- reader.position)
  }
}

/// What an answer's code says of the command.
///
/// Source: FieldComm Group TS20307, Command Response Code Specification.
enum HARTResponse {
  static func outcome(_ code: UInt8) -> Bool? {
    // The highest bit: the device did not understand what came over the line.
    if code & 0x80 != 0 { return nil }
    switch code {
    // Success, and warnings: the command was carried out.
    case 0, 8, 14, 24...27, 30, 31, 96...127: return true
    default: return false
    }
  }
}
