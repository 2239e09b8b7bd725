import Vocabulary

/// Port scan: one host tried many ports of another.
///
/// Sees: connections and datagrams to different ports of one host that were unanswered, turned away, or
/// opened and dropped without a word. The hosts that one scanner tried so are one finding.
///
/// Why it matters: it tells which doors a device has, and the network stacks of old controllers can fail
/// under it.
///
/// Threshold: 8 ports of one host within 10 minutes, medium. Programs ask for a port or two that they know.
///
/// Stays silent: the scanner that the owner lists, a closed port asked again and again, a route trace (UDP
/// 33434 to 33534), answers whose questions were not captured.
struct PortScan: Sendable {
  static let threshold = 8
  static let window: Int64 = 600 * .nanosecondsPerSecond
  static let listedTargetLimit = 16

  private(set) var attempts: AttemptTable

  init(_ settings: DetectionSettings) {
    attempts = AttemptTable(settings)
  }

  mutating func observe(_ flow: FlowSummary) {
    guard flow.cameToNothing else { return }
    switch flow.transport {
    case .tcp: break
    case .udp:
      // A datagram with a name belongs to a program that knows its port.
      guard flow.name == .unknown, !(33_434...33_534).contains(flow.serverPort) else { return }
    case .ethernet, .icmp, .icmpv6, .other: return
    }
    attempts.note(
      key: AttemptTable.key(flow.client, flow.server),
      value: UInt64(flow.transport.rawValue) << 16 | UInt64(flow.serverPort), time: flow.first,
      place: flow.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let bursts = attempts.bursts(of: Self.threshold, within: Self.window) {
      !profiles[$0.actor].isOwnersScanner && profiles[$0.target].address.isUnicast
    }
    var findings: [Finding] = []
    var start = 0
    // Bursts come sorted by actor: those of one scanner are one finding.
    while start < bursts.count {
      var end = start
      while end < bursts.count, bursts[end].attempts.first?.actor == bursts[start].attempts.first?.actor {
        end += 1
      }
      if let finding = Self.finding(of: bursts[start..<end]) { findings.append(finding) }
      start = end
    }
    return findings
  }

  private static func finding(of bursts: ArraySlice<Burst>) -> Finding? {
    var attempts: [Attempt] = []
    var targets: [EndpointID] = []
    var ports = 0
    for burst in bursts {
      attempts.append(contentsOf: burst.attempts)
      ports = max(ports, burst.count)
      if let target = burst.attempts.first?.target, targets.count < listedTargetLimit {
        targets.append(target)
      }
    }
    attempts.sort { $0.evidence.isBefore($1.evidence) }
    guard let first = attempts.first, let last = attempts.last else { return nil }
    return Finding(
      kind: .portScan, severity: .medium, endpoints: [first.actor] + targets,
      parameters: [
        FindingParameter(.actor, .endpoint(first.actor)), FindingParameter(.target, .endpoint(first.target)),
        FindingParameter(.targets, .number(UInt64(bursts.count))),
        FindingParameter(.ports, .number(UInt64(ports))),
      ], first: first.time, last: last.time, count: attempts.count,
      evidence: attempts.prefix(Finding.evidenceLimit).map { $0.evidence })
  }
}
