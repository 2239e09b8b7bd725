import Vocabulary

/// Password spraying: a host tried to log in as one user after another.
///
/// Sees: refused logins of any protocol as different users.
///
/// Why it matters: one common password tried on everybody locks nobody out and often finds somebody.
///
/// Threshold: 8 different users refused at one server within five minutes, medium; high where a login of the
/// same host succeeded after them.
///
/// Stays calm: a server of the owner's list, behind which many people log in, is low. Stays silent: users
/// that do not exist, which are account enumeration; the scanner that the owner lists.
struct PasswordSpraying: Sendable {
  static let threshold = 8
  static let window: Int64 = 300 * .nanosecondsPerSecond

  private(set) var refused: AttemptTable
  private(set) var succeeded: AttemptTable

  init(_ settings: DetectionSettings) {
    refused = AttemptTable(settings)
    succeeded = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.object.name != .none, activity.deed != .unknownAccount, activity.deed != .emptyCredential
    else { return }
    let value = activity.tried(UInt64(activity.object.name.rawValue))
    switch activity.outcome {
    case .refused:
      refused.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    case .succeeded:
      guard refused.knows(activity.pair) else { return }
      succeeded.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    case .failed, .unanswered: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let entries = succeeded.bursts(of: 1, within: Self.window)
    return refused.bursts(of: Self.threshold, within: Self.window).compactMap { burst in
      guard let first = burst.attempts.first, !profiles[first.actor].isOwnersScanner else { return nil }
      let isIn = entries.contains { entry in
        entry.attempts.first?.key == first.key && entry.attempts.contains { $0.time > first.time }
      }
      let severity: Severity = profiles[first.actor].isOwnersManager ? .low : isIn ? .high : .medium
      return burst.finding(.passwordSpraying, severity, counting: .count)
    }
  }
}
