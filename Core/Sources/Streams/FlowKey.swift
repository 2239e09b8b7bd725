public import Packets
public import Vocabulary

/// Both ends of a flow, in an order that does not depend on who sent: the same key for both directions.
///
/// Five words, so that two keys compare in a few instructions.
public struct FlowKey: Hashable, Sendable {
  @usableFromInline
  let lowHostLow: UInt64
  @usableFromInline
  let highHostLow: UInt64
  @usableFromInline
  let lowHostHigh: UInt64
  @usableFromInline
  let highHostHigh: UInt64
  /// Low port, high port, VLAN, transport, kind of address; 16, 16, 16, 8 and 8 bits.
  @usableFromInline
  let rest: UInt64

  /// The key of a packet's flow, and whether the packet travels from the low end to the high one.
  ///
  /// Where there is no network layer the ends are the hardware addresses and the EtherType stands as port.
  /// Always inline: a call copies the packet whole, right after its fields were written.
  @inlinable
  @inline(__always)
  public init(_ packet: borrowing Packet, fromLow: inout Bool) {
    switch packet.layer {
    case .tcp, .udp:
      self.init(
        packet.source, packet.destination, packet.sourcePort, packet.destinationPort, packet.vlan,
        packet.layer == .tcp ? .tcp : .udp, fromLow: &fromLow)
    case .ip:
      let transport: Transport = packet.ipProtocol == 1 ? .icmp : packet.ipProtocol == 58 ? .icmpv6 : .other
      self.init(packet.source, packet.destination, 0, 0, packet.vlan, transport, fromLow: &fromLow)
    case .arp, .link:
      self.init(
        HostAddress(mac: packet.sourceMAC), HostAddress(mac: packet.destinationMAC), packet.etherType,
        packet.etherType, packet.vlan, .ethernet, fromLow: &fromLow)
    }
  }

  @inlinable
  @inline(__always)
  init(
    _ source: HostAddress, _ destination: HostAddress, _ sourcePort: UInt16, _ destinationPort: UInt16,
    _ vlan: UInt16, _ transport: Transport, fromLow: inout Bool
  ) {
    fromLow =
      source.low != destination.low
      ? source.low < destination.low
      : source.high != destination.high ? source.high < destination.high : sourcePort <= destinationPort
    let small =
      UInt64(vlan) &<< 16 | UInt64(transport.rawValue) &<< 8 | UInt64(source.kind.rawValue)
    let (from, to) = (UInt64(sourcePort), UInt64(destinationPort))
    if fromLow {
      lowHostLow = source.low
      lowHostHigh = source.high
      highHostLow = destination.low
      highHostHigh = destination.high
      rest = from &<< 48 | to &<< 32 | small
    } else {
      lowHostLow = destination.low
      lowHostHigh = destination.high
      highHostLow = source.low
      highHostHigh = source.high
      rest = to &<< 48 | from &<< 32 | small
    }
  }

  @inlinable
  public var lowPort: UInt16 { UInt16(truncatingIfNeeded: rest &>> 48) }
  @inlinable
  public var highPort: UInt16 { UInt16(truncatingIfNeeded: rest &>> 32) }
  @inlinable
  public var transport: Transport { Transport(rawValue: UInt8(truncatingIfNeeded: rest &>> 8)) ?? .other }

  @inlinable
  public static func == (left: FlowKey, right: FlowKey) -> Bool {
    (left.lowHostLow ^ right.lowHostLow) | (left.highHostLow ^ right.highHostLow) | (left.rest ^ right.rest)
      | (left.lowHostHigh ^ right.lowHostHigh) | (left.highHostHigh ^ right.highHostHigh) == 0
  }

  @inlinable
  func hash(seed: UInt64) -> UInt64 {
    var hash = mixed(mixed(mixed(seed, rest), lowHostLow), highHostLow)
    if lowHostHigh | highHostHigh != 0 { hash = mixed(mixed(hash, lowHostHigh), highHostHigh) }
    return hash
  }
}
