import Vocabulary

/// A day or a moment as a calendar writes it.
struct WrittenTime {
  /// Since 1970-01-01.
  let day: Int64
  /// nil where it is a day alone.
  let second: Int64?
  /// Seconds ahead of UTC, where the text names its offset.
  let offset: Int64?

  /// `2026-12-02`, `2026-12-02T22:00`, `2026-12-02T22:00:30`, the latter two perhaps with `Z` or `+01:00`.
  init?(_ text: String) {
    var digits = WrittenDigits(rest: Array(text.utf8)[...])
    guard let year = digits.take(4), digits.pass("-"), let month = digits.take(2), digits.pass("-"),
      let dayOfMonth = digits.take(2), (1...12).contains(month), (1...31).contains(dayOfMonth),
      (1_700...2_200).contains(year)
    else { return nil }
    day = Timestamp.days(year: year, month: month, day: dayOfMonth)
    // The 30th of February is counted as a day of March.
    guard Timestamp(seconds: day * 86_400, nanoseconds: 0).calendar.day == Int(dayOfMonth) else { return nil }
    if digits.isAtEnd {
      (second, offset) = (nil, nil)
      return
    }
    guard digits.pass("T"), let time = digits.clock() else { return nil }
    second = time
    if digits.isAtEnd {
      offset = nil
    } else if digits.pass("Z") {
      offset = 0
    } else {
      let sign: Int64 = digits.pass("+") ? 1 : digits.pass("-") ? -1 : 0
      guard sign != 0, let away = digits.clock(), away <= UTCOffsets.furthestSeconds else { return nil }
      offset = sign * away
    }
    guard digits.isAtEnd else { return nil }
  }

  /// A time of day, `06:00` to `24:00`, in seconds.
  static func clock(_ text: String) -> Int64? {
    var digits = WrittenDigits(rest: Array(text.utf8)[...])
    guard let seconds = digits.clock(allowingMidnightAtTheEnd: true), digits.isAtEnd else { return nil }
    return seconds
  }

  /// The first moment of a period that begins with it.
  func beginning(_ offsets: UTCOffsets) -> Timestamp {
    if let offset { return utc(offset) }
    return offsets.moments(local: day * 86_400 + (second ?? 0)).first
  }

  /// The first moment after a period that ends with it: a day alone belongs to the period.
  func end(_ offsets: UTCOffsets) -> Timestamp {
    if let offset { return utc(offset) }
    guard let second else { return offsets.moments(local: (day + 1) * 86_400).first }
    return offsets.moments(local: day * 86_400 + second).last
  }

  private func utc(_ offset: Int64) -> Timestamp {
    Timestamp(seconds: day * 86_400 + (second ?? 0) - offset, nanoseconds: 0)
  }
}

/// Digits and signs, taken from the front.
private struct WrittenDigits {
  var rest: ArraySlice<UInt8>

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ count: Int) -> Int64? {
    guard rest.count >= count else { return nil }
    var number: Int64 = 0
    for octet in rest.prefix(count) {
      guard (0x30...0x39).contains(octet) else { return nil }
      number = number * 10 + Int64(octet - 0x30)
    }
    rest = rest.dropFirst(count)
    return number
  }

  mutating func pass(_ sign: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == sign.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Hours and minutes, perhaps seconds.
  mutating func clock(allowingMidnightAtTheEnd: Bool = false) -> Int64? {
    guard let hour = take(2), pass(":"), let minute = take(2), minute < 60 else { return nil }
    var second: Int64 = 0
    if pass(":") {
      guard let further = take(2), further < 60 else { return nil }
      second = further
    }
    let all = hour * 3_600 + minute * 60 + second
    return all < 86_400 || allowingMidnightAtTheEnd && all == 86_400 ? all : nil
  }
}
