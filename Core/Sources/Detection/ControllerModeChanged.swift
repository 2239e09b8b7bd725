import Vocabulary

/// Controller mode changed: a controller was put into another mode than stop or run.
///
/// Sees: mode commands that are neither stop, start nor restart: listen-only (Modbus diagnostics 4),
/// configuration, test or program mode.
///
/// Why it matters: a controller that only listens, or waits for a program, no longer controls.
///
/// Threshold: one. High where it was carried out for a host that is no engineering workstation, medium where
/// no answer was captured, low where it was refused.
///
/// Stays calm: by an engineering workstation it is low, and info where refused.
struct ControllerModeChanged: Sendable {
  private static let severities = DeedSeverities(
    done: .high, unanswered: .medium, refused: .low, doneByEngineering: .low, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .setMode, activity.deed == .modeChange || activity.deed == .plain else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.controllerModeChanged, Self.severities.severity(of: $0)) }
  }
}
