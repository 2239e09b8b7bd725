/// A number with up to four places behind the point.
public struct Decimal: Hashable, Sendable {
  public let tenThousandths: Int64

  public init(tenThousandths: Int64) {
    self.tenThousandths = tenThousandths
  }

  /// Takes an optional `-`, digits, a point, and one to four digits; nil for everything else and where the
  /// number does not fit.
  ///
  /// Source: Cedar language reference, "Data types", decimal.
  public init?(parsing text: Text) {
    var octets = text.octets[...]
    let isNegative = octets.first == UInt8(ascii: "-")
    if isNegative { octets.removeFirst() }
    guard let point = octets.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let whole = octets[..<point]
    let fraction = octets[(point + 1)...]
    guard !whole.isEmpty, (1...4).contains(fraction.count) else { return nil }
    let zeros = repeatElement(UInt8(ascii: "0"), count: 4 - fraction.count)
    guard let value = Int64(digits: whole + fraction + zeros, isNegative: isNegative) else { return nil }
    tenThousandths = value
  }
}

extension Decimal: Comparable {
  public static func < (left: Decimal, right: Decimal) -> Bool { left.tenThousandths < right.tenThousandths }
}

extension Int64 {
  /// The number that ASCII digits write; nil where one is no digit, there is none, or it does not fit.
  init?(digits: some Collection<UInt8>, isNegative: Bool) {
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for octet in digits {
      guard Lexer.isDigit(octet) else { return nil }
      let digit = Int64(octet - UInt8(ascii: "0"))
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (next, isTooLargeNow) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      guard !isTooLarge, !isTooLargeNow else { return nil }
      value = next
    }
    self = value
  }
}
