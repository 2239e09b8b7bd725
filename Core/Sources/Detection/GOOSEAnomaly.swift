import Vocabulary

/// GOOSE anomaly: messages of a control block that do not fit those before them.
///
/// Sees: in GOOSE, on Ethernet and over IP: another sender of the same control block, state or sequence
/// numbers that go back, another configuration revision, the test flag. A number goes back where it is lower
/// than the block's last by more than a copy's delay; a device that starts anew begins with 1.
///
/// Why it matters: protection devices trip and close breakers by these messages, and take the one with the
/// highest number. Who sends a forged one trips a breaker, or makes subscribers deaf to the true ones.
///
/// Threshold: two senders that take turns, or three numbers that go back, are high; one other sender, or one
/// or two numbers, medium; another revision or the test flag low.
///
/// Stays silent: a device that starts anew, copies on redundant paths, one block in several networks.
struct GOOSEAnomaly: Sendable {
  static let returnThreshold = 3

  private(set) var publishers: CauseTable
  private(set) var numbers: CauseTable
  private(set) var changes: CauseTable

  init(_ settings: DetectionSettings) {
    publishers = CauseTable(limit: settings.causeLimit)
    numbers = CauseTable(limit: settings.causeLimit)
    changes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    switch anomaly.kind {
    case .publisherChanged: publishers.add(anomaly)
    case .sequenceWentBack: numbers.add(anomaly)
    case .revisionChanged, .testFlagSet: changes.add(anomaly)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let rivals = publishers.byDevice(profiles)
    var findings: [Finding] = []
    for one in rivals {
      let back = rivals.first {
        $0.actor.asset == one.target.asset && $0.target.asset == one.actor.asset
          && $0.cause.name == one.cause.name
      }
      // Two that take turns are one finding, of the one that came second.
      if let back, (back.tally.first, back.cause.actor.rawValue) < (one.tally.first, one.cause.actor.rawValue)
      {
        continue
      }
      findings.append(one.finding(.gooseAnomaly, back == nil ? .medium : .high))
    }
    for one in numbers.byDevice(profiles) {
      findings.append(
        one.finding(.gooseAnomaly, one.tally.count >= Self.returnThreshold ? .high : .medium))
    }
    for one in changes.byDevice(profiles) { findings.append(one.finding(.gooseAnomaly, .low)) }
    return findings
  }
}
