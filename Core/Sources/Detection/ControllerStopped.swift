import Vocabulary

/// Controller stopped: somebody told a controller to stop running its program.
///
/// Sees: a stop command, such as S7 0x29, CIP Stop or an ADS state change to STOP, and how it ended.
///
/// Why it matters: outputs fall to their safe or last state and the process runs on without its controller.
///
/// Threshold: one. A plant does not stop a controller by chance, so there is no number below which it is
/// normal. Carried out for a host that is no listed or self-stated engineering workstation it is critical,
/// high where the answer was not captured, medium where it was refused.
///
/// Stays calm: a stop by an engineering workstation is medium, and low where it was not carried out:
/// maintenance stops controllers, and somebody should still know.
struct ControllerStopped: Sendable {
  private static let severities = DeedSeverities(
    done: .critical, unanswered: .high, refused: .medium, doneByEngineering: .medium, triedByEngineering: .low
  )

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .setMode, activity.deed == .stop else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.controllerStopped, Self.severities.severity(of: $0)) }
  }
}
