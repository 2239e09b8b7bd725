public import Vocabulary

/// When people work, when the plant stands still, who visits, and what work is ordered.
///
/// ```swift
/// let calendar = try PlantCalendar(parsing: octets) { zone in table(of: zone) }
/// calendar.moment(at: time).isOnHours
/// calendar.workOrders(at: time, machine: press, verb: .program, by: [person, laptop])
/// ```
public struct PlantCalendar: Equatable, Sendable {
  /// A file's largest size.
  public static let fileLimitOctets = 4 << 20
  /// The most entries of all lists together.
  public static let entryLimit = 10_000
  /// The longest text of an entry.
  public static let textLimitOctets = 256
  /// The most texts of a list in an entry.
  public static let textsLimit = 256

  public internal(set) var name: String?
  /// The name of the time zone, as the file writes it.
  public internal(set) var timeZone = "UTC"
  public internal(set) var offsets = UTCOffsets.utc
  public internal(set) var weekend: [Weekday] = [.saturday, .sunday]
  public internal(set) var shifts: [Shift] = []
  public internal(set) var holidays: [Holiday] = []
  public internal(set) var shutdowns: [Shutdown] = []
  public internal(set) var commissionings: [Commissioning] = []
  public internal(set) var visits: [Visit] = []
  public internal(set) var workOrders: [WorkOrder] = []

  /// Nothing is known: all hours are on, Saturday and Sunday are the weekend, clocks show UTC.
  public init() {}
}

/// What a calendar says of a moment.
public struct PlantMoment: Equatable, Sendable {
  /// Days whose hours are alike.
  public enum DayClass: UInt8, CaseIterable, Hashable, Sendable {
    case workday, weekend
    /// A holiday or a shutdown.
    case free
  }

  public let weekday: Weekday
  /// By the plant's clocks, 0 to 23.
  public let hour: Int
  public let isWeekend: Bool
  public let holiday: String?
  public let shutdown: String?
  /// The shifts that are on, in the file's order.
  public let shifts: [Shift]
  /// A shift is on, or the calendar knows of none at all.
  public let isOnHours: Bool

  public var dayClass: DayClass {
    if holiday != nil || shutdown != nil { return .free }
    return isWeekend ? .weekend : .workday
  }
}

extension PlantCalendar {
  public func moment(at time: Timestamp) -> PlantMoment {
    let (day, second) = offsets.local(time)
    let weekday = Weekday(day: day)
    let shutdown = shutdowns.first { $0.period.contains(time) }
    let on = shifts.filter { shift in
      guard let ago = shift.daysAgo(second: second), shift.days.contains(Weekday(day: day - ago)) else {
        return false
      }
      return shift.worksOnHolidays || shutdown == nil && holiday(day - ago) == nil
    }
    return PlantMoment(
      weekday: weekday, hour: Int(second / 3_600), isWeekend: weekend.contains(weekday),
      holiday: holiday(day)?.name, shutdown: shutdown?.name, shifts: on,
      isOnHours: shifts.isEmpty || !on.isEmpty)
  }

  /// The orders by which `verb` on `machine` by one of `parties` is expected: a person, a device, or both.
  public func workOrders(
    at time: Timestamp, machine: CalendarParty, verb: Verb, by parties: [CalendarParty]
  ) -> [WorkOrder] {
    workOrders.filter { order in
      order.period.contains(time) && order.verbs.contains(verb)
        && order.machines.contains { $0.names(machine) } && Self.name(order.who, anyOf: parties)
    }
  }

  /// The visits for `machine` by one of `parties`.
  public func visits(at time: Timestamp, machine: CalendarParty, by parties: [CalendarParty]) -> [Visit] {
    visits.filter { visit in
      visit.period.contains(time) && visit.machines.contains { $0.names(machine) }
        && Self.name(visit.who, anyOf: parties)
    }
  }

  /// The periods in which `machine` is started up.
  public func commissionings(at time: Timestamp, machine: CalendarParty) -> [Commissioning] {
    commissionings.filter { entry in
      entry.period.contains(time) && entry.machines.contains { $0.names(machine) }
    }
  }

  private func holiday(_ day: Int64) -> Holiday? { holidays.first { $0.day == day } }

  private static func name(_ names: [CalendarName], anyOf parties: [CalendarParty]) -> Bool {
    names.contains { name in name == .anything || parties.contains { name.names($0) } }
  }
}
