/// What an expression yields, and what attributes, tags and the context hold.
///
/// Source: Cedar language reference, "Data types".
public indirect enum Value: Hashable, Sendable {
  case bool(Bool)
  case long(Int64)
  case string(Text)
  case entity(EntityUID)
  case set(Set<Value>)
  case record([Text: Value])
  case decimal(Decimal)
  case ip(IPNetwork)
  case datetime(Datetime)
  case duration(TimeSpan)
}

/// A number with up to four places behind the point.
public struct Decimal: Hashable, Sendable {
  public let tenThousandths: Int64

  public init(tenThousandths: Int64) {
    self.tenThousandths = tenThousandths
  }
}

/// An address or a network: `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`.
public struct IPNetwork: Hashable, Sendable {
  public let isIPv6: Bool
  /// The address as written, host bits kept; an IPv4 address in the low 32 bits.
  public let address: UInt128
  /// Bits of the network; 32 or 128 for one address.
  public let prefixLength: UInt8

  init(isIPv6: Bool, address: UInt128, prefixLength: UInt8) {
    self.isIPv6 = isIPv6
    self.address = address
    self.prefixLength = prefixLength
  }
}

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Datetime: Hashable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }
}

/// A length of time in milliseconds; Cedar's `duration`.
public struct TimeSpan: Hashable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }
}
