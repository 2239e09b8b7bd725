import Vocabulary

/// An ARP message for IPv4 over Ethernet.
///
/// Source: RFC 826.
struct ARPMessage: Sendable {
  enum Operation: UInt16, Sendable {
    case request = 1
    case reply = 2
  }

  var operation: Operation
  var senderMAC: MACAddress
  var senderAddress: UInt32
  var targetMAC: MACAddress
  var targetAddress: UInt32

  var octets: [UInt8] {
    var octets: [UInt8] = []
    octets.put16(1)
    octets.put16(0x0800)
    octets.put8(6)
    octets.put8(4)
    octets.put16(operation.rawValue)
    octets.put48(senderMAC.rawValue)
    octets.put32(senderAddress)
    octets.put48(targetMAC.rawValue)
    octets.put32(targetAddress)
    return octets
  }

  func frame(to destination: MACAddress, tag: UInt16?) -> [UInt8] {
    FrameBuilder(destination: destination, source: senderMAC, tag: tag)
      .frame(etherType: 0x0806, payload: octets)
  }
}
