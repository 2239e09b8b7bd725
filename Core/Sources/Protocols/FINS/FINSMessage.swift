import Bytes

/// A command code as it stands on the wire, known or not: main request code, then sub request code.
///
/// Source: OMRON W227 and W342, "Communications Commands", FINS command list.
struct FINSCommand: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  static var readMemory: FINSCommand { FINSCommand(rawValue: 0x0101) }
  static var writeMemory: FINSCommand { FINSCommand(rawValue: 0x0102) }
  static var fillMemory: FINSCommand { FINSCommand(rawValue: 0x0103) }
  static var readSeveral: FINSCommand { FINSCommand(rawValue: 0x0104) }
  static var transferMemory: FINSCommand { FINSCommand(rawValue: 0x0105) }
  static var readControllerData: FINSCommand { FINSCommand(rawValue: 0x0501) }
  static var forceBits: FINSCommand { FINSCommand(rawValue: 0x2301) }

  /// A command that the maker's manuals name.
  var isKnown: Bool { !FINSNames.command(UInt32(rawValue)).isEmpty }
}

/// A FINS message: the header, and behind it the command's own data.
///
///     0     1     2     3   4   5   6   7   8   9     10        12
///     +-----+-----+-----+---+---+---+---+---+---+-----+---------+------
///     | ICF | RSV | GCT |DNA|DA1|DA2|SNA|SA1|SA2| SID | command | data
///     +-----+-----+-----+---+---+---+---+---+---+-----+---------+------
///       bit 6: response, bit 0: none wanted; network, node, unit of destination and source
///
/// Source: OMRON W342, clause 3-2 "FINS commands and responses".
struct FINSFrame {
  static var headerOctets: Int { 12 }

  var control: UInt8
  var destinationNode: UInt8
  var sourceNode: UInt8
  var service: UInt8
  var command: FINSCommand

  var isResponse: Bool { control & 0x40 != 0 }
  var wantsResponse: Bool { control & 0x01 == 0 }

  /// Reads the header; the command's data is left in the reader.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    control = try reader.uint8()
    try reader.skip(3)
    destinationNode = try reader.uint8()
    try reader.skip(2)
    sourceNode = try reader.uint8()
    try reader.skip(1)
    service = try reader.uint8()
    command = FINSCommand(rawValue: try reader.uint16())
  }

  /// What a response shares with its request.
  var id: UInt64 { UInt64(command.rawValue) << 8 | UInt64(service) }

  /// The octets look like a message: reserved bits and octet are 0, the gateway count is small, the units are
  /// those that exist, and a response has an end code.
  static func looksRight(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= headerOctets, octets[0] & 0x3E == 0, octets[1] == 0, octets[2] <= 7 else {
      return false
    }
    guard octets[3] <= 0x7F, octets[6] <= 0x7F, isUnit(octets[5]), isUnit(octets[8]) else { return false }
    return octets[0] & 0x40 == 0 || octets.count >= headerOctets &+ 2
  }

  /// The CPU, a special I/O unit (0x20 to 0x7F), a CPU bus unit, a peripheral device, the unit of the
  /// network.
  private static func isUnit(_ unit: UInt8) -> Bool {
    unit <= 0x7F || unit >= 0xE0
  }
}

/// The header that FINS has on TCP.
///
///     0        4        8         12           16
///     +--------+--------+---------+------------+------
///     | "FINS" | length | command | error code | data
///     +--------+--------+---------+------------+------
///                from the command on
///
/// Source: OMRON W421, clause 7-4 "FINS/TCP".
struct FINSTransportHeader {
  static var headerOctets: Int { 16 }
  /// Command and error code, and at most a frame of 2,012 octets; more is left to what is to come.
  static var lengthRange: ClosedRange<UInt32> { 8...65_535 }

  static var addressRequest: UInt32 { 0 }
  static var addressResponse: UInt32 { 1 }
  static var frame: UInt32 { 2 }
  static var errorNotification: UInt32 { 3 }

  var frameOctets: Int
  var command: UInt32
  var error: UInt32

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    guard try reader.uint32() == 0x4649_4E53 else { throw DecodeError(.invalid, at: 0) }
    let length = try reader.uint32()
    guard Self.lengthRange.contains(length) else { throw DecodeError(.invalid, at: 4) }
    frameOctets = 8 &+ Int(length)
    command = try reader.uint32()
    guard command <= 6 else { throw DecodeError(.invalid, at: 8) }
    error = try reader.uint32()
  }
}
