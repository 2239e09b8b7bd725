import Bytes

/// One command of an EtherCAT frame, which the devices of a segment carry out as the frame passes them.
///
/// Numbers are little-endian; the working counter stands behind the data.
///
///     0         1       2     4     6          8           10
///     +---------+-------+-----+-----+----------+-----------+------+---------
///     | command | index | ADP | ADO | length   | interrupt | data | counter
///     +---------+-------+-----+-----+----------+-----------+------+---------
///                                     11 bits, more (bit 15)
///
/// Source: ETG.1000.4, clause 5.4 (DLPDU structure); IEC 61158-4-12.
struct EtherCATCommand {
  // Commands that write at a position, at a configured address, and at all devices.
  static let positionWrite: UInt8 = 2
  static let positionReadWrite: UInt8 = 3
  static let addressRead: UInt8 = 4
  static let addressWrite: UInt8 = 5
  static let addressReadWrite: UInt8 = 6
  static let broadcastWrite: UInt8 = 8
  static let headOctets = 10

  let command: UInt8
  let index: UInt8
  let address: UInt16
  let offset: UInt16
  let data: Range<Int>
  let workingCounter: UInt16
  let hasMore: Bool

  /// Throws where the frame ends inside the command.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    command = try reader.uint8()
    index = try reader.uint8()
    address = try reader.uint16LittleEndian()
    offset = try reader.uint16LittleEndian()
    let length = try reader.uint16LittleEndian()
    try reader.skip(2)
    hasMore = length & 0x8000 != 0
    let start = reader.position
    try reader.skip(Int(length & 0x07FF))
    data = start..<reader.position
    workingCounter = try reader.uint16LittleEndian()
  }

  var isWrite: Bool {
    switch command {
    case Self.positionWrite, Self.positionReadWrite, Self.addressWrite, Self.addressReadWrite,
      Self.broadcastWrite:
      return true
    default: return false
    }
  }

  /// The device that is meant: its configured address, its position from 0 on, or -1 for all.
  var station: Int32 {
    switch command {
    case 1...3: return Int32(0 &- address)
    case 4...6: return Int32(address)
    default: return -1
    }
  }
}

/// A mailbox message, which a device gets through a window of its memory.
///
/// Source: ETG.1000.4, clause 5.6 (mailbox structure); ETG.1000.6, clauses 5.6 (CoE) and 5.8 (FoE).
struct EtherCATMailbox {
  static let canOpen: UInt8 = 3
  static let file: UInt8 = 4
  static let headOctets = 6

  let type: UInt8
  let body: Range<Int>

  /// Nil where the octets are no mailbox message.
  init?(_ octets: Span<UInt8>) {
    guard octets.count > Self.headOctets &+ 2 else { return nil }
    let length = Int(octets[0]) | Int(octets[1]) << 8
    guard length >= 2, length <= octets.count &- Self.headOctets, octets[5] & 0x80 == 0 else { return nil }
    type = octets[5] & 15
    guard type == Self.canOpen || type == Self.file else { return nil }
    body = Self.headOctets..<(Self.headOctets &+ length)
  }
}
