/// Base64 in the texts of logins.
///
/// Source: RFC 4648, section 4.
enum Base64 {
  /// Appends what a text says, up to what is none of it; at most `limit` octets of the text are read.
  static func decode(_ text: Span<UInt8>, limit: Int, into octets: inout [UInt8]) {
    var bits: UInt32 = 0
    var count = 0
    for index in 0..<min(text.count, limit) {
      guard let value = value(text[index]) else { break }
      bits = bits << 6 | value
      count += 1
      guard count == 4 else { continue }
      for shift in [16, 8, 0] as [UInt32] { octets.append(UInt8(truncatingIfNeeded: bits >> shift)) }
      bits = 0
      count = 0
    }
    if count >= 2 { octets.append(UInt8(truncatingIfNeeded: bits >> (count == 2 ? 4 : 10))) }
    if count == 3 { octets.append(UInt8(truncatingIfNeeded: bits >> 2)) }
  }

  private static func value(_ octet: UInt8) -> UInt32? {
    switch octet {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(octet) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(octet) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(octet) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
