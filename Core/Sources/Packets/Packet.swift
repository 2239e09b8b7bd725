public import Vocabulary

/// A decoded packet: addresses, ports, and where the payload stands among the octets that travel beside it.
///
/// A plain value without octets of its own. Whatever could be decoded is here; where decoding had to stop,
/// ``fault`` says so, and the layers reached before keep their values.
public struct Packet: Sendable {
  /// The innermost layer that was decoded, tunnels unwrapped once.
  public enum Layer: UInt8, Sendable {
    /// Nothing but the link layer, or a frame that ends inside it.
    case link
    case arp
    /// IP with a payload that is neither TCP nor UDP, or any fragment.
    case ip
    case tcp, udp
  }

  public enum Fault: UInt8, Sendable {
    case none
    /// A header is longer than what was captured of a frame that was cut when captured.
    case cutShort
    /// A length or version that its specification does not allow.
    case malformed
  }

  public enum Tunnel: UInt8, Sendable {
    case none, gre, erspan, vxlan, mpls, pppoe
  }

  public var layer = Layer.link
  public var fault = Fault.none
  public var tunnel = Tunnel.none
  /// The frame's source and destination hardware addresses, 0 where the link layer has none.
  public var sourceMAC = MACAddress.zero
  public var destinationMAC = MACAddress.zero
  /// The outermost VLAN id, 0 where untagged or tagged for priority alone.
  public var vlan: UInt16 = 0
  /// The EtherType of the payload; for 802.3 frames the LLC's (DSAP, SSAP) pair, see ``isLLC``.
  public var etherType: UInt16 = 0
  /// An 802.3 frame with a length field, LLC behind it.
  public var isLLC = false
  public var source = HostAddress(ipv4: 0)
  public var destination = HostAddress(ipv4: 0)
  /// The IP protocol number of the payload.
  public var ipProtocol: UInt8 = 0
  public var timeToLive: UInt8 = 0

  /// A piece of a fragmented datagram: ports are not known, the payload is the piece.
  public var isFragment = false
  /// Place in the datagram in octets, whether more follow, and the datagram's identification.
  public var fragmentOffset = 0
  public var hasMoreFragments = false
  public var fragmentID: UInt32 = 0

  public var sourcePort: UInt16 = 0
  public var destinationPort: UInt16 = 0
  public var sequence: UInt32 = 0
  public var acknowledgement: UInt32 = 0
  public var tcpFlags = TCPFlags(rawValue: 0)

  /// The payload of the innermost layer, as offsets into the octets that the packet was decoded from.
  public var payloadStart = 0
  public var payloadEnd = 0
  /// How long the payload is by its header's length field; more than was captured where the frame was cut.
  public var payloadOctets = 0

  @inlinable
  public init() {}

  @inlinable
  public var capturedPayload: Int { payloadEnd &- payloadStart }

  /// The frame was cut when captured: octets of the payload are missing.
  @inlinable
  public var isCut: Bool { payloadOctets > payloadEnd &- payloadStart }
}

/// Source: RFC 9293, section 3.1.
public struct TCPFlags: OptionSet, Sendable {
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  @inlinable
  public static var fin: TCPFlags { TCPFlags(rawValue: 0x01) }
  @inlinable
  public static var syn: TCPFlags { TCPFlags(rawValue: 0x02) }
  @inlinable
  public static var reset: TCPFlags { TCPFlags(rawValue: 0x04) }
  @inlinable
  public static var acknowledge: TCPFlags { TCPFlags(rawValue: 0x10) }
}
