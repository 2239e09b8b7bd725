import Vocabulary

/// Control device on the internet: a controller, I/O device or drive and an internet address talked.
///
/// Sees: flows between a control device and an address that the internet routes, in either direction.
/// Private, link-local, group, broadcast, documentation and reserved addresses are none.
///
/// Why it matters: what reaches the internet can be reached from there, and such devices are not built for
/// that.
///
/// Threshold: one flow. Medium where it was answered, low where it was not, and for DNS and NTP. Plants that
/// number their hosts with public addresses exist: where the device itself has one, only peers in another /16
/// (IPv6: /32) count, and low.
///
/// Stays silent: peers in networks that the owner named as the plant's.
struct ControlDeviceOnInternet: Sendable {
  private struct Talk {
    let device: EndpointID
    let asset: UInt32
    let peer: EndpointID
    let severity: Severity
    let record: PeerRecord

    func isBefore(_ other: Talk) -> Bool {
      if asset != other.asset { return asset < other.asset }
      if record.first != other.record.first { return record.first < other.record.first }
      if record.place != other.record.place { return record.place < other.record.place }
      if peer != other.peer { return peer.rawValue < other.peer.rawValue }
      return record.name.rawValue < other.record.name.rawValue
    }
  }

  static let listedPeerLimit = 16

  private(set) var peers: PeerTable

  init(_ settings: DetectionSettings) {
    peers = PeerTable(limit: settings.peerLimit, limitPerHost: settings.peersPerHostLimit)
  }

  mutating func observe(_ flow: FlowSummary) {
    guard flow.transport != .ethernet, flow.client != flow.server else { return }
    peers.note(flow)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var talks: [Talk] = []
    for record in peers.records {
      if let talk = Self.talk(record, device: record.client, peer: record.server, profiles) {
        talks.append(talk)
      }
      if let talk = Self.talk(record, device: record.server, peer: record.client, profiles) {
        talks.append(talk)
      }
    }
    talks.sort { $0.isBefore($1) }
    var findings: [Finding] = []
    var start = 0
    while start < talks.count {
      var end = start
      while end < talks.count, talks[end].asset == talks[start].asset { end += 1 }
      findings.append(Self.finding(of: talks[start..<end], first: talks[start]))
      start = end
    }
    return findings
  }

  private static func talk(
    _ record: PeerRecord, device: EndpointID, peer: EndpointID, _ profiles: HostProfiles
  ) -> Talk? {
    let own = profiles[device]
    let other = profiles[peer]
    guard own.isControlDevice, other.address.scope == .global, !other.isInOTNetwork else { return nil }
    var severity: Severity = record.isAnswered && record.name != .dns && record.name != .ntp ? .medium : .low
    if own.address.scope == .global {
      guard !own.address.isNeighbour(of: other.address) else { return nil }
      severity = .low
    }
    return Talk(device: device, asset: own.asset, peer: peer, severity: severity, record: record)
  }

  private static func finding(of talks: ArraySlice<Talk>, first: Talk) -> Finding {
    var peers: [EndpointID] = []
    var seen: Set<EndpointID> = []
    var severity = first.severity
    var count = 0
    var last = first.record.last
    for talk in talks {
      if seen.insert(talk.peer).inserted, peers.count < listedPeerLimit { peers.append(talk.peer) }
      severity = max(severity, talk.severity)
      count += Int(talk.record.count)
      last = max(last, talk.record.last)
    }
    return Finding(
      kind: .controlDeviceOnInternet, severity: severity, endpoints: [first.device] + peers,
      parameters: [
        FindingParameter(.actor, .endpoint(first.device)), FindingParameter(.address, .endpoint(first.peer)),
        FindingParameter(.protocolName, .protocolName(first.record.name)),
        FindingParameter(.targets, .number(UInt64(seen.count))),
        FindingParameter(.count, .number(UInt64(count))),
      ], first: first.record.first, last: last, count: count,
      evidence: talks.prefix(Finding.evidenceLimit).map {
        Evidence(time: $0.record.first, place: $0.record.place)
      })
  }
}

extension HostAddress {
  /// Begins as `other` does: the first 16 bits of IPv4, the first 32 of IPv6.
  func isNeighbour(of other: HostAddress) -> Bool {
    guard kind == other.kind else { return false }
    return kind == .ipv4 ? low >> 16 == other.low >> 16 : high >> 32 == other.high >> 32
  }
}
