import Vocabulary

/// SMB weakness probe: a host asked others whether their file service can be attacked.
///
/// Sees: a look into a pipe that was never opened, which tells patched hosts from others by the error.
///
/// Why it matters: worms ask so before they attack, and so does who prepares an attack by hand.
///
/// Threshold: one, medium: no client asks so; high where three hosts or more were asked.
///
/// Stays silent: the scanner that the owner lists.
struct SMBWeaknessProbe: Sendable {
  private(set) var probes: CauseTable

  init(_ settings: DetectionSettings) {
    probes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    if anomaly.kind == .weaknessProbe { probes.add(anomaly) }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    SMBAttackers.grouped(probes.byDevice(profiles)).compactMap { victims in
      guard let first = victims.first, !first.actor.isOwnersScanner else { return nil }
      let severity: Severity = victims.count >= SMBWorm.spreadingTargets ? .high : .medium
      return SMBAttackers.finding(.smbWeaknessProbe, severity, victims, answers: nil)
    }
  }
}
