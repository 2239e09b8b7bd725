import Vocabulary

/// Controller programmed: a program or one of its blocks was loaded, inserted, deleted or edited online.
///
/// Sees: downloads, insertions, deletions and online edits, such as S7 0x1A to 0x1C and CIP program download.
/// The messages of one session are one finding. Reserving a controller without
/// changing it is a finding of its own.
///
/// Why it matters: whoever changes the program decides what the machine does from then on.
///
/// Threshold: one. High where it was carried out for a host that is no engineering workstation, or where no
/// answer was captured; medium where it was refused.
///
/// Stays calm: a program change by an engineering workstation is low: compare it with the change book.
struct ControllerProgrammed: Sendable {
  private static let severities = DeedSeverities(
    done: .high, unanswered: .high, refused: .medium, doneByEngineering: .low, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .program, activity.deed != .lock else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.controllerProgrammed, Self.severities.severity(of: $0)) }
  }
}
