public import Vocabulary

/// When the plant works, by the clock on its wall: shifts, days off, stops.
public struct PlantHours: Hashable, Sendable {
  public enum Crew: String, Hashable, Sendable {
    /// Everybody is there, and operators change setpoints.
    case full
    /// Few are there, and setpoints change rarely.
    case reduced
  }

  /// A shift of some days of the week; one that ends at or before its beginning ends on the next day.
  public struct Shift: Hashable, Sendable {
    public var name: String
    public var days: Set<Weekday>
    public var from: Int  // minutes of the day
    public var to: Int
    public var crew: Crew

    public init(_ name: String, _ days: Set<Weekday>, from: Int, to: Int, crew: Crew) {
      self.name = name
      self.days = days
      self.from = from
      self.to = to
      self.crew = crew
    }

    var minutes: Int { to > from ? to - from : to + 1_440 - from }
  }

  /// A time in which nothing is made although a shift would: maintenance, a holiday's eve.
  public struct Stop: Hashable, Sendable {
    public var name: String
    public var from: Timestamp
    public var to: Timestamp
  }

  /// What the zone's clock is ahead of UTC.
  public var offsetSeconds: Int
  public var shifts: [Shift]
  /// Days on which no shift begins, in days since 1970-01-01 by the zone's clock.
  public var holidays: Set<Int64>
  public var stops: [Stop]

  public init(
    offsetSeconds: Int = 3_600, shifts: [Shift] = Self.threeShifts, holidays: Set<Int64> = [],
    stops: [Stop] = []
  ) {
    self.offsetSeconds = offsetSeconds
    self.shifts = shifts
    self.holidays = holidays
    self.stops = stops
  }

  /// Early and late with everybody, the night with few, from Monday 06:00 to Saturday 06:00.
  public static let threeShifts = [
    Shift("early", Weekday.working, from: 360, to: 840, crew: .full),
    Shift("late", Weekday.working, from: 840, to: 1_320, crew: .full),
    Shift("night", Weekday.working, from: 1_320, to: 360, crew: .reduced),
  ]

  /// The crew at a moment; null where nothing is made.
  public func crew(at time: Timestamp) -> Crew? {
    if stops.contains(where: { $0.from <= time && time < $0.to }) { return nil }
    let local = LocalTime(time, offsetSeconds: offsetSeconds)
    for shift in shifts {
      // The shift may have begun the day before.
      for day in [local.day, local.day - 1] where isBegun(shift, on: day) {
        let minute = local.minute + Int(local.day - day) * 1_440
        if minute >= shift.from, minute < shift.from + shift.minutes { return shift.crew }
      }
    }
    return nil
  }

  private func isBegun(_ shift: Shift, on day: Int64) -> Bool {
    shift.days.contains(Weekday(day: day)) && !holidays.contains(day)
  }

  /// Whether operators write setpoints now: at night in one minute of four.
  func isWorked(_ time: Timestamp) -> Bool {
    switch crew(at: time) {
    case .full: true
    case .reduced: LocalTime(time, offsetSeconds: offsetSeconds).minute % 4 == 0
    case nil: false
    }
  }

  /// The first minute from `time` on in which something is made; within 14 days, else the end of them.
  func nextWorked(after time: Timestamp) -> Timestamp {
    var moment = Timestamp(nanoseconds: time.nanoseconds - time.nanoseconds % 60_000_000_000)
    for _ in 0..<14 * 1_440 {
      moment += .seconds(60)
      if crew(at: moment) != nil { return moment }
    }
    return moment
  }
}
