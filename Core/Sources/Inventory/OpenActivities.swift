public import Vocabulary

/// Activities that go on, for who wants each as a row when it ends.
///
/// An activity is the tally of one actor, verb, target, unit, object and protocol, as they were asked. It
/// ends when nothing was added for ``silenceLimit``, and goes on anew when more comes; one that never falls
/// silent, as a poll, is told each ``durationLimit``. Where more than ``activityLimit`` go on at once, the
/// one of a few that was silent longest ends early: nothing is lost, its count stands in two rows. So the
/// rows of one key always add up to what was seen.
public struct OpenActivities: Sendable {
  public static let activityLimit = 65_536
  public static let silenceLimit: Int64 = 60_000_000_000
  public static let durationLimit: Int64 = 3_600_000_000_000
  /// Activities that a new one looks at where the table is full.
  private static let sweep = 8

  private var records: [ActivityRecord] = []
  private var index = SlotIndex(capacity: 256)
  private let seed: UInt64
  private var hand = 0
  /// Ended before they were silent, to make room.
  public private(set) var evicted = 0
  /// Rows of those that ended, in order, until the caller takes them out.
  public var ended: [ActivityRow] = []

  /// - Parameter seed: what hashes start from; it decides no output.
  public init(seed: UInt64 = 0) {
    self.seed = seed
  }

  public var count: Int { records.count }

  public mutating func add(_ activity: ActivityObservation) {
    let key = ActivityKey(activity)
    let hash = key.hash(seed: seed)
    if let known = index.find(hash, where: { records[$0].key == key }) {
      records[known].add(at: activity.time, activity.outcome)
      return
    }
    if records.count >= Self.activityLimit { makeRoom() }
    records.append(ActivityRecord(key, activity))
    index.insert(hash, record: records.count - 1)
  }

  /// Ends what has been silent too long or gone on too long, of one in `share` of all; the next call goes on
  /// behind them.
  public mutating func endSilent(at time: Timestamp, share: Int) {
    for _ in 0..<(records.count / share + 1) {
      guard !records.isEmpty else { return }
      if hand >= records.count { hand = 0 }
      let record = records[hand]
      if time.nanoseconds(since: record.last) > Self.silenceLimit
        || time.nanoseconds(since: record.first) > Self.durationLimit
      {
        end(hand)
      } else {
        hand += 1
      }
    }
  }

  /// Ends all, in the order in which they began, and hands each to `body`.
  public mutating func endAll(_ body: (ActivityRow) -> Void) {
    records.sort { ($0.first, $0.place) < ($1.first, $1.place) }
    for record in records { body(ActivityRow(record)) }
    records = []
    index = SlotIndex(capacity: 256)
  }

  private mutating func makeRoom() {
    var quietest = hand < records.count ? hand : 0
    for _ in 0..<Self.sweep {
      hand = hand + 1 < records.count ? hand + 1 : 0
      if records[hand].last < records[quietest].last { quietest = hand }
    }
    evicted += 1
    end(quietest)
  }

  /// The last record takes the place of the one that ends.
  private mutating func end(_ number: Int) {
    ended.append(ActivityRow(records[number]))
    index.remove(records[number].key.hash(seed: seed), record: number)
    let moved = records.removeLast()
    guard number < records.count else { return }
    let hash = moved.key.hash(seed: seed)
    index.remove(hash, record: records.count)
    index.insert(hash, record: number)
    records[number] = moved
  }
}
