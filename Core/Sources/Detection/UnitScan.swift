import Vocabulary

/// Unit scan: one host tried many unit ids or slots behind one address.
///
/// Sees: requests of a control protocol to different units that were refused or had no answer, where the
/// device behind the address answered this host at least once; and, separately, units that all answered.
///
/// Why it matters: a gateway hides a line of devices; trying their numbers in turn is how a stranger finds
/// them.
///
/// Threshold: 8 units within 10 minutes that gave no answer, or 129 units that did, medium. A line has a dead
/// device or two; a gateway of four RS-485 lines has 128 devices at most that a master has reason to poll.
///
/// Stays silent: the scanner that the owner lists, a gateway whose many units all answer, a view of the
/// requests alone, one dead unit polled again and again.
struct UnitScan: Sendable {
  static let threshold = 8
  static let answeredThreshold = 129
  static let window: Int64 = 600 * .nanosecondsPerSecond

  private(set) var silent: AttemptTable
  private(set) var answering: AttemptTable
  /// Most of a plant's traffic is polls of units that answered before: they leave here.
  private var recent = RecentFilter()

  init(_ settings: DetectionSettings) {
    silent = AttemptTable(settings)
    answering = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.unit >= 0, activity.name.isIndustrial else { return }
    let value = activity.tried(UInt64(UInt32(truncatingIfNeeded: activity.unit)))
    switch activity.outcome {
    case .succeeded:
      guard recent.isNew(activity.pair, value) else { return }
      answering.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    case .refused:
      // A refusal is an answer too, though not one that shows a device behind the number.
      answering.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
      silent.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    case .failed, .unanswered:
      silent.note(key: activity.pair, value: value, time: activity.time, place: activity.place)
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    var found: Set<UInt64> = []
    let lists = [
      silent.bursts(of: Self.threshold, within: Self.window),
      answering.bursts(of: Self.answeredThreshold, within: Self.window),
    ]
    for burst in lists.joined() {
      guard let first = burst.attempts.first, !profiles[first.actor].isOwnersScanner,
        answering.knows(first.key), found.insert(first.key).inserted,
        let finding = burst.finding(.unitScan, .medium, counting: .units)
      else { continue }
      findings.append(finding)
    }
    return findings
  }
}
