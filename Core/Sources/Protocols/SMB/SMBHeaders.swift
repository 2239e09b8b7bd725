import Bytes

/// The header of an SMB2 message.
///
///     0    4      6        8        12        14       16      20     24           32         36     40
///     +----+------+--------+--------+---------+--------+-------+------+------------+----------+------+----
///     | id | size | charge | status | command | credit | flags | next | message id | reserved | tree | …
///     +----+------+--------+--------+---------+--------+-------+------+------------+----------+------+----
///                                                                                    session at 40, 64 long
///
/// Source: MS-SMB2, sections 2.2.1.1 and 2.2.1.2.
struct SMB2Header: Sendable {
  static let octets = 64

  var status: UInt32
  var command: SMB2Command
  var flags: UInt32
  /// Octets to the next message of the same frame, 0 where there is none.
  var next: Int
  var messageID: UInt64
  var treeID: UInt32
  var sessionID: UInt64

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(4)
    guard try reader.uint16LittleEndian() == 64 else { throw DecodeError(.invalid, at: 4) }
    try reader.skip(2)
    status = try reader.uint32LittleEndian()
    command = SMB2Command(rawValue: try reader.uint16LittleEndian())
    try reader.skip(2)
    flags = try reader.uint32LittleEndian()
    next = Int(truncatingIfNeeded: try reader.uint32LittleEndian() & 0x7FFF_FFFF)
    messageID = try reader.uint64LittleEndian()
    try reader.skip(4)
    treeID = try reader.uint32LittleEndian()
    sessionID = try reader.uint64LittleEndian()
    try reader.skip(16)
  }

  var isResponse: Bool { flags & 1 != 0 }
  /// The tree's place holds half of another number.
  var isAsynchronous: Bool { flags & 2 != 0 }
}

/// What an SMB2 message asks for.
///
/// Source: MS-SMB2, section 2.2.1.2.
struct SMB2Command: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt16

  static let negotiate = SMB2Command(rawValue: 0)
  static let sessionSetup = SMB2Command(rawValue: 1)
  static let treeConnect = SMB2Command(rawValue: 3)
  static let create = SMB2Command(rawValue: 5)
  static let close = SMB2Command(rawValue: 6)
  static let read = SMB2Command(rawValue: 8)
  static let write = SMB2Command(rawValue: 9)
  static let control = SMB2Command(rawValue: 11)
  static let queryDirectory = SMB2Command(rawValue: 14)
  static let setInfo = SMB2Command(rawValue: 17)
}

/// The header of an SMB1 message, up to its parameters.
///
///     0    4         5        9       10       12         14             24     26    28    30    32
///     +----+---------+--------+-------+--------+----------+--------------+------+-----+-----+-----+-------
///     | id | command | status | flags | flags2 | pid high | signature, … | tree | pid | uid | mid | words
///
/// Source: MS-CIFS, section 2.2.3.1.
struct SMB1Header: Sendable {
  static let octets = 32

  var command: SMB1Command
  var status: UInt32
  var isResponse: Bool
  var isUnicode: Bool
  /// The status is a number of Windows NT, not a class and a code of DOS.
  var hasNTStatus: Bool
  var treeID: UInt16
  var processID: UInt32
  var multiplexID: UInt16

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(4)
    command = SMB1Command(rawValue: try reader.uint8())
    status = try reader.uint32LittleEndian()
    isResponse = try reader.uint8() & 0x80 != 0
    let flags = try reader.uint16LittleEndian()
    isUnicode = flags & 0x8000 != 0
    hasNTStatus = flags & 0x4000 != 0
    let processHigh = UInt32(try reader.uint16LittleEndian())
    try reader.skip(10)
    treeID = try reader.uint16LittleEndian()
    processID = processHigh << 16 | UInt32(try reader.uint16LittleEndian())
    try reader.skip(2)
    multiplexID = try reader.uint16LittleEndian()
  }

  var isSuccess: Bool { hasNTStatus ? SMBStatus.isSuccess(status) : status & 0xFF == 0 }
}

