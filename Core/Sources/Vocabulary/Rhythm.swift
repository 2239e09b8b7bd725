/// How regularly a flow woke up after it had been silent for more than two seconds.
///
/// Only the last ``sampleLimit`` intervals are looked at, each from one beginning to the next, in tenths of a
/// second: whole numbers give the same rhythm on every machine.
public struct Rhythm: Hashable, Sendable {
  /// Intervals that are kept of a flow.
  public static let sampleLimit = 8

  /// How often it woke up.
  public var count: UInt32
  /// The middle interval, in tenths of a second.
  public var median: UInt32
  /// How far the intervals lie from the middle one: the middle of these distances, in tenths of a second.
  public var deviation: UInt32

  public init(count: UInt32, median: UInt32, deviation: UInt32) {
    self.count = count
    self.median = median
    self.deviation = deviation
  }

  public static let none = Rhythm(count: 0, median: 0, deviation: 0)

  /// The rhythm of intervals in any order.
  public init(count: UInt32, intervals: [UInt32]) {
    let middle = Self.median(intervals)
    self.init(
      count: count, median: middle,
      deviation: Self.median(intervals.map { $0 > middle ? $0 - middle : middle - $0 }))
  }

  /// The middle one; of two middle ones the lower, 0 where there is none.
  public static func median(_ values: [UInt32]) -> UInt32 {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
  }
}
