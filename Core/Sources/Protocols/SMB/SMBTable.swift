import Vocabulary

/// What a record is found by: its flow, and what the protocol calls it there.
struct SMBKey: Hashable, Sendable {
  var serial: UInt32
  var high: UInt64 = 0
  var low: UInt64

  var hash: UInt64 { mixed(mixed(UInt64(serial), high), low) }
}

/// Records of all flows under keys of the protocol's own: trees, open files, calls under way.
///
/// At most `limit` are kept: then the one at ``givingWay`` has to be taken out first.
struct SMBTable<Record: Sendable>: Sendable {
  private struct Entry: Sendable {
    var key: SMBKey
    var isKept: Bool
    var record: Record
  }

  private var entries: [Entry] = []
  private var free: [Int32] = []
  private var index = SlotIndex()
  private var hand = 0
  let limit: Int
  private(set) var dropped = 0

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { entries.count - free.count }

  /// The places of all records, in the order in which they lie.
  var positions: [Int] { entries.indices.filter { entries[$0].isKept } }

  func find(_ key: SMBKey) -> Int? {
    index.find(key.hash) { entries[$0].key == key }
  }

  /// The record that has to give way before another is added; nil while there is room.
  mutating func givingWay() -> Int? {
    guard free.isEmpty, entries.count >= limit, limit > 0 else { return nil }
    dropped += 1
    hand = hand + 1 < entries.count ? hand + 1 : 0
    return hand
  }

  /// Adds a record; one under the same key is replaced. Gives its place.
  @discardableResult
  mutating func insert(_ key: SMBKey, _ record: Record) -> Int {
    if let known = find(key) {
      entries[known].record = record
      return known
    }
    if let old = givingWay() { remove(old) }
    let position: Int
    if let last = free.popLast() {
      position = Int(last)
      entries[position] = Entry(key: key, isKept: true, record: record)
    } else {
      position = entries.count
      entries.append(Entry(key: key, isKept: true, record: record))
    }
    index.insert(key.hash, record: position)
    return position
  }

  /// Finds the record under another key from now on.
  mutating func move(_ position: Int, to key: SMBKey) {
    guard position < entries.count, entries[position].isKept else { return }
    index.remove(entries[position].key.hash, record: position)
    entries[position].key = key
    index.insert(key.hash, record: position)
  }

  mutating func remove(_ position: Int) {
    guard position < entries.count, entries[position].isKept else { return }
    index.remove(entries[position].key.hash, record: position)
    entries[position].isKept = false
    free.append(Int32(truncatingIfNeeded: position))
  }

  func isKept(_ position: Int) -> Bool { position < entries.count && entries[position].isKept }

  subscript(position: Int) -> Record {
    _read { yield entries[position].record }
    _modify { yield &entries[position].record }
  }
}
