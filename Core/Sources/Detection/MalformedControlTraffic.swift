import Vocabulary

/// Malformed control traffic: messages of a control protocol that break its rules.
///
/// Sees: messages whose lengths, counts or codes the protocol does not allow. Other protocols are not looked
/// at.
///
/// Why it matters: many controllers fail on a message that they do not expect, and fuzzing looks just so.
///
/// Threshold: up to four between two hosts are low (a device with a fault of its own), five are medium.
///
/// Stays silent: malformed messages of protocols that control nothing.
struct MalformedControlTraffic: Sendable {
  static let threshold = 5

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard anomaly.kind == .malformedMessage, anomaly.name.isIndustrial else { return }
    causes.add(anomaly)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { one in
      one.finding(.malformedControlTraffic, one.tally.count >= Self.threshold ? .medium : .low)
    }
  }
}
