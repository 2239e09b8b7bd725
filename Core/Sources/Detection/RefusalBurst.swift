import Vocabulary

/// Refusal burst: a device refused many different requests, or many logins, of one host in a short time.
///
/// Sees: refused requests of control protocols that differ in unit, code or object; and refused logins of any
/// protocol, each of which counts.
///
/// Why it matters: who knows a device asks for what it has. Many refusals are somebody who tries: addresses,
/// tags, passwords.
///
/// Threshold: 32 different refused requests, or 10 refused logins, within 60 seconds, medium; low by an
/// engineering workstation.
///
/// Stays silent: the scanner that the owner lists; a wrongly configured poll, which is refused the same
/// request again and again; a person who mistypes a password.
struct RefusalBurst: Sendable {
  static let threshold = 32
  static let loginThreshold = 10
  static let window: Int64 = 60 * .nanosecondsPerSecond

  private(set) var requests: AttemptTable
  private(set) var logins: AttemptTable

  init(_ settings: DetectionSettings) {
    requests = AttemptTable(settings)
    logins = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.outcome == .refused else { return }
    if activity.verb == .authenticate {
      let place = UInt64(activity.place.capture) << 32 | UInt64(activity.place.packet)
      logins.note(
        key: activity.pair, value: activity.tried(place), time: activity.time, place: activity.place)
    } else if activity.name.isIndustrial {
      requests.note(
        key: activity.pair, value: activity.tried(Self.number(of: activity)), time: activity.time,
        place: activity.place)
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let bursts =
      requests.bursts(of: Self.threshold, within: Self.window)
      + logins.bursts(of: Self.loginThreshold, within: Self.window)
    return bursts.compactMap { burst in
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
