import Vocabulary

/// Conflicting overlap: two copies of the same octets of a connection differ.
///
/// Sees: a TCP segment whose sequence numbers were sent before with other contents. The first copy is the one
/// dissected.
///
/// Why it matters: a sender repeats what it sent. Different contents are somebody who injects, or who hides
/// from inspection.
///
/// Threshold: one is low, three of one connection's hosts are medium in a control protocol: a faulty card or
/// a cut capture makes one.
///
/// Stays silent: retransmissions with the same contents, which make no anomaly.
struct ConflictingOverlap: Sendable {
  static let threshold = 3

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard anomaly.kind == .conflictingOverlap else { return }
    causes.add(anomaly)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { one in
      let isSerious = one.cause.name.isIndustrial && one.tally.count >= Self.threshold
      return one.finding(.conflictingOverlap, isSerious ? .medium : .low)
    }
  }
}
