import Vocabulary

/// Remote task created: a host gave another one a task to run.
///
/// Sees: calls to the task scheduler of another system that register a task or job, and whether the same host
/// wrote into a share for administration there within ten minutes.
///
/// Why it matters: a task runs what it is given, as whom it is given, also after a restart.
///
/// Threshold: one. Medium; high with a write into an administrative share. Where each try was refused: low
/// and medium.
///
/// Stays calm: a server, engineering workstation, domain controller or scanner of the owner's list is low.
struct RemoteTaskCreated: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .taskCreated else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles, _ writes: PairTimes) -> [Finding] {
    causes.byDevice(profiles).filter { $0.isBetweenDevices }.map { one in
      one.finding(
        .remoteTaskCreated,
        writes.areNear(one) ? one.severity(.high, tried: .medium) : one.severity(.medium, tried: .low))
    }
  }
}
