import Vocabulary

/// Zerologon: a host tried to log in as a machine with a proof of zeros.
///
/// Sees: Netlogon challenges of five equal octets or more, and proofs of eight zeros.
///
/// Why it matters: the cipher of unpatched domain controllers takes such a proof once in 256 tries; who gets
/// in sets the controller's own password (CVE-2020-1472).
///
/// Threshold: one: chance makes such octets once in four thousand million challenges. High; critical where a
/// proof was accepted.
///
/// Stays silent: machines that log in by a real challenge, however often.
struct Zerologon: Sendable {
  private(set) var causes: CauseTable
  private(set) var proofs: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
    proofs = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .emptyCredential else { return }
    causes.add(activity)
    if activity.verb == .authenticate { proofs.add(activity) }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let proven = proofs.byDevice(profiles)
    return causes.byDevice(profiles).map { one in
      let isIn = proven.contains { $0.isOfSameDevices(as: one) && $0.tally.succeeded > 0 }
      return one.finding(.zerologon, isIn ? .critical : .high)
    }
  }
}
