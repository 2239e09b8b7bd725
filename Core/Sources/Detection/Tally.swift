import Vocabulary

/// What the deeds of one cause add up to.
struct Tally: Sendable {
  private(set) var first: Timestamp
  private(set) var last: Timestamp
  private(set) var count = 0
  private(set) var succeeded = 0
  private(set) var refused = 0
  /// Broken off, or without an answer in the capture.
  private(set) var unanswered = 0
  /// The earliest places, at most ``Finding/evidenceLimit``, in order of time.
  private(set) var evidence: [Evidence] = []

  init(_ evidence: Evidence) {
    first = evidence.time
    last = evidence.time
    add(evidence)
  }

  mutating func add(_ deed: Evidence) {
    if deed.time < first { first = deed.time }
    if deed.time > last { last = deed.time }
    count += 1
    switch deed.outcome {
    case .succeeded: succeeded += 1
    case .refused: refused += 1
    case .failed, .unanswered: unanswered += 1
    case nil: break
    }
    keep(deed)
  }

  mutating func merge(_ other: Tally) {
    first = min(first, other.first)
    last = max(last, other.last)
    count += other.count
    succeeded += other.succeeded
    refused += other.refused
    unanswered += other.unanswered
    for deed in other.evidence { keep(deed) }
  }

  /// Activities arrive when they ended, so an earlier one may come later: the place is found by time.
  private mutating func keep(_ deed: Evidence) {
    if evidence.count == Finding.evidenceLimit {
      guard let worst = evidence.last, deed.isBefore(worst) else { return }
      evidence.removeLast()
    }
    var at = evidence.count
    while at > 0, deed.isBefore(evidence[at - 1]) { at -= 1 }
    evidence.insert(deed, at: at)
  }
}

extension Evidence {
  init(_ activity: ActivityObservation) {
    self.init(
      time: activity.time, place: activity.place, verb: activity.verb, outcome: activity.outcome,
      object: activity.object)
  }

  init(_ anomaly: Anomaly) {
    self.init(time: anomaly.time, place: anomaly.place)
  }

  func isBefore(_ other: Evidence) -> Bool {
    time != other.time ? time < other.time : place < other.place
  }
}
