import Vocabulary

/// Command server: a host takes orders from malware's master.
///
/// Sees: certificates that malware for remote control shows by default, and those that signed themselves and
/// never end, as its builders make them; the greeting of a command interpreter and programs over no known
/// protocol; forms sent to a bare address of the internet at a port of its own, and programs fetched from
/// one.
///
/// Why it matters: somebody else sits at the machine.
///
/// Threshold: one. A certificate by its name is high; an endless certificate, a command interpreter and a
/// program are medium; a form is low, for cheap devices report to their makers so.
///
/// Stays silent: programs and forms inside the plant; certificates that signed themselves and end, as devices
/// have; a form to a named server; the scanner that the owner lists.
struct CommandServer: Sendable {
  private(set) var exploits: ExploitTable

  init(_ settings: DetectionSettings) {
    exploits = ExploitTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard let exploit = anomaly.exploit, exploit.isOfMaster else { return }
    exploits.add(anomaly, exploit)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    exploits.findings(.commandServer, profiles) { one, exploit in
      guard !one.actor.isOwnersScanner, !one.target.isOwnersScanner else { return nil }
      switch exploit {
      case .masterCertificate: return .high
      case .bareAddressForm:
        let isOutward = one.actor.address.scope != .global && one.target.address.scope == .global
        return isOutward ? .low : nil
      case .bareAddressProgram:
        // The one who gives it acts.
        return (one.actor.address.scope == .global) != (one.target.address.scope == .global) ? .medium : nil
      default: return .medium
      }
    }
  }
}
