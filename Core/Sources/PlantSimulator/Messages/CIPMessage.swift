/// CIP services, requests and replies.
///
/// Source: The CIP Networks Library, volume 1, appendix A (services) and C (paths), clause 3-5 (connection
/// manager); Rockwell Automation publication 1756-PM020 (tag services).
enum CIPMessage {
  enum Service {
    static let getAttributesAll: UInt8 = 0x01
    static let reset: UInt8 = 0x05
    static let multipleServicePacket: UInt8 = 0x0A
    static let getAttributeSingle: UInt8 = 0x0E
    static let readTag: UInt8 = 0x4C
    static let writeTag: UInt8 = 0x4D
    static let forwardClose: UInt8 = 0x4E
    static let unconnectedSend: UInt8 = 0x52
    static let forwardOpen: UInt8 = 0x54
  }

  static func request(_ service: UInt8, path: [UInt8], _ data: [UInt8] = []) -> [UInt8] {
    [service, UInt8(truncatingIfNeeded: path.count / 2)] + path + data
  }

  static func reply(_ service: UInt8, status: UInt8 = 0, _ data: [UInt8] = []) -> [UInt8] {
    [service | 0x80, 0, status, 0] + data
  }

  static func path(class number: UInt8, instance: UInt8, attribute: UInt8? = nil) -> [UInt8] {
    var octets: [UInt8] = [0x20, number, 0x24, instance]
    if let attribute { octets += [0x30, attribute] }
    return octets
  }

  /// A symbolic path; each part of a name with dots is a segment of its own.
  static func path(tag: String) -> [UInt8] {
    var octets: [UInt8] = []
    for part in tag.split(separator: ".") {
      octets += [0x91, UInt8(truncatingIfNeeded: part.utf8.count)]
      octets.put(String(part))
      if part.utf8.count % 2 == 1 { octets.put8(0) }
    }
    return octets
  }

  static func readTag(_ tag: String, elements: Int = 1) -> [UInt8] {
    var data: [UInt8] = []
    data.put16(littleEndian: elements)
    return request(Service.readTag, path: path(tag: tag), data)
  }

  /// Type 0xC4, a signed double integer.
  static func tagRead(_ value: UInt32) -> [UInt8] {
    var data: [UInt8] = [0xC4, 0]
    data.put32(littleEndian: value)
    return reply(Service.readTag, data)
  }

  static func writeTag(_ tag: String, _ value: UInt32) -> [UInt8] {
    var data: [UInt8] = [0xC4, 0, 1, 0]
    data.put32(littleEndian: value)
    return request(Service.writeTag, path: path(tag: tag), data)
  }

  private static func reply(_ service: UInt8, _ data: [UInt8]) -> [UInt8] {
    reply(service, status: 0, data)
  }

  /// Several services in one message to the message router.
  static func multiple(_ requests: [[UInt8]]) -> [UInt8] {
    request(Service.multipleServicePacket, path: path(class: 2, instance: 1), packed(requests))
  }

  static func multipleReply(_ replies: [[UInt8]]) -> [UInt8] {
    reply(Service.multipleServicePacket, packed(replies))
  }

  private static func packed(_ messages: [[UInt8]]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(littleEndian: messages.count)
    var offset = 2 + 2 * messages.count
    for message in messages {
      octets.put16(littleEndian: offset)
      offset += message.count
    }
    return octets + messages.flatMap { $0 }
  }

  /// A message that the connection manager hands to the module in a slot of the backplane.
  static func unconnectedSend(_ message: [UInt8], slot: UInt8) -> [UInt8] {
    var data: [UInt8] = [0x0A, 0x0E]
    data.put16(littleEndian: message.count)
    data += message
    if message.count % 2 == 1 { data.put8(0) }
    data += [1, 0, 1, slot]
    return request(Service.unconnectedSend, path: path(class: 6, instance: 1), data)
  }
}

/// A class 3 connection's numbers, as both ends name it.
struct CIPConnection: Sendable {
  /// What the controller receives and what it sends.
  var toTarget: UInt32
  var toOriginator: UInt32
  var serial: UInt16

  private static let originatorVendor = 0x1337
  private static let originatorSerial: UInt32 = 0x0042_5A01

  var open: [UInt8] {
    var data: [UInt8] = [0x0A, 0x0E]
    data.put32(0)
    data.put32(littleEndian: toOriginator)
    data += triad
    data += [3, 0, 0, 0]
    for _ in 0..<2 {
      data.put32(littleEndian: 2_000_000)
      data.put16(littleEndian: 0x43F4)
    }
    data += [0xA3, 3, 0x01, 0x00, 0x20, 0x02, 0x24, 0x01]
    return CIPMessage.request(
      CIPMessage.Service.forwardOpen, path: CIPMessage.path(class: 6, instance: 1), data)
  }

  var opened: [UInt8] {
    var data: [UInt8] = []
    data.put32(littleEndian: toTarget)
    data.put32(littleEndian: toOriginator)
    data += triad
    for _ in 0..<2 { data.put32(littleEndian: 2_000_000) }
    data += [0, 0]
    return CIPMessage.reply(CIPMessage.Service.forwardOpen, status: 0, data)
  }

  var close: [UInt8] {
    let data: [UInt8] = [0x0A, 0x0E] + triad + [3, 0, 0x01, 0x00, 0x20, 0x02, 0x24, 0x01]
    return CIPMessage.request(
      CIPMessage.Service.forwardClose, path: CIPMessage.path(class: 6, instance: 1), data)
  }

  var closed: [UInt8] {
    CIPMessage.reply(CIPMessage.Service.forwardClose, status: 0, triad + [0, 0])
  }

  /// Connection serial number, originator's vendor and originator's serial number.
  private var triad: [UInt8] {
    var octets: [UInt8] = []
    octets.put16(littleEndian: serial)
    octets.put16(littleEndian: Self.originatorVendor)
    octets.put32(littleEndian: Self.originatorSerial)
    return octets
  }
}
