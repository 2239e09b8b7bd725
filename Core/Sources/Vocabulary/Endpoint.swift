/// One end of traffic as a capture shows it: an address in a VLAN. An asset is a union of endpoints.
///
/// Source: contracts/activities, "Endpoints and assets".
public struct Endpoint: Hashable, Sendable {
  public let address: HostAddress
  /// The outermost VLAN id, 0 where untagged.
  public let vlan: UInt16

  @inlinable
  public init(_ address: HostAddress, vlan: UInt16 = 0) {
    self.address = address
    self.vlan = vlan
  }
}

extension Endpoint: Comparable {
  @inlinable
  public static func < (left: Endpoint, right: Endpoint) -> Bool {
    left.address != right.address ? left.address < right.address : left.vlan < right.vlan
  }
}

/// The number of an endpoint in an ``EndpointTable``.
public struct EndpointID: Hashable, Sendable {
  public let rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  @inlinable
  public var index: Int { Int(rawValue) }
}

/// The endpoints of one source, numbered in the order in which they appeared.
///
/// At most `limit` are kept; what comes after shares the last number and is counted.
public struct EndpointTable: Sendable {
  private var endpoints: [Endpoint] = []
  private var index: SlotIndex
  private let seed: UInt64
  public let limit: Int
  public private(set) var dropped = 0

  public init(limit: Int = 200_000, seed: UInt64 = 0) {
    self.limit = limit
    self.seed = seed
    index = SlotIndex(capacity: 64)
  }

  public var count: Int { endpoints.count }

  public subscript(id: EndpointID) -> Endpoint {
    id.index < endpoints.count
      ? endpoints[id.index] : Endpoint(HostAddress(ipv4: 0), vlan: 0)
  }

  public mutating func intern(_ endpoint: Endpoint) -> EndpointID {
    let hash = hash(endpoint)
    if let known = index.find(hash, where: { endpoints[$0] == endpoint }) {
      return EndpointID(rawValue: UInt32(truncatingIfNeeded: known))
    }
    guard endpoints.count < limit - 1 else {
      // All further ones share a place of their own: what they do is nobody's whom the report knows.
      dropped += 1
      if endpoints.count < limit { endpoints.append(Endpoint(HostAddress(ipv4: 0))) }
      return EndpointID(rawValue: UInt32(truncatingIfNeeded: limit - 1))
    }
    endpoints.append(endpoint)
    index.insert(hash, record: endpoints.count - 1)
    return EndpointID(rawValue: UInt32(truncatingIfNeeded: endpoints.count - 1))
  }

  public func find(_ endpoint: Endpoint) -> EndpointID? {
    index.find(hash(endpoint), where: { endpoints[$0] == endpoint })
      .map { EndpointID(rawValue: UInt32(truncatingIfNeeded: $0)) }
  }

  private func hash(_ endpoint: Endpoint) -> UInt64 {
    let small = UInt64(endpoint.vlan) << 8 | UInt64(endpoint.address.kind.rawValue)
    return mixed(mixed(mixed(seed, endpoint.address.low), endpoint.address.high), small)
  }
}