/// What an SMB1 message asks for.
///
/// Source: MS-CIFS, section 2.2.2.1.
struct SMB1Command: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  static let open = SMB1Command(rawValue: 0x02)
  static let create = SMB1Command(rawValue: 0x03)
  static let close = SMB1Command(rawValue: 0x04)
  static let delete = SMB1Command(rawValue: 0x06)
  static let rename = SMB1Command(rawValue: 0x07)
  static let createNew = SMB1Command(rawValue: 0x0F)
  static let transaction = SMB1Command(rawValue: 0x25)
  static let transactionSecondary = SMB1Command(rawValue: 0x26)
  static let openX = SMB1Command(rawValue: 0x2D)
  static let readX = SMB1Command(rawValue: 0x2E)
  static let writeX = SMB1Command(rawValue: 0x2F)
  static let transaction2 = SMB1Command(rawValue: 0x32)
  static let transaction2Secondary = SMB1Command(rawValue: 0x33)
  static let treeConnect = SMB1Command(rawValue: 0x70)
  static let negotiate = SMB1Command(rawValue: 0x72)
  static let sessionSetup = SMB1Command(rawValue: 0x73)
  static let logoff = SMB1Command(rawValue: 0x74)
  static let treeConnectX = SMB1Command(rawValue: 0x75)
  static let ntTransaction = SMB1Command(rawValue: 0xA0)
  static let ntTransactionSecondary = SMB1Command(rawValue: 0xA1)
  static let ntCreateX = SMB1Command(rawValue: 0xA2)
  static let none = SMB1Command(rawValue: 0xFF)

  /// Another command may follow in the same message.
  var isChained: Bool {
    switch self {
    case .openX, .readX, .writeX, .sessionSetup, .logoff, .treeConnectX, .ntCreateX,
      SMB1Command(rawValue: 0x24):
      true
    default: false
    }
  }
}

/// Source: MS-ERREF, section 2.3.1.
enum SMBStatus {
  static let success: UInt32 = 0
  /// The answer comes later.
  static let pending: UInt32 = 0x0000_0103
  /// The login goes on with another message.
  static let moreProcessing: UInt32 = 0xC000_0016
  static let notImplemented: UInt32 = 0xC000_0002

  /// No error: warnings such as "more data" come with what was asked for.
  static func isSuccess(_ status: UInt32) -> Bool { status >> 30 != 3 }

  /// The name is free: clients look for files that may be there.
  static func isNotFound(_ status: UInt32) -> Bool {
    switch status {
    case 0xC000_000F, 0xC000_0033, 0xC000_0034, 0xC000_003A, 0xC000_0035, 0xC000_0225: true
    // DOS: file, path not found.
    case 0x0002_0001, 0x0003_0001: true
    default: false
    }
  }
}

/// Numbers of a message by place; nil where it ends before them.
extension Span where Element == UInt8 {
  @inline(__always)
  func little16(_ at: Int) -> UInt16? {
    guard at >= 0, count &- at >= 2 else { return nil }
    return UInt16(self[at]) | UInt16(self[at &+ 1]) &<< 8
  }

  @inline(__always)
  func little32(_ at: Int) -> UInt32? {
    guard let low = little16(at), let high = little16(at &+ 2) else { return nil }
    return UInt32(low) | UInt32(high) &<< 16
  }

  @inline(__always)
  func little64(_ at: Int) -> UInt64? {
    guard let low = little32(at), let high = little32(at &+ 4) else { return nil }
    return UInt64(low) | UInt64(high) &<< 32
  }

  /// Where `length` octets from `start` on stand, as many of them as are there.
  @inline(__always)
  func shown(from start: Int, length: Int) -> Range<Int> {
    guard start >= 0, start < count, length > 0 else { return 0..<0 }
    return start..<(start &+ Swift.min(length, count &- start))
  }
}
