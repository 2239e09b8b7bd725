import Bytes

/// The frame that SMB rides in on TCP: a NetBIOS session service header, on port 445 the same with more
/// length.
///
///     0      1        4
///     +------+--------+---------
///     | type | length | message
///
/// Source: RFC 1002, section 4.3.1; MS-SMB2, section 2.1.
struct SMBFrame: Sendable {
  static let headerOctets = 4
  static let message: UInt8 = 0x00

  var type: UInt8
  var bodyOctets: Int

  init?(_ octets: Span<UInt8>, at: Int) {
    guard octets.count &- at >= Self.headerOctets else { return nil }
    type = octets[at]
    bodyOctets = Int(octets[at &+ 1]) &<< 16 | Int(octets[at &+ 2]) &<< 8 | Int(octets[at &+ 3])
    guard Self.isType(type), type == Self.message || bodyOctets <= 256 else { return nil }
  }

  /// Session message, request, positive and negative response, retarget, keep-alive.
  static func isType(_ type: UInt8) -> Bool { type == message || (0x81...0x85).contains(type) }
}

/// Which generation of SMB a message is of, by its first four octets.
///
/// Source: MS-SMB, section 2.2.3.1; MS-SMB2, sections 2.2.1, 2.2.41 and 2.2.42.
enum SMBGeneration: Sendable {
  case smb1, smb2, encrypted, compressed

  init?(_ octets: Span<UInt8>, at: Int) {
    guard starts(octets, with: "SMB", at: at &+ 1) else { return nil }
    switch octets[at] {
    case 0xFF: self = .smb1
    case 0xFE: self = .smb2
    case 0xFD: self = .encrypted
    case 0xFC: self = .compressed
    default: return nil
    }
  }
}

/// The header of an SMB2 message.
///
///     0    4      6        8        12        14       16      20     24           32
///     +----+------+--------+--------+---------+--------+-------+------+------------+----
///     | id | size | charge | status | command | credit | flags | next | message id | …    64 octets
///
/// Source: MS-SMB2, sections 2.2.1.1 and 2.2.1.2.
struct SMB2Header: Sendable {
  static let octets = 64
  static let sessionSetup: UInt16 = 1
  static let treeConnect: UInt16 = 3

  var status: UInt32
  var command: UInt16
  var isResponse: Bool
  var messageID: UInt64

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(4)
    guard try reader.uint16LittleEndian() == 64 else { throw DecodeError(.invalid, at: 4) }
    try reader.skip(2)
    status = try reader.uint32LittleEndian()
    command = try reader.uint16LittleEndian()
    try reader.skip(2)
    isResponse = try reader.uint32LittleEndian() & 1 != 0
    try reader.skip(4)
    messageID = try reader.uint64LittleEndian()
    try reader.skip(32)
  }

  /// The command of the message whose header begins at `at`, where enough of it is there.
  static func command(_ octets: Span<UInt8>, at: Int) -> UInt16? {
    guard octets.count &- at >= 14 else { return nil }
    return UInt16(octets[at &+ 12]) | UInt16(octets[at &+ 13]) &<< 8
  }
}

/// The header of an SMB1 message, up to its parameters.
///
///     0    4         5        9       10       12                       30    32
///     +----+---------+--------+-------+--------+------------------------+-----+-----------
///     | id | command | status | flags | flags2 | pid, signature, tid, … | mid | word count
///
/// Source: MS-CIFS, section 2.2.3.1.
struct SMB1Header: Sendable {
  static let octets = 32
  static let sessionSetup: UInt8 = 0x73

  var command: UInt8
  var status: UInt32
  var isResponse: Bool
  var isUnicode: Bool
  var multiplexID: UInt16

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(4)
    command = try reader.uint8()
    status = try reader.uint32LittleEndian()
    isResponse = try reader.uint8() & 0x80 != 0
    isUnicode = try reader.uint16LittleEndian() & 0x8000 != 0
    try reader.skip(18)
    multiplexID = try reader.uint16LittleEndian()
  }
}

/// Source: MS-ERREF, section 2.3.1.
enum SMBStatus {
  static let success: UInt32 = 0
  /// The login goes on with another message.
  static let moreProcessing: UInt32 = 0xC000_0016
}
