import Vocabulary

/// Controller restarted: somebody restarted a controller or cleared its memory.
///
/// Sees: restart and reset commands, such as CIP Reset, Modbus diagnostics 1, an S7 cold restart.
///
/// Why it matters: the process loses its controller for seconds or minutes, and values that are not retained.
///
/// Threshold: one. High where it was carried out for a host that is no engineering workstation, medium where
/// no answer was captured (a device that restarts often does not answer), low where it was refused.
///
/// Stays calm: by an engineering workstation it is low, and info where refused.
struct ControllerRestarted: Sendable {
  private static let severities = DeedSeverities(
    done: .high, unanswered: .medium, refused: .low, doneByEngineering: .low, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .setMode, activity.deed == .restart || activity.deed == .reset else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.controllerRestarted, Self.severities.severity(of: $0)) }
  }
}
