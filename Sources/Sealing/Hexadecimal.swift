/// Octets as hexadecimal digits, two an octet, and back.
public enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  public static func text(_ octets: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for octet in octets { text += [digits[Int(octet >> 4)], digits[Int(octet & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// nil where a character is no digit or one is missing.
  public static func octets(_ text: some StringProtocol) -> [UInt8]? {
    let values = text.utf8.map { digit -> UInt8? in
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
      default: nil
      }
    }
    guard values.count.isMultiple(of: 2) else { return nil }
    var octets: [UInt8] = []
    octets.reserveCapacity(values.count / 2)
    for index in stride(from: 0, to: values.count, by: 2) {
      guard let high = values[index], let low = values[index + 1] else { return nil }
      octets.append(high << 4 | low)
    }
    return octets
  }
}
