import Vocabulary

/// Says of what was just seen that it is not new, in one comparison and without growing.
///
/// A direct-mapped table of hashes: what it forgets is looked up once more in the table behind it. Two
/// different things pass for one with a chance of 1 in 2^64.
struct RecentFilter: Sendable {
  private static let slotCount = 4_096

  private var slots: [UInt64] = []

  mutating func isNew(_ key: UInt64, _ value: UInt64) -> Bool {
    if slots.isEmpty { slots = [UInt64](repeating: 0, count: Self.slotCount) }
    let hash = mixed(mixed(0x5EED, key), value) | 1
    let at = Int(truncatingIfNeeded: hash >> 48) & (Self.slotCount - 1)
    if slots[at] == hash { return false }
    slots[at] = hash
    return true
  }
}
