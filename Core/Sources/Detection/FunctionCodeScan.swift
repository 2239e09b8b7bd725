import Vocabulary

/// Function code scan: one host tried many functions that a device does not have.
///
/// Sees: requests of a control protocol with different function, service or command codes that one device
/// refused.
///
/// Why it matters: trying codes in turn finds what a device can be told, undocumented services included.
///
/// Threshold: 8 different codes refused within 10 minutes, medium; low by an engineering workstation, whose
/// tools ask a device for what it may not have. A client uses a handful of codes that its device has.
///
/// Stays silent: the scanner that the owner lists, one code refused again and again, requests without an
/// answer.
struct FunctionCodeScan: Sendable {
  static let threshold = 8
  static let window: Int64 = 600 * .nanosecondsPerSecond

  private(set) var attempts: AttemptTable

  init(_ settings: DetectionSettings) {
    attempts = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.outcome == .refused, activity.name.isIndustrial else { return }
    attempts.note(
      key: activity.pair, value: activity.tried(UInt64(activity.code)), time: activity.time,
      place: activity.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    attempts.bursts(of: Self.threshold, within: Self.window).compactMap { burst in
      guard let actor = burst.attempts.first?.actor, !profiles[actor].isOwnersScanner else { return nil }
      let severity: Severity = profiles[actor].isEngineeringWorkstation ? .low : .medium
      return burst.finding(.functionCodeScan, severity, counting: .codes)
    }
  }
}
