/// EtherNet/IP encapsulation.
///
/// Source: The CIP Networks Library, volume 2 (EtherNet/IP adaptation of CIP), clause 2-3 (header), 2-4
/// (commands) and 2-6 (common packet format).
enum EtherNetIPMessage {
  enum Command: UInt16 {
    case listServices = 0x0004
    case listIdentity = 0x0063
    case registerSession = 0x0065
    case unregisterSession = 0x0066
    case sendRRData = 0x006F
    case sendUnitData = 0x0070
  }

  static func frame(
    _ command: Command, session: UInt32 = 0, context: UInt64 = 0, _ data: [UInt8] = []
  ) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(littleEndian: command.rawValue)
    octets.put16(littleEndian: data.count)
    octets.put32(littleEndian: session)
    octets.put32(0)
    octets.put64(littleEndian: context)
    octets.put32(0)
    return octets + data
  }

  static func registerSession(_ session: UInt32) -> [UInt8] {
    frame(.registerSession, session: session, [1, 0, 0, 0])
  }

  /// An unconnected CIP message.
  static func unconnected(session: UInt32, context: UInt64, _ message: [UInt8]) -> [UInt8] {
    var data: [UInt8] = [0, 0, 0, 0, 10, 0, 2, 0, 0, 0, 0, 0, 0xB2, 0]
    data.put16(littleEndian: message.count)
    return frame(.sendRRData, session: session, context: context, data + message)
  }

  /// A CIP message over a class 3 connection, with its sequence count.
  static func connected(session: UInt32, connection: UInt32, sequence: UInt16, _ message: [UInt8]) -> [UInt8]
  {
    var data: [UInt8] = [0, 0, 0, 0, 0, 0, 2, 0, 0xA1, 0, 4, 0]
    data.put32(littleEndian: connection)
    data.put16(littleEndian: 0x00B1)
    data.put16(littleEndian: message.count + 2)
    data.put16(littleEndian: sequence)
    return frame(.sendUnitData, session: session, data + message)
  }

  /// What a device says of itself when asked who is there.
  static func identity(_ identity: CIPIdentity, address: UInt32) -> [UInt8] {
    var item: [UInt8] = [1, 0]
    item.put16(2)
    item.put16(44_818)
    item.put32(address)
    item.putZeros(8)
    item += identity.attributes
    item.put8(3)
    var data: [UInt8] = [1, 0, 0x0C, 0]
    data.put16(littleEndian: item.count)
    return frame(.listIdentity, data + item)
  }
}

/// The attributes 1 to 7 of an identity object.
///
/// Source: The CIP Networks Library, volume 1, clause 5A-2 (identity object).
struct CIPIdentity: Sendable {
  let vendor: Int
  let deviceType: Int
  let productCode: Int
  let major: UInt8
  let minor: UInt8
  let serial: UInt32
  let name: String

  var attributes: [UInt8] {
    var octets: [UInt8] = []
    octets.put16(littleEndian: vendor)
    octets.put16(littleEndian: deviceType)
    octets.put16(littleEndian: productCode)
    octets.put8(major)
    octets.put8(minor)
    octets.put16(littleEndian: 0x3060)
    octets.put32(littleEndian: serial)
    octets.put8(name.utf8.count)
    octets.put(name)
    return octets
  }

  /// Vendor 1 is Rockwell Automation, device type 14 a programmable controller.
  static let assembly = CIPIdentity(
    vendor: 1, deviceType: 14, productCode: 158, major: 32, minor: 11, serial: 0x60B1_A2C7,
    name: "1769-L33ER/A LOGIX5333ER")
}
