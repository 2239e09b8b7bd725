import Packets
import Protocols
import Vocabulary

/// Frames: what Ethernet carries without a transport.
extension Dissectors {
  /// Dissects a frame that has no transport; gives what it is, nil where nobody knows.
  mutating func dissect(
    frame packet: Packet, _ payload: Span<UInt8>, _ dissection: inout Dissection
  ) -> ProtocolName? {
    switch packet.layer {
    case .arp:
      ARPDissector.dissect(frame: payload, &dissection)
      return .arp
    case .ip:
      guard let name = Self.name(ofIPProtocol: packet.ipProtocol) else { return nil }
      dissection.note(name)
      if name == .icmp || name == .icmpv6 { echo.dissect(payload, as: name, &dissection) }
      if name == .icmpv6 {
        NeighbourDiscovery.dissect(
          icmpv6: payload, from: packet.source, hopLimit: packet.timeToLive, &dissection)
      }
      return name
    case .link:
      if packet.etherType == AMSDissector.etherType, ams.dissect(frame: payload, &dissection) { return .ams }
      if packet.isLLC, packet.etherType == 0x8282, bacnet.dissect(frame: payload, &dissection) {
        return .bacnet
      }
      switch packet.etherType {
      case EtherCATDissector.etherType where !packet.isLLC:
        return etherCAT.dissect(frame: payload, &dissection) ? .ecat : nil
      case GOOSEDissector.etherType, GOOSEDissector.sampledValuesEtherType:
        return goose.dissect(frame: payload, &dissection)
      default: break
      }
      let name = EtherTypes.note(packet, payload, &dissection)
      if name == .pnDCP { dcp.dissect(datagram: payload, &dissection) }
      if name == .lldp { lldp.dissect(datagram: payload, &dissection) }
      return name
    case .tcp, .udp: return nil
    }
  }

  private static func name(ofIPProtocol number: UInt8) -> ProtocolName? {
    switch number {
    case 1: .icmp
    case 2: .igmp
    case 47: .gre
    case 50: .esp
    case 58: .icmpv6
    default: nil
    }
  }
}
