import Vocabulary

/// Which claims of addresses join endpoints, and which stand against each other.
///
/// A claim joins a unicast address and a hardware address of the same VLAN. Two claims of one address by
/// different hardware addresses join neither. A hardware address that claims more IPv4 addresses than one
/// host has answers for others (proxy ARP): only what it says of itself counts.
struct BindingJudgement {
  private(set) var accepted: [(mac: EndpointID, address: EndpointID)] = []
  private(set) var conflicts: [BindingConflict] = []
  /// Hardware addresses that answer for others.
  private(set) var proxies: [EndpointID] = []

  init(_ bindings: BindingTable, _ endpoints: EndpointTable, addressesOfOneHostLimit: Int) {
    var claims: [BindingRecord] = []
    for number in 0..<bindings.records.count {
      let claim = bindings.records[number]
      if Self.isSound(endpoints[claim.mac], endpoints[claim.address]) { claims.append(claim) }
    }
    claims.sort { ($0.mac.rawValue, $0.address.rawValue) < ($1.mac.rawValue, $1.address.rawValue) }
    claims = withoutProxies(claims, endpoints, limit: addressesOfOneHostLimit)
    claims.sort { left, right in
      left.address != right.address
        ? endpoints[left.address] < endpoints[right.address] : endpoints[left.mac] < endpoints[right.mac]
    }
    var start = 0
    while start < claims.count {
      var end = start + 1
      while end < claims.count && claims[end].address == claims[start].address { end += 1 }
      if end == start + 1 {
        accepted.append((claims[start].mac, claims[start].address))
      } else {
        conflicts.append(
          BindingConflict(address: claims[start].address, macs: claims[start..<end].map { $0.mac }))
      }
      start = end
    }
  }

  private static func isSound(_ mac: Endpoint, _ address: Endpoint) -> Bool {
    guard let hardware = mac.address.mac, !hardware.isGroup, hardware != .zero else { return false }
    return address.address.kind != .mac && address.address.isUnicast && address.address.scope != .loopback
      && mac.vlan == address.vlan
  }

  /// `claims` are sorted by hardware address.
  private mutating func withoutProxies(
    _ claims: [BindingRecord], _ endpoints: EndpointTable, limit: Int
  ) -> [BindingRecord] {
    var kept: [BindingRecord] = []
    kept.reserveCapacity(claims.count)
    var start = 0
    while start < claims.count {
      var end = start
      var addresses = 0
      while end < claims.count && claims[end].mac == claims[start].mac {
        if endpoints[claims[end].address].address.kind == .ipv4 { addresses += 1 }
        end += 1
      }
      if addresses > limit {
        proxies.append(claims[start].mac)
        kept.append(contentsOf: claims[start..<end].filter { $0.isOwn })
      } else {
        kept.append(contentsOf: claims[start..<end])
      }
      start = end
    }
    return kept
  }
}
