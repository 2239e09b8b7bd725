import Vocabulary

/// Reads the times of a scenario file: `Tue 22:10` by the plant's clock, or RFC 3339.
struct ScenarioClock {
  let offsetSeconds: Int
  let days: Int
  /// Days since 1970-01-01 by the plant's clock: 2026-03-02, a Monday, unless the file says otherwise.
  var firstDay: Int64 = 20_514

  init(offsetSeconds: Int, days: Int) {
    self.offsetSeconds = offsetSeconds
    self.days = days
  }

  var start: Timestamp { LocalTime.moment(day: firstDay, second: 0, offsetSeconds: offsetSeconds) }
  var end: Timestamp { start + .seconds(86_400 * max(1, days)) }

  /// `2026-03-02`
  func day(_ node: ScenarioNode) throws(ScenarioError) -> Int64 {
    let text = try node.string()
    guard text.utf8.count == 10, let moment = Timestamp(rfc3339: text), moment.rfc3339.hasPrefix(text),
      moment.nanoseconds >= 0
    else { throw node.error("a day is expected, such as \"2026-03-02\"") }
    return moment.nanoseconds / 86_400_000_000_000
  }

  /// A moment; a day of the week is the first one from the start on.
  func moment(_ node: ScenarioNode) throws(ScenarioError) -> Timestamp {
    let text = try node.string()
    if let moment = named(text) { return moment }
    guard text.utf8.count > 10, let moment = Timestamp(rfc3339: text) else {
      throw node.error("a time is expected: \"Tue 22:10\", or \"2026-03-03T22:10:00+01:00\"")
    }
    guard moment >= start else { throw node.error("this lies before the plant's first day") }
    return moment
  }

  private func named(_ text: String) -> Timestamp? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, let weekday = Weekday(String(parts[0])),
      let second = Self.second(String(parts[1]))
    else { return nil }
    for ahead in 0..<7 as Range<Int64> where Weekday(day: firstDay + ahead) == weekday {
      return LocalTime.moment(day: firstDay + ahead, second: second, offsetSeconds: offsetSeconds)
    }
    return nil
  }

  /// The second of a day: `22:10` or `22:10:30`.
  static func second(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var second = 0
    for (place, part) in parts.enumerated() {
      guard part.utf8.count == 2, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(part),
        number < (place == 0 ? 24 : 60)
      else { return nil }
      second = second * 60 + number
    }
    return parts.count == 2 ? second * 60 : second
  }

  /// Seconds ahead of UTC: `+01:00`.
  static func offset(_ text: String) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-", let second = second(String(text.dropFirst())),
      second <= 14 * 3_600
    else { return nil }
    return sign == "+" ? second : -second
  }
}
