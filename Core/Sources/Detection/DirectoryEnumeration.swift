import Vocabulary

/// Directory enumeration: a host asked a directory for everything in it.
///
/// Sees: searches from a domain's root for all of a kind: all users, computers, groups, policies, trusts; and
/// for accounts whose tickets can be guessed.
///
/// Why it matters: the answers draw the map by which an attacker walks to the domain's administrators.
///
/// Threshold: 6 different such searches within five minutes, medium. A search for guessable accounts alone is
/// low.
///
/// Stays silent: searches for somebody or something by name, however many. Calm, low: a server, engineering
/// workstation or domain controller of the owner's list.
struct DirectoryEnumeration: Sendable {
  static let threshold = 6
  static let window: Int64 = 300 * .nanosecondsPerSecond

  private(set) var searches: AttemptTable
  private(set) var roastable: AttemptTable

  init(_ settings: DetectionSettings) {
    searches = AttemptTable(settings)
    roastable = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .broadSearch || activity.deed == .roastableSearch else { return }
    let value = activity.tried(UInt64(activity.object.name.rawValue))
    searches.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    guard activity.deed == .roastableSearch else { return }
    roastable.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let many = searches.bursts(of: Self.threshold, within: Self.window)
    let few = roastable.bursts(of: 1, within: Self.window).filter { burst in
      !many.contains { $0.attempts.first?.key == burst.attempts.first?.key }
    }
    return many.compactMap { burst in
      guard let actor = burst.attempts.first?.actor else { return nil }
      return burst.finding(
        .directoryEnumeration, profiles[actor].isOwnersManager ? .low : .medium, counting: .count)
    } + few.compactMap { $0.finding(.directoryEnumeration, .low, counting: .count) }
  }
}
