import Vocabulary

/// A day of the week.
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  public static let working: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]
  public static let all = Set(Weekday.allCases)

  /// `Mon` to `Sun`.
  public init?(_ text: String) {
    guard let place = Self.names.firstIndex(of: text) else { return nil }
    self = Self.allCases[place]
  }

  /// - Parameter day: days since 1970-01-01, a Thursday
  init(day: Int64) {
    let place = Int(((day + 3) % 7 + 7) % 7)
    self = Self.allCases[place]
  }

  public static let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  public var text: String { Self.names[rawValue] }
}

/// A moment as the clock on the wall shows it.
struct LocalTime: Hashable, Sendable {
  /// Days since 1970-01-01.
  let day: Int64
  /// Of the day.
  let second: Int

  var minute: Int { second / 60 }
  var weekday: Weekday { Weekday(day: day) }

  init(_ time: Timestamp, offsetSeconds: Int) {
    let seconds = time.nanoseconds / 1_000_000_000 + Int64(offsetSeconds)
    let remainder = seconds % 86_400
    let second = remainder < 0 ? remainder + 86_400 : remainder
    day = (seconds - second) / 86_400
    self.second = Int(second)
  }

  /// The moment at which the clock shows this.
  static func moment(day: Int64, second: Int, offsetSeconds: Int) -> Timestamp {
    Timestamp(seconds: day * 86_400 + Int64(second - offsetSeconds), nanoseconds: 0)
  }
}
