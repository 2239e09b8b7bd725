import Vocabulary

/// Kerberoasting: a host collected tickets that can be guessed from.
///
/// Sees: tickets in RC4 for services that run as users, granted to one host; those that a host with a strong
/// session asked for in RC4 are told apart: no Windows of today does so by itself.
///
/// Why it matters: such a ticket is encrypted with the password of the service's account. Who has it guesses
/// at home, without anybody's notice.
///
/// Threshold: one ticket that was asked for in RC4 on purpose, medium, three of them high; or weak tickets
/// for four services within five minutes, medium.
///
/// Stays silent: an old server whose account knows only RC4, asked for by those who use it.
struct Kerberoasting: Sendable {
  static let highThreshold = 3
  static let weakThreshold = 4
  static let downgradeWindow: Int64 = 600 * .nanosecondsPerSecond
  static let weakWindow: Int64 = 300 * .nanosecondsPerSecond

  private(set) var downgraded: AttemptTable
  private(set) var weak: AttemptTable

  init(_ settings: DetectionSettings) {
    downgraded = AttemptTable(settings)
    weak = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .downgradedTicket || activity.deed == .weakTicket else { return }
    let value = activity.tried(UInt64(activity.object.name.rawValue))
    weak.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    guard activity.deed == .downgradedTicket else { return }
    downgraded.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let sure = downgraded.bursts(of: 1, within: Self.downgradeWindow)
    let many = weak.bursts(of: Self.weakThreshold, within: Self.weakWindow)
    var findings = sure.compactMap { burst in
      burst.finding(.kerberoasting, burst.count >= Self.highThreshold ? .high : .medium, counting: .count)
    }
    for burst in many {
      guard let first = burst.attempts.first, !downgraded.knows(first.key),
        !profiles[first.actor].isOwnersManager
      else { continue }
      if let finding = burst.finding(.kerberoasting, .medium, counting: .count) { findings.append(finding) }
    }
    return findings
  }
}
