import Vocabulary

/// PROFINET DCP frames, EtherType 0x8892.
///
/// Source: IEC 61158-6-10, clause 4.3 (DCP): frame ids 0xFEFD get/set, 0xFEFE identify request, 0xFEFF
/// response.
struct DCPMessage: Sendable {
  enum Frame: UInt16, Sendable {
    case getSet = 0xFEFD
    case identifyRequest = 0xFEFE
    case identifyResponse = 0xFEFF
  }

  var frame: Frame
  var service: UInt8
  /// 0 request, 1 response.
  var serviceType: UInt8
  var transaction: UInt32
  var responseDelay: UInt16 = 0
  var blocks: [[UInt8]]

  static let identifyAddress = MACAddress(rawValue: 0x010E_CF00_0000)

  var octets: [UInt8] {
    var body: [UInt8] = []
    for block in blocks {
      body += block
      if block.count % 2 == 1 { body.put8(0) }
    }
    var octets: [UInt8] = []
    octets.put16(frame.rawValue)
    octets.put8(service)
    octets.put8(serviceType)
    octets.put32(transaction)
    octets.put16(responseDelay)
    octets.put16(body.count)
    return octets + body
  }

  func frame(from source: MACAddress, to destination: MACAddress, vlan: UInt16?) -> [UInt8] {
    FrameBuilder(destination: destination, source: source, tag: vlan)
      .frame(etherType: 0x8892, payload: octets)
  }

  static func identify(transaction: UInt32) -> DCPMessage {
    DCPMessage(
      frame: .identifyRequest, service: 5, serviceType: 0, transaction: transaction, responseDelay: 0x0080,
      blocks: [[0xFF, 0xFF, 0, 0]])
  }

  static func identified(transaction: UInt32, blocks: [[UInt8]]) -> DCPMessage {
    DCPMessage(
      frame: .identifyResponse, service: 5, serviceType: 1, transaction: transaction, blocks: blocks)
  }

  static func set(transaction: UInt32, blocks: [[UInt8]]) -> DCPMessage {
    DCPMessage(frame: .getSet, service: 4, serviceType: 0, transaction: transaction, blocks: blocks)
  }

  /// The answer to a set: option and suboption with their result, zero for done.
  static func done(transaction: UInt32, option: UInt8, suboption: UInt8) -> DCPMessage {
    DCPMessage(
      frame: .getSet, service: 4, serviceType: 1, transaction: transaction,
      blocks: [[5, 4, 0, 3, option, suboption, 0]])
  }

  /// A block with two octets of information or qualifier before its value.
  static func block(_ option: UInt8, _ suboption: UInt8, qualifier: UInt16 = 0, _ value: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [option, suboption]
    octets.put16(value.count + 2)
    octets.put16(qualifier)
    return octets + value
  }

  static func addresses(_ address: UInt32, gateway: UInt32) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(address)
    octets.put32(0xFFFF_FF00)
    octets.put32(gateway)
    return octets
  }
}

/// What a PROFINET device answers when it is asked who it is.
struct DCPIdentity: Sendable {
  let host: HostID
  let vendorText: String
  let station: String
  let vendor: UInt16
  let device: UInt16
  /// 1 I/O device, 2 I/O controller.
  let role: UInt8

  var blocks: [[UInt8]] {
    var identity: [UInt8] = []
    identity.put16(vendor)
    identity.put16(device)
    return [
      DCPMessage.block(2, 1, [UInt8](vendorText.utf8)),
      DCPMessage.block(2, 2, [UInt8](station.utf8)),
      DCPMessage.block(2, 3, identity),
      DCPMessage.block(2, 4, [role, 0]),
      DCPMessage.block(
        1, 2, qualifier: 1,
        DCPMessage.addresses(host.host.address, gateway: host.host.segment.gatewayAddress)),
    ]
  }

  /// Vendor 0x002A is Siemens.
  static let cellA = [
    DCPIdentity(
      host: .pressController, vendorText: "S7-300", station: "press-plc", vendor: 0x002A, device: 0x0101,
      role: 2),
    DCPIdentity(
      host: .millController, vendorText: "S7-1200", station: "mill-plc", vendor: 0x002A, device: 0x010D,
      role: 2),
    DCPIdentity(
      host: .pressIO, vendorText: "ET200S", station: "press-io", vendor: 0x002A, device: 0x0301, role: 1),
    DCPIdentity(
      host: .switchA, vendorText: "SCALANCE X-200", station: "scalance-a", vendor: 0x002A, device: 0x0A01,
      role: 1),
  ]
}
