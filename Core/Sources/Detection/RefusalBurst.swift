import Vocabulary

/// Refusal burst: a device refused many different requests of one host in a short time.
///
/// Sees: refused requests of control protocols that differ in unit, code or object. Refused logins are brute
/// force's.
///
/// Why it matters: who knows a device asks for what it has. Many refusals are somebody who tries: addresses,
/// tags.
///
/// Threshold: 32 different refused requests within 60 seconds, medium; low by an engineering workstation.
///
/// Stays silent: the scanner that the owner lists; a wrongly configured poll, which is refused the same
/// request again and again.
struct RefusalBurst: Sendable {
  static let threshold = 32
  static let window: Int64 = 60 * .nanosecondsPerSecond

  private(set) var requests: AttemptTable

  init(_ settings: DetectionSettings) {
    requests = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.outcome == .refused, activity.verb != .authenticate, activity.name.isIndustrial else {
      return
    }
    requests.note(
      key: activity.pair, value: activity.tried(Self.number(of: activity)), time: activity.time,
      place: activity.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    requests.bursts(of: Self.threshold, within: Self.window).compactMap { burst in
      guard let actor = burst.attempts.first?.actor, !profiles[actor].isOwnersScanner else { return nil }
      let severity: Severity = profiles[actor].isEngineeringWorkstation ? .low : .medium
      return burst.finding(.refusalBurst, severity, counting: .count)
    }
  }

  /// One number for a request: different ones differ but for a chance of 1 in 2^56.
  private static func number(of activity: ActivityObservation) -> UInt64 {
    let object = activity.object
    var hash = mixed(
      UInt64(activity.code),
      UInt64(UInt32(truncatingIfNeeded: activity.unit)) << 8 | UInt64(object.space.rawValue))
    hash = mixed(hash, UInt64(object.part) << 32 | UInt64(object.name.rawValue))
    return mixed(hash, UInt64(object.from) << 32 | UInt64(object.to))
  }
}
