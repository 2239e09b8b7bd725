import Vocabulary

/// Unexpected operation: a host that is no HMI, engineering workstation or controller commanded a device.
///
/// Sees: commands to outputs, method calls, and changes of parameters, passwords and routes in control
/// protocols. Forces, clocks, names, addresses and resets have detectors of their own.
///
/// Why it matters: a command acts at once, and a changed right or route lets others in later.
///
/// Threshold: one. Medium by an unknown host; high by one that the owner lists as an office machine, printer,
/// camera, domain controller or switch. Where every try was refused: low and medium.
///
/// In DNP3 and IEC 60870-5-104, low where nobody else could be the control centre.
///
/// Stays silent: controllers among themselves, HMIs, gateways, engineering workstations, as for unexpected
/// writes.
struct UnexpectedOperation: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.name.isIndustrial else { return }
    switch (activity.verb, activity.deed) {
    case (.operate, .plain), (.operate, .call): break
    case (.configure, .plain), (.configure, .password), (.configure, .parameter), (.configure, .route): break
    default: return
    }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).compactMap { one in
      UnexpectedSteering.severity(of: one, profiles).map { one.finding(.unexpectedOperation, $0) }
    }
  }
}
