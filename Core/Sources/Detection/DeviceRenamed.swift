import Vocabulary

/// Device renamed: a device was given another name of station.
///
/// Sees: PROFINET DCP Set of the name of station.
///
/// Why it matters: a controller finds its devices by name; a device with another name is lost to it.
///
/// Threshold: one. Medium where it was carried out, or no answer was captured, for a host that is neither
/// engineering workstation nor controller; low where it was refused.
///
/// Stays calm: an engineering workstation names devices at commissioning: low. A controller that gives a
/// replaced device the name of its place in the topology is silent.
struct DeviceRenamed: Sendable {
  private static let severities = DeedSeverities(
    done: .medium, unanswered: .medium, refused: .low, doneByEngineering: .low, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .configure, activity.deed == .rename else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    for one in causes.byDevice(profiles) where !one.actor.isController {
      findings.append(one.finding(.deviceRenamed, Self.severities.severity(of: one)))
    }
    return findings
  }
}
