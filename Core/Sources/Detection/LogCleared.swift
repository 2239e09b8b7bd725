import Vocabulary

/// Log cleared: a host had another one forget what it logged.
///
/// Sees: calls that clear an event log of another system.
///
/// Why it matters: somebody who clears a log hides what is in it.
///
/// Threshold: one. High, medium where each try was refused or the owner lists the host as a manager of
/// others.
struct LogCleared: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .logCleared else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).filter { $0.isBetweenDevices }.map {
      $0.finding(.logCleared, $0.severity(.high, tried: .medium, byManager: .medium))
    }
  }
}
