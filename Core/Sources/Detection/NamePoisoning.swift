import Vocabulary

/// Name poisoning: a host says that it goes by every name that somebody asks all others for.
///
/// Sees: answers in LLMNR and NetBIOS to questions that went to everybody.
///
/// Why it matters: whoever asked now talks to that host, and offers it a login, which is passed on or broken.
///
/// Threshold: 3 different names of one host in one of the two protocols within 10 minutes, medium; 5, high.
///
/// Stays silent: a host that answers for its own name and an alias; a name server of NetBIOS, which says so.
struct NamePoisoning: Sendable {
  static let threshold = 3
  static let manyThreshold = 5
  static let window: Int64 = 600 * .nanosecondsPerSecond

  private(set) var answers: AttemptTable

  init(_ settings: DetectionSettings) {
    answers = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .nameAnswer else { return }
    answers.note(
      key: UInt64(activity.actor.rawValue) << 32 | UInt64(activity.name.rawValue),
      value: UInt64(activity.object.name.rawValue), time: activity.time, place: activity.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    answers.bursts(of: Self.threshold, within: Self.window).compactMap { burst in
      guard let first = burst.attempts.first, let last = burst.attempts.last else { return nil }
      let name = ProtocolName(rawValue: UInt8(truncatingIfNeeded: first.key)) ?? .unknown
      return Finding(
        kind: .namePoisoning, severity: burst.count >= Self.manyThreshold ? .high : .medium,
        endpoints: [first.actor],
        parameters: [
          FindingParameter(.actor, .endpoint(first.actor)),
          FindingParameter(.protocolName, .protocolName(name)),
          FindingParameter(.targets, .number(UInt64(burst.count))),
          FindingParameter(.name, .name(NameID(rawValue: UInt32(truncatingIfNeeded: first.value)))),
        ], first: first.time, last: last.time, count: burst.count,
        evidence: burst.attempts.prefix(Finding.evidenceLimit).map { $0.evidence })
    }
  }
}
