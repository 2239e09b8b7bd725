import Vocabulary

/// Address scan: one host tried many addresses at which nothing answered.
///
/// Sees: connections, echo requests and datagrams that were unanswered or turned away, and connections that
/// were opened and dropped without a word; it counts the different addresses.
///
/// Why it matters: looking for what there is comes before nearly every attack, and old controllers can fail
/// under it.
///
/// Threshold: 8 addresses within 10 minutes, medium. A host of a plant knows its partners; a few of them may
/// be switched off, eight at once are not.
///
/// Stays silent: the scanner that the owner lists, one dead partner asked again and again, group and
/// broadcast addresses, name and time servers that ask others.
struct AddressScan: Sendable {
  static let threshold = 8
  static let window: Int64 = 600 * .nanosecondsPerSecond
  /// Targets listed among a finding's endpoints; further ones are counted.
  static let listedTargetLimit = 16

  private(set) var attempts: AttemptTable

  init(_ settings: DetectionSettings) {
    attempts = AttemptTable(settings)
  }

  mutating func observe(_ flow: FlowSummary) {
    guard flow.cameToNothing, flow.client != flow.server else { return }
    // Name servers ask many others, of which some never answer.
    if flow.transport == .udp, flow.name == .dns || flow.name == .ntp { return }
    attempts.note(
      key: UInt64(flow.client.rawValue) << 32, value: UInt64(flow.server.rawValue), time: flow.first,
      place: flow.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    let bursts = attempts.bursts(of: Self.threshold, within: Self.window) {
      profiles[EndpointID(rawValue: UInt32(truncatingIfNeeded: $0.value))].address.isUnicast
    }
    for burst in bursts {
      guard let first = burst.attempts.first, let last = burst.attempts.last,
        !profiles[first.actor].isOwnersScanner
      else { continue }
      let targets = burst.attempts.prefix(Self.listedTargetLimit)
        .map { EndpointID(rawValue: UInt32(truncatingIfNeeded: $0.value)) }
      findings.append(
        Finding(
          kind: .addressScan, severity: .medium, endpoints: [first.actor] + targets,
          parameters: [
            FindingParameter(.actor, .endpoint(first.actor)),
            FindingParameter(.targets, .number(UInt64(burst.count))),
            FindingParameter(.address, .endpoint(targets.first ?? first.actor)),
          ], first: first.time, last: last.time, count: burst.count,
          evidence: burst.attempts.prefix(Finding.evidenceLimit).map { $0.evidence }))
    }
    return findings
  }
}
