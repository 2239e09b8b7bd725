/// A day of the week.
public enum Weekday: UInt8, CaseIterable, Hashable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// The weekday of a day counted from 1970-01-01, which was a Thursday.
  public init(day: Int64) {
    let index = (day % 7 + 10) % 7
    self = Self(rawValue: UInt8(truncatingIfNeeded: index)) ?? .monday
  }

  public var text: String {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }

  /// Whole or with three letters.
  init?(_ text: String) {
    guard let day = Self.allCases.first(where: { $0.text == text || $0.text.prefix(3) == text }) else {
      return nil
    }
    self = day
  }
}
