import Vocabulary

/// Activities that were seen in this hour: polls leave after a comparison, for an hour counts each item once.
///
/// 32 KiB, one slot for each hash; what was pushed out is looked at again, which changes nothing.
struct RecentActivities: Sendable {
  private static let slotCount = 4_096
  private var slots = [UInt64](repeating: 0, count: slotCount)

  /// True where the same activity was noted in this hour. Numbers of endpoints and names are of this run
  /// only, and are kept no longer.
  mutating func note(_ activity: ActivityObservation, hour: UInt32, seed: UInt64) -> Bool {
    let object = activity.object
    let ends = UInt64(activity.actor.rawValue) << 32 | UInt64(activity.target.rawValue)
    let place = UInt64(UInt32(bitPattern: activity.unit)) << 32 | UInt64(object.part)
    let start = UInt64(object.name.rawValue) << 32 | UInt64(object.from)
    let end = UInt64(object.to) << 32 | UInt64(hour)
    let rest =
      UInt64(object.space.rawValue) << 32 | UInt64(activity.verb.rawValue) << 24
      | UInt64(activity.deed.rawValue) << 16 | UInt64(activity.name.rawValue) << 8
      | UInt64(activity.outcome.rawValue)
    let hash = mixed(mixed(mixed(mixed(mixed(seed, ends), place), start), end), rest)
    let slot = Int(truncatingIfNeeded: hash >> 40) & (Self.slotCount - 1)
    if slots[slot] == hash { return true }
    slots[slot] = hash
    return false
  }
}
