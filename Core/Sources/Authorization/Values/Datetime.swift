/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Datetime: Hashable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }
}

extension Datetime: Comparable {
  public static func < (left: Datetime, right: Datetime) -> Bool { left.milliseconds < right.milliseconds }
}

extension Datetime {
  static let dayMilliseconds: Int64 = 86_400_000

  /// The moment that lies `span` later; nil where it can't be written.
  public func offset(by span: TimeSpan) -> Datetime? {
    let (sum, isTooFar) = milliseconds.addingReportingOverflow(span.milliseconds)
    return isTooFar ? nil : Datetime(milliseconds: sum)
  }

  /// The time from `other` to this; nil where it can't be written.
  public func durationSince(_ other: Datetime) -> TimeSpan? {
    let (span, isTooLong) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    return isTooLong ? nil : TimeSpan(milliseconds: span)
  }

  /// The time since the day began.
  public var timeOfDay: TimeSpan {
    let rest = milliseconds % Self.dayMilliseconds
    return TimeSpan(milliseconds: rest < 0 ? rest + Self.dayMilliseconds : rest)
  }

  /// The beginning of the day; nil where it can't be written.
  public var date: Datetime? {
    let (start, isTooFar) = milliseconds.subtractingReportingOverflow(timeOfDay.milliseconds)
    return isTooFar ? nil : Datetime(milliseconds: start)
  }
}

extension Datetime {
  /// Takes `YYYY-MM-DD`, and behind it `Thh:mm:ss`, optional milliseconds as `.SSS`, and `Z` or an offset as
  /// `+hhmm`; nil for everything else and for days and times that there are not.
  ///
  /// Source: Cedar language reference, "Data types", datetime; Cedar RFC 80.
  public init?(parsing text: Text) {
    let octets = text.octets
    guard let year = Self.number(octets, 0..<4), Self.mark(octets, 4, "-"),
      let month = Self.number(octets, 5..<7), Self.mark(octets, 7, "-"),
      let day = Self.number(octets, 8..<10), let days = Self.days(year: year, month: month, day: day)
    else { return nil }
    let start = days * Self.dayMilliseconds
    if octets.count == 10 {
      milliseconds = start
      return
    }
    guard Self.mark(octets, 10, "T"), let hour = Self.number(octets, 11..<13), Self.mark(octets, 13, ":"),
      let minute = Self.number(octets, 14..<16), Self.mark(octets, 16, ":"),
      let second = Self.number(octets, 17..<19), hour < 24, minute < 60, second < 60
    else { return nil }
    var at = 19
    var fraction: Int64 = 0
    if Self.mark(octets, at, ".") {
      guard let written = Self.number(octets, (at + 1)..<(at + 4)) else { return nil }
      fraction = written
      at += 4
    }
    guard let offset = Self.offset(octets, at) else { return nil }
    milliseconds = start + ((hour * 60 + minute - offset) * 60 + second) * 1000 + fraction
  }

  /// Minutes that the written time runs ahead of UTC.
  private static func offset(_ octets: [UInt8], _ at: Int) -> Int64? {
    if mark(octets, at, "Z") { return octets.count == at + 1 ? 0 : nil }
    let isAhead = mark(octets, at, "+")
    guard isAhead || mark(octets, at, "-"), octets.count == at + 5,
      let hours = number(octets, (at + 1)..<(at + 3)), let minutes = number(octets, (at + 3)..<(at + 5)),
      hours < 24, minutes < 60
    else { return nil }
    return isAhead ? hours * 60 + minutes : -(hours * 60 + minutes)
  }

  private static func number(_ octets: [UInt8], _ range: Range<Int>) -> Int64? {
    guard range.upperBound <= octets.count else { return nil }
    return Int64(digits: octets[range], isNegative: false)
  }

  private static func mark(_ octets: [UInt8], _ at: Int, _ mark: Unicode.Scalar) -> Bool {
    at < octets.count && octets[at] == UInt8(ascii: mark)
  }

  /// Days from 1970-01-01 to this one of the Gregorian calendar, carried back before it began.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), day >= 1, day <= lengths[Int(month) - 1] else { return nil }
    var days = year * 365 + day - 1 - 719_528
    // Leap days of the years before this one; the year 0 is one of them.
    if year > 0 { days += (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1 }
    for length in lengths.prefix(Int(month) - 1) { days += length }
    return days
  }
}
