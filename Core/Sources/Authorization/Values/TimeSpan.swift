/// A length of time in milliseconds; Cedar's `duration`.
public struct TimeSpan: Hashable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }
}

extension TimeSpan: Comparable {
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.milliseconds < right.milliseconds }
}

extension TimeSpan {
  /// Takes days, hours, minutes, seconds and milliseconds in this order, as many of them as one likes, as in
  /// `1d12h` or `-90m`; nil for everything else and where the span does not fit.
  ///
  /// Source: Cedar language reference, "Data types", duration; Cedar RFC 80.
  public init?(parsing text: Text) {
    let octets = text.octets
    let isNegative = octets.first == UInt8(ascii: "-")
    var at = isNegative ? 1 : 0
    guard at < octets.count else { return nil }
    var total: Int64 = 0
    var units = Self.units[...]
    while at < octets.count {
      let start = at
      while at < octets.count, Lexer.isDigit(octets[at]) { at += 1 }
      guard let count = Int64(digits: octets[start..<at], isNegative: isNegative) else { return nil }
      let nameStart = at
      while at < octets.count, !Lexer.isDigit(octets[at]) { at += 1 }
      let name = octets[nameStart..<at]
      guard let unit = units.firstIndex(where: { $0.name.utf8.elementsEqual(name) }) else { return nil }
      let (part, isTooLong) = count.multipliedReportingOverflow(by: units[unit].milliseconds)
      let (sum, isTooLongNow) = total.addingReportingOverflow(part)
      guard !isTooLong, !isTooLongNow else { return nil }
      total = sum
      units = units[(unit + 1)...]
    }
    milliseconds = total
  }

  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]
}
