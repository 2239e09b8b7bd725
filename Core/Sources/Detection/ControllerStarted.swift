import Vocabulary

/// Controller started: somebody told a controller to run its program.
///
/// Sees: a start command, such as the S7 PI service P_PROGRAM, CIP Start or an ADS state change to RUN.
///
/// Why it matters: machines may move, and whoever starts a controller may have changed it before.
///
/// Threshold: one. High where it was carried out for a host that is no engineering workstation, medium where
/// no answer was captured, low where it was refused.
///
/// Stays calm: an engineering workstation starts controllers after each download; that is low, and info where
/// refused.
struct ControllerStarted: Sendable {
  private static let severities = DeedSeverities(
    done: .high, unanswered: .medium, refused: .low, doneByEngineering: .low, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .setMode, activity.deed == .start else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.controllerStarted, Self.severities.severity(of: $0)) }
  }
}
