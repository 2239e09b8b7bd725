public import Vocabulary

/// One row of the report's activities: merged ranges of one actor asset, verb, target asset, unit and space.
public struct ActivityRow: Sendable {
  /// Any endpoint of the actor's asset; ``AssetBook/id(of:)`` gives the asset's id.
  public let actor: EndpointID
  public let target: EndpointID
  /// ``ActivityObservation/noUnit`` where the protocol has none.
  public let unit: Int32
  public let verb: Verb
  public internal(set) var object: ObjectReference
  public let name: ProtocolName
  public internal(set) var first: Timestamp
  public internal(set) var last: Timestamp
  public internal(set) var outcomes: OutcomeCounts

  public var count: UInt64 { outcomes.total }

  init(_ record: ActivityRecord) {
    actor = record.key.actor
    target = record.key.target
    unit = record.key.unit
    verb = record.key.verb
    object = record.key.object
    name = record.key.name
    first = record.first
    last = record.last
    outcomes = record.outcomes
  }
}

extension AssetBook {
  /// Every activity as the report orders and merges them: by actor, verb, target, object, then all fields.
  ///
  /// Rows are made one at a time: what is held meanwhile is 16 octets a record, and the rows of one actor,
  /// verb and target.
  public func forEachActivity<Failure: Error>(
    in tally: ActivityTally, _ body: (ActivityRow) throws(Failure) -> Void
  ) throws(Failure) {
    var order: [ActivityOrder] = []
    order.reserveCapacity(tally.count)
    let ranks = VerbRanks()
    for number in 0..<tally.count {
      let key = tally.records[number].key
      order.append(
        ActivityOrder(
          actor: party(key.actor), verb: ranks[key.verb], target: party(key.target), record: number))
    }
    order.sort { $0 < $1 }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count && order[end].isSameGroup(order[start]) { end += 1 }
      if end == start + 1 {
        try body(ActivityRow(tally.records[order[start].record]))
      } else {
        let rows = order[start..<end].map { ActivityRow(tally.records[$0.record]) }
        for row in sorted(merged(rows)) { try body(row) }
      }
      start = end
    }
  }

  /// Joins rows of one protocol, unit and object, and touching ranges of one space and container.
  private func merged(_ rows: [ActivityRow]) -> [ActivityRow] {
    let rows = rows.sorted { $0.mergeOrder < $1.mergeOrder }
    var merged: [ActivityRow] = []
    for row in rows {
      guard let last = merged.indices.last, merged[last].touches(row) else {
        merged.append(row)
        continue
      }
      merged[last].add(row)
    }
    return merged
  }

  private func sorted(_ rows: [ActivityRow]) -> [ActivityRow] {
    if rows.count == 1 { return rows }
    var text: [UInt8] = []
    var order: [(row: Int, start: Int, end: Int)] = []
    order.reserveCapacity(rows.count)
    for (number, row) in rows.enumerated() {
      let start = text.count
      text.append(contentsOf: row.object.spelled(names) ?? [])
      order.append((number, start, text.count))
    }
    order.sort { left, right in
      if precedes(text, left.start..<left.end, right.start..<right.end) { return true }
      if precedes(text, right.start..<right.end, left.start..<left.end) { return false }
      let (leftRow, rightRow) = (rows[left.row], rows[right.row])
      if leftRow.unit != rightRow.unit { return leftRow.unit < rightRow.unit }
      if leftRow.name != rightRow.name { return leftRow.name.text < rightRow.name.text }
      return left.row < right.row
    }
    return order.map { rows[$0.row] }
  }
}

extension ActivityRow {
  fileprivate typealias MergeOrder = (UInt64, UInt64, UInt64, UInt32)

  fileprivate var mergeOrder: MergeOrder {
    (
      UInt64(name.rawValue) << 40 | UInt64(object.space.rawValue) << 32 | UInt64(UInt32(bitPattern: unit)),
      UInt64(object.part) << 32 | UInt64(object.name.rawValue), UInt64(object.from), object.to
    )
  }

  /// `next`, which sorts after this row, is of the same thing: the same object, or a range that begins inside
  /// this one or right behind it.
  fileprivate func touches(_ next: ActivityRow) -> Bool {
    guard name == next.name, unit == next.unit, object.space == next.object.space,
      object.part == next.object.part, object.name == next.object.name
    else { return false }
    guard object.space.isRange else { return object == next.object }
    return UInt64(next.object.from) <= UInt64(object.to) + 1
  }

  fileprivate mutating func add(_ next: ActivityRow) {
    if object.to < next.object.to && object.space.isRange { object.to = next.object.to }
    if next.first < first { first = next.first }
    if last < next.last { last = next.last }
    outcomes.add(next.outcomes)
  }
}

/// Where a record's row stands: actor and verb, then target, and the record itself.
private struct ActivityOrder: Comparable {
  private let actorAndVerb: UInt64
  private let targetAndRecord: UInt64

  init(actor: Int, verb: Int, target: Int, record: Int) {
    actorAndVerb = UInt64(UInt32(truncatingIfNeeded: actor)) << 8 | UInt64(UInt8(truncatingIfNeeded: verb))
    targetAndRecord =
      UInt64(UInt32(truncatingIfNeeded: target)) << 32 | UInt64(UInt32(truncatingIfNeeded: record))
  }

  var record: Int { Int(targetAndRecord & 0xFFFF_FFFF) }

  func isSameGroup(_ other: ActivityOrder) -> Bool {
    actorAndVerb == other.actorAndVerb && targetAndRecord >> 32 == other.targetAndRecord >> 32
  }

  static func < (left: ActivityOrder, right: ActivityOrder) -> Bool {
    left.actorAndVerb != right.actorAndVerb
      ? left.actorAndVerb < right.actorAndVerb : left.targetAndRecord < right.targetAndRecord
  }
}

/// The place of each verb among the verbs' words.
private struct VerbRanks {
  private var ranks = [Int](repeating: 0, count: Verb.allCases.count)

  init() {
    for (rank, verb) in Verb.allCases.sorted(by: { $0.text < $1.text }).enumerated() {
      ranks[Int(verb.rawValue)] = rank
    }
  }

  subscript(verb: Verb) -> Int { ranks[Int(verb.rawValue)] }
}
