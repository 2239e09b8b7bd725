/// The address of one end of traffic: IPv4, IPv6, or hardware where there is no network layer.
public struct HostAddress: Hashable, Sendable {
  public enum Kind: UInt8, Hashable, Sendable {
    case mac, ipv4, ipv6
  }

  public let high: UInt64
  public let low: UInt64
  public let kind: Kind

  @inlinable
  public init(ipv6High high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
    self.kind = .ipv6
  }

  @inlinable
  public init(ipv4: UInt32) {
    self.high = 0
    self.low = UInt64(ipv4)
    self.kind = .ipv4
  }

  @inlinable
  public init(mac: MACAddress) {
    self.high = 0
    self.low = mac.rawValue
    self.kind = .mac
  }

  @inlinable
  public var ipv4: UInt32? { kind == .ipv4 ? UInt32(truncatingIfNeeded: low) : nil }

  @inlinable
  public var mac: MACAddress? { kind == .mac ? MACAddress(rawValue: low) : nil }
}

extension HostAddress: Comparable {
  /// Hardware before IPv4 before IPv6, then by number.
  @inlinable
  public static func < (left: HostAddress, right: HostAddress) -> Bool {
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    if left.high != right.high { return left.high < right.high }
    return left.low < right.low
  }
}

extension HostAddress {
  /// What kind of place an address stands for, by the registries of special addresses.
  ///
  /// Source: RFC 6890 and the IANA special-purpose address registries.
  public enum Scope: UInt8, Hashable, Sendable {
    /// Unspecified: 0.0.0.0 or ::.
    case unspecified
    case loopback, linkLocal
    /// RFC 1918, 6598 and 4193 addresses, documentation and benchmarking networks: not on the internet.
    case local
    case multicast, broadcast
    /// Reserved for no host.
    case reserved
    /// Everything else: an address that the internet routes.
    case global
  }

  public var scope: Scope {
    switch kind {
    case .mac:
      if low == MACAddress.broadcast.rawValue { return .broadcast }
      return MACAddress(rawValue: low).isGroup ? .multicast : .linkLocal
    case .ipv4: return Self.scope(ofIPv4: UInt32(truncatingIfNeeded: low))
    case .ipv6: return scopeOfIPv6
    }
  }

  /// One host's own address: neither group, broadcast nor unspecified.
  public var isUnicast: Bool {
    switch scope {
    case .unspecified, .multicast, .broadcast, .reserved: return false
    case .loopback, .linkLocal, .local, .global: return true
    }
  }

  private static func scope(ofIPv4 address: UInt32) -> Scope {
    let first = UInt8(truncatingIfNeeded: address >> 24)
    let second = UInt8(truncatingIfNeeded: address >> 16)
    let third = UInt8(truncatingIfNeeded: address >> 8)
    switch first {
    case 0: return address == 0 ? .unspecified : .reserved
    case 10: return .local
    case 100 where second & 0xC0 == 64: return .local
    case 127: return .loopback
    case 169 where second == 254: return .linkLocal
    case 172 where second & 0xF0 == 16: return .local
    case 192 where second == 168: return .local
    case 192 where second == 0 && (third == 0 || third == 2): return .local
    case 198 where second & 0xFE == 18 || (second == 51 && third == 100): return .local
    case 203 where second == 0 && third == 113: return .local
    case 224...239: return .multicast
    case 240...255: return address == .max ? .broadcast : .reserved
    default: return .global
    }
  }

  private var scopeOfIPv6: Scope {
    if high == 0 && low == 0 { return .unspecified }
    if high == 0 && low == 1 { return .loopback }
    if high == 0 && low >> 32 == 0xFFFF { return Self.scope(ofIPv4: UInt32(truncatingIfNeeded: low)) }
    let first = UInt16(truncatingIfNeeded: high >> 48)
    if first & 0xFF00 == 0xFF00 { return .multicast }
    if first & 0xFFC0 == 0xFE80 { return .linkLocal }
    if first & 0xFE00 == 0xFC00 { return .local }
    if high >> 32 == 0x2001_0DB8 { return .local }
    return first & 0xE000 == 0x2000 ? .global : .reserved
  }
}
