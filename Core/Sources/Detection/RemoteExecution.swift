import Vocabulary

/// Remote command by WMI: a host had another one run a method of its management interface.
///
/// Sees: ExecMethod calls of WMI; where they can be read, only those that start a process. What is encrypted
/// tells that a method was run, not which.
///
/// Why it matters: starting a process this way leaves no service and no file, so attackers prefer it.
///
/// Threshold: one. Medium; high with a write into a share for administration within ten minutes. Where each
/// try was refused: low.
///
/// Stays silent: a monitoring server that only asks (queries, objects, enumerations). Calm, low: a server,
/// engineering workstation, domain controller or scanner of the owner's list.
struct RemoteExecution: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .remoteExecution else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles, _ writes: PairTimes) -> [Finding] {
    causes.byDevice(profiles).filter { $0.isBetweenDevices }.map { one in
      one.finding(
        .remoteExecution,
        writes.areNear(one) ? one.severity(.high, tried: .medium) : one.severity(.medium, tried: .low))
    }
  }
}
