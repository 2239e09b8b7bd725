public import Vocabulary

/// The beginnings after a silence, packed into a flow: the last eight intervals between them.
public struct Wakes: Sendable {
  /// Nanoseconds of silence behind which a packet is a new beginning.
  @usableFromInline
  static let silence: Int64 = 2_000_000_000
  private static let tenth: Int64 = 100_000_000
  /// Beginnings that make a rhythm.
  private static let rhythmLimit = 6

  /// Four intervals of 16 bits in each, the latest in the lowest bits.
  private var latest: UInt64 = 0
  private var earlier: UInt64 = 0
  /// Of the last beginning, in tenths of a second since the flow's first packet.
  private var at: UInt32 = 0
  private var count: UInt32 = 0

  @usableFromInline
  init() {}

  /// Always a call: it happens once in a while, and the packet's path stays short.
  @inline(never)
  @usableFromInline
  mutating func note(_ time: Timestamp, since first: Timestamp) {
    let now = UInt32(clamping: time.nanoseconds(since: first) / Self.tenth)
    let interval = UInt64(UInt16(clamping: now &- min(at, now)))
    earlier = earlier << 16 | latest >> 48
    latest = latest << 16 | interval
    at = now
    count = count < .max ? count + 1 : count
  }

  /// The rhythm of the last intervals; none where there are too few.
  var rhythm: Rhythm {
    guard count >= Self.rhythmLimit else { return .none }
    var intervals: [UInt32] = []
    for position in 0..<min(Int(count), Rhythm.sampleLimit) {
      let word = position < 4 ? latest : earlier
      intervals.append(UInt32(truncatingIfNeeded: word >> UInt64((position & 3) * 16)) & 0xFFFF)
    }
    return Rhythm(count: count, intervals: intervals)
  }
}
