import Vocabulary

/// Unexpected write: a host that is no HMI, engineering workstation or controller changed process values.
///
/// Sees: writes in control protocols. Who the host is comes from other evidence: the owner's list, what it
/// says of itself, what it answers, and whether it polls controllers. A role inferred from writing neither
/// excuses nor accuses.
///
/// Why it matters: set points and outputs are what makes a machine move.
///
/// Threshold: one write. Medium by an unknown host; high by one that the owner lists as an office machine,
/// printer, camera, domain controller or switch. Where every write was refused: low and medium.
///
/// Stays silent: programs of one device among themselves, controllers that write to controllers, HMIs,
/// gateways, a fail-over pair whose second half polls before it writes.
struct UnexpectedWrite: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .write, activity.name.isIndustrial else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).compactMap { one in
      UnexpectedSteering.severity(of: one, profiles).map { one.finding(.unexpectedWrite, $0) }
    }
  }
}
