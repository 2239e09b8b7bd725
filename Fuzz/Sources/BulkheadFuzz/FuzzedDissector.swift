import Protocols
import Streams
import Vocabulary

/// A dissector as a fuzz target sees it: octets of a stream, datagrams, or both.
protocol FuzzedDissector: Sendable {
  init()
  /// Ports that servers have, chosen by the input.
  static var serverPorts: [UInt16] { get }
  /// False where the protocol comes in datagrams or frames alone.
  static var hasStreams: Bool { get }
  static func recognise(_ octets: Span<UInt8>) -> Recognition
  mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress
  /// `kind` is 0 to 3, chosen by the input.
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection)
}

/// What a dissector of datagrams alone does with streams, and one of streams alone with datagrams: nothing.
extension FuzzedDissector {
  static var hasStreams: Bool { false }
  static var serverPorts: [UInt16] { [1] }
  static func recognise(_ octets: Span<UInt8>) -> Recognition { .no }
  func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    StreamProgress(consumed: octets.count)
  }
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {}
}

extension ModbusDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recogniseWithoutHint(octets)
    dissect(datagram: octets, &dissection)
  }
}

extension ISOTransportDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port, remoteDesktopPort] }
}

extension EtherNetIPDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port, ioPort] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    dissect(datagram: octets, &dissection)
  }
}

extension OPCUADissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

extension AMSDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port, discoveryPort] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    if kind == 1 {
      _ = dissect(frame: octets, &dissection)
    } else {
      _ = Self.recognise(datagram: octets)
      dissect(datagram: octets, &dissection)
    }
  }
}

extension DCPDissector: FuzzedDissector {
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    dissect(datagram: octets, &dissection)
  }
}

extension LLDPDissector: FuzzedDissector {
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    dissect(datagram: octets, &dissection)
  }
}

extension DHCPDissector: FuzzedDissector {
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = (Self.recognise(octets), DHCPv6.recognise(octets))
    dissect(datagram: octets, &dissection)
  }
}

extension DNSDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port, multicastPort] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(datagram: octets)
    let names: [ProtocolName] = [.dns, .mdns, .llmnr, .nbns]
    dissect(datagram: octets, as: names[kind & 3], &dissection)
  }
}

extension DCERPCDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = DCERPCDatagram.recognise(octets)
    DCERPCDatagram.note(datagram: octets, &dissection)
  }
}

extension KerberosDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(datagram: octets)
    dissect(datagram: octets, &dissection)
  }
}

extension LDAPDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port, globalCataloguePort] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(datagram: octets)
    dissect(datagram: octets, &dissection)
  }
}

extension HTTPDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

extension SMBDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port, netBIOSPort] }
}

extension SSHDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

extension TLSDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

/// ARP, which keeps no state.
struct ARPFrames: FuzzedDissector {
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    ARPDissector.dissect(frame: octets, &dissection)
  }
}

/// IPv6 neighbour discovery, which keeps no state.
struct NeighbourMessages: FuzzedDissector {
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    let source = HostAddress(ipv6High: 0xFE80_0000_0000_0000, low: UInt64(kind))
    NeighbourDiscovery.dissect(icmpv6: octets, from: source, hopLimit: kind == 3 ? 64 : 255, &dissection)
  }
}

extension IEC104Dissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recogniseWithoutHint(octets)
  }
}

extension BACnetDissector: FuzzedDissector {
  /// As a datagram; on Ethernet; or as an application message behind the heads of the layers below it.
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(octets)
    switch kind {
    case 0: dissect(datagram: octets, &dissection)
    case 1: _ = dissect(frame: octets, &dissection)
    default:
      let length = octets.count + 6
      var whole: [UInt8] = [0x81, 0x0A, UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), 1, 0]
      for index in octets.indices { whole.append(octets[index]) }
      dissect(datagram: whole.span, &dissection)
    }
  }
}

extension DNP3Dissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  /// As they are; or as application fragments, in frames whose checksums are right.
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    guard kind > 0 else { return dissect(datagram: octets, &dissection) }
    let frames = LinkFrames.around(octets, isFromMaster: kind & 1 == 1)
    dissect(datagram: frames.span, &dissection)
  }
}

extension MQTTDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recogniseWithoutHint(octets)
  }
}

extension HARTIPDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(datagram: octets)
    dissect(datagram: octets, &dissection)
  }
}

extension EtherCATDissector: FuzzedDissector {
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(octets)
    dissect(datagram: octets, &dissection)
  }
}

extension GOOSEDissector: FuzzedDissector {
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    if kind == 1, Self.recognise(octets) == .consistent {
      dissect(datagram: octets, &dissection)
    } else {
      _ = dissect(frame: octets, &dissection)
    }
  }
}
