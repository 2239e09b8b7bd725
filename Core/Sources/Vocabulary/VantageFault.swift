/// Why a capture shows less, or more, than passed on the wire: what is wrong with where it was taken.
///
/// Source: contracts/inspect-report, "Coverage", `vantage`.
public enum VantageFault: Hashable, Sendable {
  /// Of connections only one direction was captured; so it was in `flows` of `all`.
  case oneWay(flows: UInt64, all: UInt64)
  /// Packets came twice: `percent` of those that were looked at.
  case duplicated(percent: UInt64)
  /// Only frames that a switch sends to every port.
  case broadcastOnly(packets: UInt64, unicast: UInt64)
  /// Packets were cut when captured; the longest that is left of one.
  case cutPackets(packets: UInt64, all: UInt64, longestOctets: Int)
  /// Packets came inside a tunnel.
  case tunnelled(percent: UInt64)
  /// The answers of these networks are never seen; sorted.
  case oneSidedSubnet([Subnet])
  /// Both directions of connections have different VLAN tags; so in `flows` pairs.
  case splitVLANs(flows: UInt64)
  /// Times went back, or leapt; the first time after a moment.
  case clockJumps(back: UInt64, forward: UInt64, after: Timestamp)

  /// The contract's word.
  public var kind: StaticString {
    switch self {
    case .oneWay: "one-way"
    case .duplicated: "duplicated"
    case .broadcastOnly: "broadcast-only"
    case .cutPackets: "cut-packets"
    case .tunnelled: "tunnelled"
    case .oneSidedSubnet: "one-sided-subnet"
    case .splitVLANs: "split-vlans"
    case .clockJumps: "clock-jumps"
    }
  }
}

/// The network that an address most likely stands in: 256 addresses of IPv4, or the 64 bits before an IPv6
/// interface.
public struct Subnet: Hashable, Comparable, Sendable {
  /// Its lowest address.
  public let address: HostAddress
  public let prefixBits: Int

  /// nil for a hardware address, which stands in no network.
  public init?(of address: HostAddress) {
    switch address.kind {
    case .ipv4:
      self.address = HostAddress(ipv4: UInt32(truncatingIfNeeded: address.low) & 0xFFFF_FF00)
      prefixBits = 24
    case .ipv6:
      self.address = HostAddress(ipv6High: address.high, low: 0)
      prefixBits = 64
    default:
      return nil
    }
  }

  public static func < (left: Subnet, right: Subnet) -> Bool { left.address < right.address }
}
