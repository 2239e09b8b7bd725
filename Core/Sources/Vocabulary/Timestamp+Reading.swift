extension Timestamp {
  /// A moment as RFC 3339 writes it; a day alone is its beginning, and what names no offset is in UTC.
  ///
  /// nil where the text is none. A leap second is the second after it; what is finer than nanoseconds is cut.
  ///
  /// Source: RFC 3339, section 5.6.
  public init?(rfc3339 text: ArraySlice<UInt8>) {
    guard let moment = Self.read(text) else { return nil }
    self = moment
  }

  public init?(rfc3339 text: String) { self.init(rfc3339: Array(text.utf8)[...]) }

  /// Days since 1970-01-01 of a day in the proleptic Gregorian calendar.
  public static func days(year: Int64, month: Int64, day: Int64) -> Int64 { days(year, month, day) }

  private static func read(_ text: ArraySlice<UInt8>) -> Timestamp? {
    var parts = Digits(rest: text)
    guard let year = parts.take(4), parts.pass("-"), let month = parts.take(2), parts.pass("-"),
      let day = parts.take(2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = days(year, month, day)
    if parts.rest.isEmpty { return Timestamp(seconds: days * 86_400, nanoseconds: 0) }
    guard parts.pass("T") || parts.pass("t") || parts.pass(" "), let hour = parts.take(2), parts.pass(":"),
      let minute = parts.take(2), parts.pass(":"), let second = parts.take(2), hour < 24, minute < 60,
      second <= 60
    else { return nil }
    let nanoseconds = parts.pass(".") ? parts.fraction() : 0
    guard let nanoseconds else { return nil }
    var seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    if parts.pass("Z") || parts.pass("z") {
    } else if let sign = parts.sign() {
      guard let hours = parts.take(2), parts.pass(":"), let minutes = parts.take(2) else { return nil }
      seconds -= sign * (hours * 3_600 + minutes * 60)
    } else if !parts.rest.isEmpty {
      return nil
    }
    return parts.rest.isEmpty ? Timestamp(seconds: seconds, nanoseconds: nanoseconds) : nil
  }

  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private struct Digits {
    var rest: ArraySlice<UInt8>

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

    mutating func sign() -> Int64? { pass("+") ? 1 : pass("-") ? -1 : nil }

    /// Digits behind the point as nanoseconds; further ones are cut.
    mutating func fraction() -> Int64? {
      var number: Int64 = 0
      var digits = 0
      while let octet = rest.first, (0x30...0x39).contains(octet) {
        if digits < 9 { number = number * 10 + Int64(octet - 0x30) }
        digits += 1
        rest = rest.dropFirst()
      }
      guard digits > 0 else { return nil }
      for _ in min(digits, 9)..<9 { number *= 10 }
      return number
    }
  }
}
