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

  /// The last of the evidence where no more of it is kept: later deeds are counted and no more.
  private var horizon = Timestamp(nanoseconds: .max)

  init(_ deed: Evidence) {
    first = deed.time
    last = deed.time
    count(at: deed.time, deed.outcome)
    keep(deed)
  }

  mutating func add(_ deed: Evidence) {
    count(at: deed.time, deed.outcome)
    if deed.time <= horizon { keep(deed) }
  }

  /// Most deeds of a plant are writes that are counted and no more: they build no evidence.
  mutating func add(_ activity: ActivityObservation) {
    count(at: activity.time, activity.outcome)
    if activity.time <= horizon { keep(Evidence(activity)) }
  }

  private mutating func count(at time: Timestamp, _ outcome: Outcome?) {
    if time < first { first = time }
    if time > last { last = time }
    count += 1
    switch outcome {
    case .succeeded: succeeded += 1
    case .refused: refused += 1
    case .failed, .unanswered: unanswered += 1
    case nil: break
    }
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
    if evidence.count == Finding.evidenceLimit, let worst = evidence.last { horizon = worst.time }
  }
}

extension Evidence {
  init(_ activity: ActivityObservation) {
    self.init(
      time: activity.time, place: activity.place, verb: activity.verb, outcome: activity.outcome,
      object: activity.object)
  }

  init(_ anomaly: Anomaly) {
    self.init(time: anomaly.time, place: anomaly.place, object: anomaly.object)
  }

  func isBefore(_ other: Evidence) -> Bool {
    time != other.time ? time < other.time : place < other.place
  }
}
