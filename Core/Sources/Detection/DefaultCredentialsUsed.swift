import Vocabulary

/// Default credentials: a login with a name and password that stand in a manual.
///
/// Sees: logins in clear, Telnet, FTP, HTTP, mail and SNMP's communities, that are one of the pairs that
/// devices come with. Which one is known by its number alone.
///
/// Why it matters: everybody who reads the manual can log in.
///
/// Threshold: one. A login that was let in is medium, a community of SNMP low; what was refused or not
/// answered is low.
///
/// Stays silent: logins that are encrypted, which nobody sees.
struct DefaultCredentialsUsed: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .authenticate, activity.deed == .defaultCredentials else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).filter { $0.isBetweenDevices }.map { one in
      let isLogin = one.cause.name != .snmp && one.tally.succeeded > 0
      return one.finding(.defaultCredentials, isLogin ? .medium : .low)
    }
  }
}
