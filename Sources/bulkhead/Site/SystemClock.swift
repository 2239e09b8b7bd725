import CTimex
import Glibc
import Ledger
import Operations
import Vocabulary

/// The machine's clock, and whether something keeps it right.
enum SystemClock {
  static func now() -> PlantTime {
    var time = timespec()
    // SAFETY: the clock is written into the variable during the call only.
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    let seconds = Int64(time.tv_sec)
    var timer = timex()
    // SAFETY: with no mode set, adjtimex only reads the clock's state into the variable.
    let state = unsafe adjtimex(&timer)
    let isKept = state != TIME_ERROR && state >= 0
    let local = wallClock(&time.tv_sec)
    return PlantTime(
      Timestamp(nanoseconds: seconds * 1_000_000_000 + Int64(time.tv_nsec)),
      by: LedgerEntry.Clock(
        source: isKept ? "ntp" : "rtc",
        uncertaintyNanoseconds: isKept ? UInt64(max(0, timer.maxerror)) * 1_000 : nil),
      minuteOfDay: local.minuteOfDay, weekday: local.weekday)
  }

  private static func wallClock(_ seconds: inout time_t) -> (minuteOfDay: Int, weekday: Int) {
    // SAFETY: the parts of the time are written into the variable during the call only; its pointer to the
    // zone's name is not read.
    var local = unsafe tm()
    // SAFETY: as above.
    unsafe localtime_r(&seconds, &local)
    // SAFETY: as above. The library counts weekdays from Sunday.
    return unsafe (Int(local.tm_hour) * 60 + Int(local.tm_min), (Int(local.tm_wday) + 6) % 7 + 1)
  }
}
