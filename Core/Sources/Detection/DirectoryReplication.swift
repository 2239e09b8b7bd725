import Vocabulary

/// Directory replication: a host that is no domain controller had one hand over its accounts.
///
/// Sees: the calls by which domain controllers copy accounts and password hashes to each other, and those
/// that add a new copy.
///
/// Why it matters: one such call gives every password hash of the domain, that of its master key included.
///
/// Threshold: one. High; medium where each try was refused.
///
/// Stays silent: domain controllers among themselves: those that the owner lists, that say so of themselves,
/// that answer Kerberos, or that are asked for copies in turn.
struct DirectoryReplication: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .replication || activity.deed == .replicaAdded else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let all = causes.byDevice(profiles)
    return all.compactMap { one in
      let isAskedInTurn = all.contains { $0.target.asset == one.actor.asset }
      guard one.isBetweenDevices, !one.actor.isDomainController, !isAskedInTurn else { return nil }
      return one.finding(
        .directoryReplication, one.tally.succeeded + one.tally.unanswered > 0 ? .high : .medium)
    }
  }
}
