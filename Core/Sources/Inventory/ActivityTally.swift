public import Vocabulary

/// How many activities ended in which way.
public struct OutcomeCounts: Equatable, Sendable {
  public var succeeded: UInt64 = 0
  public var refused: UInt64 = 0
  public var failed: UInt64 = 0
  public var unanswered: UInt64 = 0

  public init() {}

  public var total: UInt64 { succeeded &+ refused &+ failed &+ unanswered }

  @inline(__always)
  public mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .succeeded: succeeded &+= 1
    case .refused: refused &+= 1
    case .failed: failed &+= 1
    case .unanswered: unanswered &+= 1
    }
  }

  public mutating func add(_ other: OutcomeCounts) {
    succeeded &+= other.succeeded
    refused &+= other.refused
    failed &+= other.failed
    unanswered &+= other.unanswered
  }
}

/// One kind of deed between two endpoints as it was asked, counted: 88 octets.
struct ActivityRecord: Sendable {
  let key: ActivityKey
  /// The packet that it was counted from first.
  let place: PacketPlace
  var first: Timestamp
  var last: Timestamp
  var outcomes = OutcomeCounts()

  @inline(__always)
  init(_ key: ActivityKey, _ activity: ActivityObservation) {
    self.key = key
    place = activity.place
    first = activity.time
    last = activity.time
    outcomes.count(activity.outcome)
  }

  @inline(__always)
  mutating func add(at time: Timestamp, _ outcome: Outcome) {
    if time < first { first = time }
    if last < time { last = time }
    outcomes.count(outcome)
  }
}

/// Counts activities in place: a poll that repeats touches its own record and allocates nothing.
///
/// The key is (actor, target, unit, verb, protocol, object). At most `limit` records are kept; an activity
/// that would need another is counted in ``dropped`` and nowhere else.
public struct ActivityTally: Sendable {
  var records = ChunkedArray<ActivityRecord>()
  private var index = SlotIndex(capacity: 256)
  private let seed: UInt64
  public let limit: Int
  public private(set) var dropped = 0

  public init(limit: Int = 500_000, seed: UInt64 = 0) {
    self.limit = limit
    self.seed = seed
  }

  /// Distinct activities, before neighbouring ranges are merged.
  public var count: Int { records.count }

  public mutating func add(_ activity: ActivityObservation) {
    let key = ActivityKey(activity)
    let hash = key.hash(seed: seed)
    if let known = index.find(hash, where: { records[$0].key == key }) {
      records[known].add(at: activity.time, activity.outcome)
      return
    }
    guard records.count < limit else {
      dropped += 1
      return
    }
    records.append(ActivityRecord(key, activity))
    index.insert(hash, record: records.count - 1)
  }
}
