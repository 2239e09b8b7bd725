import Vocabulary

/// Authentication coercion: a host told a server to open something at a third place, where it logs in.
///
/// Sees: calls of the encrypting file system, the print service, the distributed file system and the shadow
/// copy service whose path or name is an address other than the target's, or one that is reached by HTTP.
/// Calls of the encrypting file system whose place is a name or cannot be read may be the same.
///
/// Why it matters: the server's own login arrives at the attacker, who passes it on and acts as the server
/// (PetitPotam, PrinterBug).
///
/// Threshold: one. High, also where the call failed: it fails after the login. Medium where the place is a
/// name or not readable.
///
/// Stays silent: paths on the target itself; a print client that names itself.
struct AuthenticationCoercion: Sendable {
  private(set) var causes: CauseTable
  private(set) var certain: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
    certain = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    switch activity.deed {
    case .possibleCoercion: causes.add(activity)
    case .coercion:
      causes.add(activity)
      certain.add(activity)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let sure = certain.byDevice(profiles)
    return causes.byDevice(profiles).filter(\.isBetweenDevices).map { one in
      one.finding(
        .authenticationCoercion, sure.contains { $0.isOfSameDevices(as: one) } ? .high : .medium)
    }
  }
}
