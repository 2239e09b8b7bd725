import Vocabulary

/// Rogue name server: names are answered by who should not, or twice in different ways.
///
/// Sees: second answers to a question that say something else than the first; and hosts of a segment that
/// answer for names though the segment's leases name other servers.
///
/// Why it matters: who answers for a name decides where everybody goes.
///
/// Threshold: 3 second answers from one server, medium: one of the two was forged. A server that no lease
/// names, low: somebody may have set it by hand.
///
/// Stays silent: an answer that came twice, servers on the internet, segments without a lease in the capture.
struct RogueDNS: Sendable {
  static let threshold = 3
  private static let serverLimit = 1_024

  private(set) var seconds: CauseTable
  private var servers: [(vlan: UInt16, tally: Tally, server: EndpointID, client: EndpointID)] = []
  private var named: [(vlan: UInt16, address: HostAddress)] = []
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    seconds = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    if anomaly.kind == .secondAnswer { seconds.add(anomaly) }
  }

  mutating func observe(_ lease: LeaseOffer) {
    for address in [lease.nameServer, lease.otherNameServer] {
      guard let address, named.count < Self.serverLimit,
        !named.contains(where: { $0.vlan == lease.vlan && $0.address == address })
      else { continue }
      named.append((lease.vlan, address))
    }
  }

  mutating func observe(_ lookup: NameLookup) {
    guard lookup.isAnswer else { return }
    let evidence = Evidence(time: lookup.time, place: lookup.place)
    if let known = servers.firstIndex(where: { $0.server == lookup.server && $0.vlan == lookup.vlan }) {
      return servers[known].tally.add(evidence)
    }
    guard servers.count < Self.serverLimit else {
      dropped += 1
      return
    }
    servers.append((lookup.vlan, Tally(evidence), lookup.server, lookup.client))
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    for one in seconds.byDevice(profiles) where one.tally.count >= Self.threshold {
      findings.append(
        Self.finding(one.cause.actor, one.cause.target, one.tally, .medium))
    }
    for one in servers {
      let address = profiles[one.server].address
      guard address.scope == .local, profiles[one.client].address.scope == .local else { continue }
      let leased = named.filter { $0.vlan == one.vlan }
      // A lease may name the server by another address of the same device.
      guard !leased.isEmpty, !leased.contains(where: { $0.address == address }),
        !leased.contains(where: { $0.address == profiles[one.client].address }),
        profiles[one.server].ownerRoles.isEmpty
      else { continue }
      findings.append(Self.finding(one.server, one.client, one.tally, .low))
    }
    return findings
  }

  private static func finding(
    _ actor: EndpointID, _ target: EndpointID, _ tally: Tally, _ severity: Severity
  ) -> Finding {
    Finding(
      kind: .rogueDNS, severity: severity, endpoints: [actor, target],
      parameters: [
        FindingParameter(.actor, .endpoint(actor)), FindingParameter(.target, .endpoint(target)),
        FindingParameter(.count, .number(UInt64(tally.count))),
      ], first: tally.first, last: tally.last, count: tally.count, evidence: tally.evidence)
  }
}
