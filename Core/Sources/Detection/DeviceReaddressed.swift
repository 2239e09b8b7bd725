import Vocabulary

/// Device re-addressed: a device was given another network address.
///
/// Sees: PROFINET DCP Set of the IP suite, and address objects of other control protocols.
///
/// Why it matters: a device at another address is lost to whoever asks for it, and may take the address of
/// another one.
///
/// Threshold: one. Medium where it was carried out, or no answer was captured, for a host that is neither
/// engineering workstation nor controller; low where it was refused.
///
/// Stays calm: a PROFINET controller gives its devices their addresses at every start: silent. An engineering
/// workstation does so at commissioning: low.
struct DeviceReaddressed: Sendable {
  private static let severities = DeedSeverities(
    done: .medium, unanswered: .medium, refused: .low, doneByEngineering: .low, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .configure, activity.deed == .readdress else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    for one in causes.byDevice(profiles) where !one.actor.isController {
      findings.append(one.finding(.deviceReaddressed, Self.severities.severity(of: one)))
    }
    return findings
  }
}
