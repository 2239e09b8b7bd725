public import Vocabulary

/// From its first moment to the one after its last.
public struct CalendarPeriod: Equatable, Sendable {
  public let from: Timestamp
  public let to: Timestamp

  public init(from: Timestamp, to: Timestamp) {
    self.from = from
    self.to = to
  }

  public func contains(_ time: Timestamp) -> Bool { from <= time && time < to }
}

/// Hours of the day at which people work.
public struct Shift: Equatable, Sendable {
  public let name: String
  /// The days on which it begins.
  public let days: [Weekday]
  /// Seconds of the day; where `to` is not the later one it is the next day's.
  public let from: Int64
  public let to: Int64
  /// Who is told, first to last.
  public let onCall: [String]
  /// Holidays and shutdowns don't stop it.
  public let worksOnHolidays: Bool

  /// How many days before `second` of a day the shift began that is on then; nil where it is not on.
  func daysAgo(second: Int64) -> Int64? {
    if from < to { return from <= second && second < to ? 0 : nil }
    return second >= from ? 0 : second < to ? 1 : nil
  }
}

/// A day on which shifts do not begin.
public struct Holiday: Equatable, Sendable {
  /// Since 1970-01-01, by the plant's clocks.
  public let day: Int64
  public let name: String
}

/// The plant stands still.
public struct Shutdown: Equatable, Sendable {
  public let name: String
  public let period: CalendarPeriod
}

/// New machines are started up.
public struct Commissioning: Equatable, Sendable {
  public let name: String
  public let period: CalendarPeriod
  public let machines: [CalendarName]
}

/// People from outside are in the plant.
public struct Visit: Equatable, Sendable {
  public let who: [CalendarName]
  public let company: String?
  public let period: CalendarPeriod
  public let machines: [CalendarName]
  /// ``who`` as the file writes it.
  public let people: [String]
}

/// Work that somebody ordered.
public struct WorkOrder: Equatable, Sendable {
  public let number: String
  public let period: CalendarPeriod
  public let machines: [CalendarName]
  public let verbs: [Verb]
  public let who: [CalendarName]
  public let reason: String
  /// ``who`` as the file writes it.
  public let people: [String]
}
