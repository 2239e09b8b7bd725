import Vocabulary

/// Controller locked: somebody reserved a controller for himself, or let it go again.
///
/// Sees: the messages with which engineering software locks and unlocks a controller before a change.
///
/// Why it matters: while one holds the lock no other can work on the controller, and a change comes next.
///
/// Threshold: one, low: a lock alone changes nothing.
///
/// Stays calm: by an engineering workstation it is info.
struct ControllerLocked: Sendable {
  private static let severities = DeedSeverities(
    done: .low, unanswered: .low, refused: .low, doneByEngineering: .info, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .program, activity.deed == .lock else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.controllerLocked, Self.severities.severity(of: $0)) }
  }
}
