import Access
import Authorization
public import Ledger
public import Vocabulary

/// What time it is, by which clock and how sure, and what the plant's own clock on the wall shows.
public struct PlantTime: Hashable, Sendable {
  public let time: Timestamp
  public let clock: LedgerEntry.Clock
  /// 0 to 1439.
  public let minuteOfDay: Int
  /// 1 for Monday to 7 for Sunday.
  public let weekday: Int

  public init(_ time: Timestamp, by clock: LedgerEntry.Clock, minuteOfDay: Int, weekday: Int) {
    self.time = time
    self.clock = clock
    self.minuteOfDay = minuteOfDay
    self.weekday = weekday
  }

  var circumstances: Circumstances {
    Circumstances(
      time: Datetime(milliseconds: time.nanoseconds / 1_000_000), minuteOfDay: minuteOfDay,
      weekday: weekday)
  }
}
