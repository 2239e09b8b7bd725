/// A hash index from keys that live elsewhere to the numbers of their records.
///
/// The keys stay in the caller's own array: the index holds only a record number and 32 bits of its hash,
/// eight octets a slot, and asks back whether a record matches. Nothing iterates it, so no hash decides an
/// output's order. Open addressing, at most half full, removal by shifting back.
public struct SlotIndex: Sendable {
  /// High half: the hash's high 32 bits. Low half: record number plus one, 0 where the slot is free.
  @usableFromInline
  var slots: [UInt64]
  @usableFromInline
  var mask: Int
  public private(set) var count: Int

  /// Room for `capacity` records before the first growth.
  public init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
    count = 0
  }

  /// The record under `hash` that `matches`, or nil.
  @inlinable
  public func find(_ hash: UInt64, where matches: (Int) -> Bool) -> Int? {
    var at = Int(truncatingIfNeeded: hash &>> 32) & mask
    let tag = hash & 0xFFFF_FFFF_0000_0000
    while true {
      let slot = slots[at]
      if slot == 0 { return nil }
      if slot & 0xFFFF_FFFF_0000_0000 == tag {
        let record = Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1
        if matches(record) { return record }
      }
      at = (at &+ 1) & mask
    }
  }

  /// Adds a record that is not yet in the index.
  public mutating func insert(_ hash: UInt64, record: Int) {
    if (count + 1) * 2 > slots.count { grow() }
    place(hash & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(truncatingIfNeeded: record + 1)), home: home(of: hash))
    count += 1
  }

  /// Takes a record out; one that is not there is left alone.
  public mutating func remove(_ hash: UInt64, record: Int) {
    let wanted = hash & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(truncatingIfNeeded: record + 1))
    var at = home(of: hash)
    while slots[at] != wanted {
      if slots[at] == 0 { return }
      at = (at + 1) & mask
    }
    count -= 1
    var hole = at
    var next = (at + 1) & mask
    while slots[next] != 0 {
      let home = home(of: slots[next])
      // The entry may move into the hole unless its home lies cyclically behind the hole.
      if (next - home) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
  }

  /// The slot where a search begins. Only the hash's high half is kept, so the home must follow from it.
  private func home(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & mask }

  @inline(__always)
  private mutating func place(_ slot: UInt64, home: Int) {
    var at = home
    while slots[at] != 0 { at = (at + 1) & mask }
    slots[at] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    mask = slots.count - 1
    for slot in old where slot != 0 { place(slot, home: home(of: slot)) }
  }
}

/// Mixes a word into a hash, so that each bit of the input moves the high half of the output.
///
/// A multiplication to the double width, both halves folded, keeps every bit of the word in play.
@inlinable
public func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
  return product.high ^ product.low ^ (hash &<< 17)
}
