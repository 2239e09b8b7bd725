import Vocabulary

/// Remote driver installed: a host gave another one's print service a driver.
///
/// Sees: calls that add a printer's driver to another system.
///
/// Why it matters: a driver is a program that the print service runs with all rights; a known weakness lets
/// any user install one (CVE-2021-34527).
///
/// Threshold: one. Medium, low where each try was refused.
///
/// Stays calm: a server, engineering workstation, domain controller or scanner of the owner's list is low.
struct RemoteDriverInstalled: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .driverInstalled else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).filter { $0.isBetweenDevices }.map {
      $0.finding(.remoteDriverInstalled, $0.severity(.medium, tried: .low))
    }
  }
}
