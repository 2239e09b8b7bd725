import Vocabulary

/// AS-REP roasting: a host was given answers for accounts that need no proof, which can be guessed from.
///
/// Sees: logins that a domain controller answers although the client did not show that it knows the password.
///
/// Why it matters: the answer is encrypted with the account's password. Anybody may ask, and guess at home.
///
/// Threshold: one account, low: it may be its own owner, but it needs a proof all the same. Three accounts
/// within ten minutes, medium.
///
/// Stays silent: the first message of a login, which is answered by a demand for proof.
struct ASREPRoasting: Sendable {
  static let threshold = 3
  static let window: Int64 = 600 * .nanosecondsPerSecond

  private(set) var accounts: AttemptTable

  init(_ settings: DetectionSettings) {
    accounts = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .noPreauthentication else { return }
    accounts.note(
      key: activity.pair, value: activity.tried(UInt64(activity.object.name.rawValue)), time: activity.time,
      place: activity.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    accounts.bursts(of: 1, within: Self.window).compactMap { burst in
      burst.finding(.asrepRoasting, burst.count >= Self.threshold ? .medium : .low, counting: .count)
    }
  }
}
