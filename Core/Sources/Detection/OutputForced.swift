import Vocabulary

/// Output forced: inputs or outputs of a controller were held at a value against its program.
///
/// Sees: force services, such as S7 force jobs and the force objects of CIP; writes that take a BACnet point
/// out of service, or command it at a life safety priority.
///
/// Why it matters: the program no longer decides, interlocks in it included, and forces outlast the session.
///
/// Threshold: one. High where it was carried out for a host that is no engineering workstation, medium where
/// no answer was captured or it was refused.
///
/// Stays calm: by an engineering workstation it is medium, since a force that was forgotten is dangerous too;
/// low where it was not carried out.
struct OutputForced: Sendable {
  private static let severities = DeedSeverities(
    done: .high, unanswered: .medium, refused: .medium, doneByEngineering: .medium, triedByEngineering: .low)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .force, activity.verb == .operate || activity.verb == .write else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.outputForced, Self.severities.severity(of: $0)) }
  }
}
