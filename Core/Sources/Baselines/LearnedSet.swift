import Vocabulary

/// One thing that was seen, known again after a restart. 24 octets with its padding.
struct LearnedItem: Equatable, Sendable {
  let key: ItemKey
  /// The last hour in which it was seen, since 1970.
  var lastHour: UInt32
  /// Hours in which it was seen, up to the greatest number.
  var hours: UInt16
  let scenario: Scenario
  var standing: ItemStanding
}

/// How an item came to be known.
enum ItemStanding: UInt8, Sendable {
  /// It came while its scenario learned.
  case learned
  /// It came while its scenario was live, and nobody has said that it is right.
  case unexpected
  /// A person said that it is right.
  case accepted
}

/// The items of all scenarios, found by their keys, in the order in which they came.
///
/// At `limit` no more are taken. A million items take 24 MiB, their index 16 MiB.
struct LearnedSet: Sendable {
  private(set) var items: [LearnedItem] = []
  private var index = SlotIndex(capacity: 64)
  let limit: Int

  init(limit: Int) {
    self.limit = min(max(limit, 0), Int(Int32.max))
  }

  func find(_ key: ItemKey) -> Int? {
    index.find(key.first) { items[$0].key == key }
  }

  /// Takes an item that is not in the set; false where it is full.
  mutating func insert(_ item: LearnedItem) -> Bool {
    guard items.count < limit else { return false }
    index.insert(item.key.first, record: items.count)
    items.append(item)
    return true
  }

  /// Notes another sighting in `hour`; true where it is the item's first of that hour.
  mutating func see(_ at: Int, hour: UInt32) -> Bool {
    guard items[at].lastHour < hour else { return false }
    items[at].lastHour = hour
    if items[at].hours < .max { items[at].hours += 1 }
    return true
  }

  mutating func accept(_ at: Int) { items[at].standing = .accepted }
}
