import Vocabulary

/// Address scan: one host tried many addresses at which nothing answered.
///
/// Sees: connections, echo requests and datagrams that were unanswered or turned away, and connections that
/// were opened and dropped without a word; it counts the different addresses. And ARP questions for addresses
/// that are nobody's.
///
/// Why it matters: looking for what there is comes before nearly every attack, and old controllers can fail
/// under it.
///
/// Threshold: 8 addresses within 10 minutes, medium. A host of a plant knows its partners; a few of them may
/// be switched off, eight at once are not. 8 within a day, by a host that got through to nobody, low. ARP
/// questions for 32 addresses that are nobody's within two minutes, medium.
///
/// Stays silent: the scanner that the owner lists, one dead partner asked again and again, group and
/// broadcast addresses, name and time servers that ask others.
struct AddressScan: Sendable {
  static let threshold = 8
  static let window: Int64 = 600 * .nanosecondsPerSecond
  /// Targets listed among a finding's endpoints; further ones are counted.
  static let listedTargetLimit = 16

  static let slowWindow: Int64 = 86_400 * .nanosecondsPerSecond
  static let askedThreshold = 32
  static let askedWindow: Int64 = 120 * .nanosecondsPerSecond

  private(set) var attempts: AttemptTable
  /// Addresses that hardware addresses asked for.
  private(set) var asked: AttemptTable
  /// By number, the hosts of which something came that they began.
  private var gotThrough: [Bool] = []

  init(_ settings: DetectionSettings) {
    attempts = AttemptTable(settings)
    asked = AttemptTable(settings)
  }

  mutating func observe(_ binding: AddressBinding) {
    guard let address = binding.asked, address.scope == .local else { return }
    asked.note(
      key: UInt64(binding.mac.rawValue) << 32 | UInt64(binding.address.rawValue), value: address.low,
      time: binding.time, place: binding.place)
  }

  mutating func observe(_ flow: FlowSummary) {
    guard flow.client != flow.server else { return }
    guard flow.cameToNothing else {
      if flow.state != .oneWay { noteSuccess(of: flow.client) }
      return
    }
    // Name servers ask many others, of which some never answer.
    if flow.transport == .udp, flow.name == .dns || flow.name == .ntp { return }
    attempts.note(
      key: UInt64(flow.client.rawValue) << 32, value: UInt64(flow.server.rawValue), time: flow.first,
      place: flow.place)
  }

  private mutating func noteSuccess(of client: EndpointID) {
    while gotThrough.count <= client.index { gotThrough.append(false) }
    gotThrough[client.index] = true
  }

  private func gotThrough(_ client: EndpointID) -> Bool {
    client.index < gotThrough.count && gotThrough[client.index]
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    func isHost(_ attempt: Attempt) -> Bool {
      profiles[EndpointID(rawValue: UInt32(truncatingIfNeeded: attempt.value))].address.isUnicast
    }
    let fast = attempts.bursts(of: Self.threshold, within: Self.window, where: isHost)
    var findings = Self.findings(fast, .medium, profiles)
    let known = Set(fast.compactMap { $0.attempts.first?.actor })
    let slow = attempts.bursts(of: Self.threshold, within: Self.slowWindow) {
      !known.contains($0.actor) && !gotThrough($0.actor) && isHost($0)
    }
    findings += Self.findings(slow, .low, profiles)
    findings += askedFindings(profiles)
    return findings
  }

  /// Questions for addresses at which nobody was seen.
  private func askedFindings(_ profiles: HostProfiles) -> [Finding] {
    var held: Set<UInt64> = []
    for number in 0..<profiles.count {
      let address = profiles[EndpointID(rawValue: UInt32(truncatingIfNeeded: number))].address
      if address.kind == .ipv4 { held.insert(address.low) }
    }
    let bursts = asked.bursts(of: Self.askedThreshold, within: Self.askedWindow) { !held.contains($0.value) }
    return bursts.compactMap { burst in
      guard let first = burst.attempts.first, let last = burst.attempts.last,
        !profiles[first.actor].isOwnersScanner, !profiles[first.target].isOwnersScanner
      else { return nil }
      return Finding(
        kind: .addressScan, severity: .medium, endpoints: [first.actor, first.target],
        parameters: [
          FindingParameter(.actor, .endpoint(first.target)),
          FindingParameter(.targets, .number(UInt64(burst.count))),
          FindingParameter(.address, .object(.none)),
        ], first: first.time, last: last.time, count: burst.count,
        evidence: burst.attempts.prefix(Finding.evidenceLimit).map { $0.evidence })
    }
  }

  private static func findings(
    _ bursts: [Burst], _ severity: Severity, _ profiles: HostProfiles
  ) -> [Finding] {
    var findings: [Finding] = []
    for burst in bursts {
      guard let first = burst.attempts.first, let last = burst.attempts.last,
        !profiles[first.actor].isOwnersScanner
      else { continue }
      let targets = burst.attempts.prefix(listedTargetLimit)
        .map { EndpointID(rawValue: UInt32(truncatingIfNeeded: $0.value)) }
      findings.append(
        Finding(
          kind: .addressScan, severity: severity, endpoints: [first.actor] + targets,
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
