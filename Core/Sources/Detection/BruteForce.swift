import Vocabulary

/// Brute force: a host tried one password after another.
///
/// Sees: refused logins of any protocol, each of which counts, and whether one succeeded later; different
/// communities of SNMP, whose agents answer nobody they do not know.
///
/// Why it matters: passwords are guessed by trying, and machines try fast and long.
///
/// Threshold: 10 refused logins within a minute, or 20 within an hour, medium; high where a login of the same
/// host succeeded after them. 8 communities at one agent within ten minutes, medium. With mostly different
/// users it is password spraying.
///
/// Stays silent: a person who mistypes; a service that forgot its password and tries again every few seconds
/// or minutes by the clock, as one user; a poller with a few communities, or with one for all VLANs of a
/// switch; what sends traps; the scanner that the owner lists.
struct BruteForce: Sendable {
  static let fastThreshold = 10
  static let fastWindow: Int64 = 60 * .nanosecondsPerSecond
  static let slowThreshold = 20
  static let slowWindow: Int64 = 3_600 * .nanosecondsPerSecond
  static let communityThreshold = 8
  static let communityWindow: Int64 = 600 * .nanosecondsPerSecond
  /// Shorter intervals are no service's that tries again.
  private static let patience: Int64 = 4 * .nanosecondsPerSecond

  private(set) var refused: AttemptTable
  private(set) var succeeded: AttemptTable
  /// Different communities, each by a mark that does not tell which it was.
  private(set) var communities: AttemptTable

  init(_ settings: DetectionSettings) {
    refused = AttemptTable(settings)
    succeeded = AttemptTable(settings)
    communities = AttemptTable(settings)
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard anomaly.kind == .secretInClear, anomaly.name == .snmp, anomaly.mark != 0 else { return }
    communities.note(
      key: AttemptTable.key(anomaly.source, anomaly.target),
      value: UInt64(anomaly.name.rawValue) << 56 | UInt64(anomaly.mark), time: anomaly.time,
      place: anomaly.place)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed != .emptyCredential else { return }
    let value = activity.tried(
      UInt64(activity.object.name.rawValue & 0xFF_FFFF) << 32 | UInt64(activity.place.packet))
    switch activity.outcome {
    case .refused:
      refused.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    case .succeeded:
      // Whoever was never refused needs no memory.
      guard refused.knows(activity.pair) else { return }
      succeeded.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    case .failed, .unanswered: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let fast = refused.bursts(of: Self.fastThreshold, within: Self.fastWindow)
    let slow = refused.bursts(of: Self.slowThreshold, within: Self.slowWindow).filter { burst in
      !fast.contains { $0.attempts.first?.key == burst.attempts.first?.key }
    }
    let entries = succeeded.bursts(of: 1, within: Self.slowWindow)
    let guessed = communities.bursts(of: Self.communityThreshold, within: Self.communityWindow) {
      !profiles[$0.actor].isOwnersScanner && profiles[$0.actor].asset != profiles[$0.target].asset
    }
    let guesses = guessed.compactMap { $0.finding(.bruteForce, .medium, counting: .count) }
    return guesses
      + (fast + slow).compactMap { burst in
        guard let first = burst.attempts.first, !profiles[first.actor].isOwnersScanner else { return nil }
        let users = burst.userCount
        guard users * 2 <= burst.count || users < PasswordSpraying.threshold else { return nil }
        if users == 1, Self.isByTheClock(burst) { return nil }
        let isIn = entries.contains { entry in
          entry.attempts.first?.key == first.key && entry.attempts.contains { $0.time > first.time }
        }
        return burst.finding(.bruteForce, isIn ? .high : .medium, counting: .count)
      }
  }

  /// Most intervals are within a tenth of the middle one, which is long.
  private static func isByTheClock(_ burst: Burst) -> Bool {
    var intervals: [Int64] = []
    var last = burst.attempts.first?.time
    for attempt in burst.attempts.dropFirst() {
      if let last { intervals.append(attempt.time.nanoseconds(since: last)) }
      last = attempt.time
    }
    intervals.sort()
    guard !intervals.isEmpty else { return false }
    let middle = intervals[intervals.count / 2]
    guard middle >= patience else { return false }
    let near = intervals.filter { abs($0 - middle) <= middle / 10 }.count
    return near * 5 >= intervals.count * 4
  }
}

extension Burst {
  /// Different users of attempts whose values hold them above the packet's number.
  var userCount: Int {
    var users: [UInt64] = attempts.map { $0.value >> 32 & 0xFF_FFFF }
    users.sort()
    var count = 0
    var last: UInt64?
    for user in users where user != last {
      count += 1
      last = user
    }
    return count
  }
}
