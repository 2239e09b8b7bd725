import Vocabulary

/// Remote program laid: a host wrote a program into another one by a share for administration.
///
/// Sees: programs and libraries, by name or by content, that are written to `ADMIN$` or a drive's share.
///
/// Why it matters: a tool is laid there first and started next, by a service, a task or a planted library.
///
/// Threshold: one. Medium, low where each try was refused.
///
/// Stays silent: programs in shares that are made for people; other files in these shares. Calm, low: a
/// server, engineering workstation, domain controller or scanner of the owner's list, as one that rolls out
/// software.
struct RemoteProgramLaid: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .adminExecutableWrite else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).filter { $0.isBetweenDevices }.map {
      $0.finding(.remoteProgramLaid, $0.severity(.medium, tried: .low))
    }
  }
}
