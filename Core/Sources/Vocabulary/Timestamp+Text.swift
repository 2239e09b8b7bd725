extension Timestamp {
  /// Year, month, day, hour, minute and second in UTC, with the nanoseconds beyond.
  public struct Calendar: Hashable, Sendable {
    public var year, month, day, hour, minute, second, nanosecond: Int
  }

  /// Source: the proleptic Gregorian calendar, days counted from 1 March so that leap days come last.
  public var calendar: Calendar {
    let billion: Int64 = 1_000_000_000
    var seconds = nanoseconds / billion
    var fraction = nanoseconds % billion
    if fraction < 0 {
      fraction += billion
      seconds -= 1
    }
    var days = seconds / 86_400
    var rest = seconds % 86_400
    if rest < 0 {
      rest += 86_400
      days -= 1
    }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return Calendar(
      year: Int(year), month: Int(month), day: Int(day), hour: Int(rest / 3_600),
      minute: Int(rest % 3_600 / 60), second: Int(rest % 60), nanosecond: Int(fraction))
  }

  /// RFC 3339 in UTC with nanoseconds, `2026-11-24T21:13:52.000000001Z`.
  public func appendRFC3339(to text: inout [UInt8]) {
    let parts = calendar
    let start = text.count
    text.append(contentsOf: Self.pattern)
    var octets = text.mutableSpan
    octets.setDecimal(UInt64(clamping: parts.year), at: start, count: 4)
    octets.setDecimal(UInt64(clamping: parts.month), at: start &+ 5, count: 2)
    octets.setDecimal(UInt64(clamping: parts.day), at: start &+ 8, count: 2)
    octets.setDecimal(UInt64(clamping: parts.hour), at: start &+ 11, count: 2)
    octets.setDecimal(UInt64(clamping: parts.minute), at: start &+ 14, count: 2)
    octets.setDecimal(UInt64(clamping: parts.second), at: start &+ 17, count: 2)
    octets.setDecimal(UInt64(clamping: parts.nanosecond), at: start &+ 20, count: 9)
  }

  private static let pattern = Array("0000-00-00T00:00:00.000000000Z".utf8)

  public var rfc3339: String {
    var text: [UInt8] = []
    text.reserveCapacity(30)
    appendRFC3339(to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
