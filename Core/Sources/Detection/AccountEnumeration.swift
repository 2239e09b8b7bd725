import Vocabulary

/// Account enumeration: a host found out which accounts there are.
///
/// Sees: logins as users that the server says do not exist, and calls that list the accounts, groups or
/// members of another system.
///
/// Why it matters: who knows the names tries passwords next.
///
/// Threshold: 8 different unknown users within a minute, medium. A listing is low.
///
/// Stays silent: a mistyped name; the owner's managers and scanner; domain controllers.
struct AccountEnumeration: Sendable {
  static let threshold = 8
  static let window: Int64 = 60 * .nanosecondsPerSecond

  private(set) var unknown: AttemptTable
  private(set) var listings: AttemptTable

  init(_ settings: DetectionSettings) {
    unknown = AttemptTable(settings)
    listings = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    let value = activity.tried(UInt64(activity.object.name.rawValue))
    switch activity.deed {
    case .unknownAccount:
      unknown.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    case .accountListing where activity.outcome != .refused:
      listings.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let guesses = unknown.bursts(of: Self.threshold, within: Self.window)
    let lists = listings.bursts(of: 1, within: Self.window).filter { burst in
      !guesses.contains { $0.attempts.first?.key == burst.attempts.first?.key }
    }
    return guesses.compactMap { finding($0, .medium, profiles) }
      + lists.compactMap { finding($0, .low, profiles) }
  }

  private func finding(_ burst: Burst, _ severity: Severity, _ profiles: HostProfiles) -> Finding? {
    guard let actor = burst.attempts.first?.actor, !profiles[actor].isOwnersManager,
      !profiles[actor].isDomainController
    else { return nil }
    return burst.finding(.accountEnumeration, severity, counting: .count)
  }
}
