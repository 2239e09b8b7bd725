import Bytes

/// A request of CIP's message router: a service, a path, and data that the service defines.
///
///     0         1            2
///     +---------+------------+------+------
///     | service | path words | path | data
///     +---------+------------+------+------
///
/// Source: The CIP Networks Library, volume 1, clause 2-4.1.
struct CIPRequest {
  var service: UInt8
  var path: CIPPath
  var pathStart: Int
  var pathEnd: Int

  /// Reads head and path; the data is left in the reader.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    service = try reader.uint8()
    let words = Int(try reader.uint8())
    pathStart = reader.position
    var pathReader = try reader.take(words * 2)
    pathEnd = reader.position
    path = try CIPPath(parsing: &pathReader)
  }
}

/// A reply of CIP's message router.
///
///     0              1          2        3             4
///     +--------------+----------+--------+-------------+-----------+------
///     | 0x80 service | reserved | status | extra words | extra ... | data
///     +--------------+----------+--------+-------------+-----------+------
///
/// Source: The CIP Networks Library, volume 1, clause 2-4.2; status codes in appendix B.
struct CIPReply {
  static let replyBit: UInt8 = 0x80

  var service: UInt8
  var status: UInt8

  /// Reads the head; the data is left in the reader.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    service = try reader.uint8() & ~Self.replyBit
    try reader.skip(1)
    status = try reader.uint8()
    try reader.skip(Int(try reader.uint8()) * 2)
  }

  /// Done, or done in part with more to be fetched.
  var isSuccess: Bool { status == 0 || status == 6 }
  /// Each inner message of a multiple service packet has its own status; some of them are refusals.
  var hasInnerReplies: Bool { service == CIPService.multipleServicePacket && (status == 0 || status == 0x1E) }
}

/// Service codes. From 0x4B on a code's meaning is the class's.
///
/// Source: The CIP Networks Library, volume 1, appendix A; volume 1, clause 3-5 (connection manager);
/// Rockwell publication 1756-PM020 (tags).
enum CIPService {
  static let getAttributesAll: UInt8 = 0x01
  static let setAttributesAll: UInt8 = 0x02
  static let getAttributeList: UInt8 = 0x03
  static let setAttributeList: UInt8 = 0x04
  static let reset: UInt8 = 0x05
  static let start: UInt8 = 0x06
  static let stop: UInt8 = 0x07
  static let create: UInt8 = 0x08
  static let delete: UInt8 = 0x09
  static let multipleServicePacket: UInt8 = 0x0A
  static let applyAttributes: UInt8 = 0x0D
  static let getAttributeSingle: UInt8 = 0x0E
  static let setAttributeSingle: UInt8 = 0x10
  static let findNextInstance: UInt8 = 0x11
  static let restore: UInt8 = 0x15
  static let save: UInt8 = 0x16
  static let noOperation: UInt8 = 0x17
  static let getMember: UInt8 = 0x18
  static let setMember: UInt8 = 0x19
  static let insertMember: UInt8 = 0x1A
  static let removeMember: UInt8 = 0x1B
  static let groupSync: UInt8 = 0x1C
  static let getConnectionPointMembers: UInt8 = 0x1D
  static let executePCCC: UInt8 = 0x4B
  static let readTag: UInt8 = 0x4C
  static let writeTag: UInt8 = 0x4D
  static let readModifyWrite: UInt8 = 0x4E
  static let forwardClose: UInt8 = 0x4E
  static let unconnectedSend: UInt8 = 0x52
  static let readTagFragmented: UInt8 = 0x52
  static let writeTagFragmented: UInt8 = 0x53
  static let forwardOpen: UInt8 = 0x54
  static let getInstanceAttributeList: UInt8 = 0x55
  static let largeForwardOpen: UInt8 = 0x5B
  static let concurrentForwardOpen: UInt8 = 0x5C
}

/// Classes whose number changes what a service means.
///
/// Source: The CIP Networks Library, volume 1, chapter 5 and volume 2, chapter 5; 0x64 to 0xB2 are
/// Rockwell's.
enum CIPClass {
  static let identity: UInt32 = 0x01
  static let messageRouter: UInt32 = 0x02
  static let assembly: UInt32 = 0x04
  static let connectionManager: UInt32 = 0x06
  static let file: UInt32 = 0x37
  static let safetySupervisor: UInt32 = 0x39
  static let safetyValidator: UInt32 = 0x3A
  static let motionAxis: UInt32 = 0x42
  static let timeSync: UInt32 = 0x43
  static let modbus: UInt32 = 0x44
  static let pccc: UInt32 = 0x67
  static let symbol: UInt32 = 0x6B
  static let editLock: UInt32 = 0x74
  static let wallClock: UInt32 = 0x8B
  static let controllerMode: UInt32 = 0x8E
  static let programDownload: UInt32 = 0xAC
  static let tcpIP: UInt32 = 0xF5
  static let ethernetLink: UInt32 = 0xF6

  /// The classes in which a Logix controller keeps its program: programs, tasks, tags, routines and the like.
  static func isProgram(_ number: UInt32) -> Bool {
    switch number {
    case 0x64, 0x68...0x73, 0x7E, 0x7F, 0xA2, 0xA3, 0xAC, 0xB0...0xB2: true
    default: false
    }
  }
}
