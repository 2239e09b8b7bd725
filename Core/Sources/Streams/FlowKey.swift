public import Packets
public import Vocabulary

/// Both ends of a flow, in an order that does not depend on who sent: the same key for both directions.
public struct FlowKey: Hashable, Sendable {
  public let lowHost: HostAddress
  public let highHost: HostAddress
  public let lowPort: UInt16
  public let highPort: UInt16
  public let vlan: UInt16
  public let transport: Transport

  /// The key of a packet's flow, and whether the packet travels from the low end to the high one.
  ///
  /// Where there is no network layer the ends are the hardware addresses and the EtherType stands as port.
  @inlinable
  public static func of(_ packet: Packet) -> (key: FlowKey, fromLow: Bool) {
    var source = packet.source
    var destination = packet.destination
    var sourcePort = packet.sourcePort
    var destinationPort = packet.destinationPort
    let transport: Transport
    switch packet.layer {
    case .tcp: transport = .tcp
    case .udp: transport = .udp
    case .ip:
      transport = packet.ipProtocol == 1 ? .icmp : packet.ipProtocol == 58 ? .icmpv6 : .other
    case .arp, .link:
      source = HostAddress(mac: packet.sourceMAC)
      destination = HostAddress(mac: packet.destinationMAC)
      sourcePort = packet.etherType
      destinationPort = packet.etherType
      transport = .ethernet
    }
    let fromLow =
      source.low != destination.low
      ? source.low < destination.low
      : source.high != destination.high
        ? source.high < destination.high
        : sourcePort <= destinationPort
    return (
      fromLow
        ? FlowKey(source, destination, sourcePort, destinationPort, packet.vlan, transport)
        : FlowKey(destination, source, destinationPort, sourcePort, packet.vlan, transport), fromLow
    )
  }

  @inlinable
  public init(
    _ lowHost: HostAddress, _ highHost: HostAddress, _ lowPort: UInt16, _ highPort: UInt16, _ vlan: UInt16,
    _ transport: Transport
  ) {
    self.lowHost = lowHost
    self.highHost = highHost
    self.lowPort = lowPort
    self.highPort = highPort
    self.vlan = vlan
    self.transport = transport
  }

  @inlinable
  public func hash(seed: UInt64) -> UInt64 {
    let ports = UInt64(lowPort) &<< 48 | UInt64(highPort) &<< 32 | UInt64(vlan) &<< 16
    let small = ports | UInt64(transport.rawValue) &<< 8 | UInt64(lowHost.kind.rawValue)
    var hash = mixed(mixed(seed ^ small, lowHost.low), highHost.low)
    if lowHost.high | highHost.high != 0 { hash = mixed(mixed(hash, lowHost.high), highHost.high) }
    return hash
  }
}
