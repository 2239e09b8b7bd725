import Vocabulary

/// Rogue DHCP server: a second server gives addresses in a segment, with another way or other names.
///
/// Sees: the leases that servers of one segment offer or give, with the router and the name server in them.
///
/// Why it matters: who names the router and the name server reads and changes everything that goes out.
///
/// Threshold: two servers whose leases for the same client name different routers or name servers, medium;
/// low where only one of them names any, or where they serve different clients: a capture that joins segments
/// shows the same. The one that was seen later is named.
///
/// Stays silent: a fail-over pair, which gives the same router and names; a server that moved; relays.
struct RogueDHCP: Sendable {
  /// Clients kept of each server: the earliest ones.
  static let clientLimit = 1_024

  private struct Giver {
    let server: EndpointID
    let vlan: UInt16
    let router: HostAddress?
    let nameServer: HostAddress?
    var clients: [EndpointID]
    var tally: Tally
  }

  private var givers: [Giver] = []
  private let limit = 256
  private(set) var dropped = 0
  /// Leases of clients beyond ``clientLimit``.
  private(set) var droppedClients = 0

  init(_ settings: DetectionSettings) {}

  mutating func observe(_ lease: LeaseOffer) {
    let evidence = Evidence(time: lease.time, place: lease.place)
    let known = givers.firstIndex { giver in
      giver.server == lease.server && giver.vlan == lease.vlan && giver.router == lease.router
        && giver.nameServer == lease.nameServer
    }
    if let known {
      if !givers[known].clients.contains(lease.client) {
        if givers[known].clients.count < Self.clientLimit {
          givers[known].clients.append(lease.client)
        } else {
          droppedClients += 1
        }
      }
      return givers[known].tally.add(evidence)
    }
    guard givers.count < limit else {
      dropped += 1
      return
    }
    givers.append(
      Giver(
        server: lease.server, vlan: lease.vlan, router: lease.router, nameServer: lease.nameServer,
        clients: [lease.client], tally: Tally(evidence)))
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let inOrder = givers.sorted { left, right in
      left.tally.first != right.tally.first
        ? left.tally.first < right.tally.first : left.server.rawValue < right.server.rawValue
    }
    var findings: [Finding] = []
    var named: [UInt32] = []
    for (position, later) in inOrder.enumerated() {
      let asset = profiles[later.server].asset
      guard !named.contains(asset) else { continue }
      let rivals = inOrder[..<position].filter { earlier in
        earlier.vlan == later.vlan && profiles[earlier.server].asset != asset
          && !Self.isSame(earlier, later)
      }
      let sharing = rivals.first { Self.differs($0, later) && Self.shareClient($0, later, profiles) }
      guard let rival = sharing ?? rivals.first else { continue }
      named.append(asset)
      findings.append(
        Finding(
          kind: .rogueDHCP, severity: sharing != nil ? .medium : .low,
          endpoints: [later.server, rival.server],
          parameters: [
            FindingParameter(.actor, .endpoint(later.server)),
            FindingParameter(.target, .endpoint(rival.server)),
            FindingParameter(.count, .number(UInt64(later.tally.count))),
          ], first: later.tally.first, last: later.tally.last, count: later.tally.count,
          evidence: later.tally.evidence))
    }
    return findings
  }

  private static func isSame(_ left: Giver, _ right: Giver) -> Bool {
    left.router == right.router && left.nameServer == right.nameServer
  }

  private static func shareClient(_ left: Giver, _ right: Giver, _ profiles: HostProfiles) -> Bool {
    var assets: Set<UInt32> = []
    for client in left.clients { assets.insert(profiles[client].asset) }
    return right.clients.contains { assets.contains(profiles[$0].asset) }
  }

  private static func differs(_ left: Giver, _ right: Giver) -> Bool {
    if let one = left.router, let other = right.router, one != other { return true }
    if let one = left.nameServer, let other = right.nameServer, one != other { return true }
    return false
  }
}
