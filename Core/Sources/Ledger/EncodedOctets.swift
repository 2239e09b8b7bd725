import Vocabulary

/// Reads base64 in the one form that is allowed: padded, no line ends, no bits left over.
///
/// Source: RFC 4648, section 4.
enum Base64 {
  /// The octets that a text stands for; nil where it is not in that form.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var octets: [UInt8] = []
    octets.reserveCapacity(text.count / 4 * 3)
    var at = text.startIndex
    while at < text.endIndex {
      var group: UInt32 = 0
      var padding = 0
      for place in 0..<4 {
        let sign = text[at + place]
        if sign == UInt8(ascii: "="), place >= 2, at + 4 == text.endIndex {
          padding += 1
          group <<= 6
        } else {
          guard padding == 0, let digit = digit(sign) else { return nil }
          group = group << 6 | digit
        }
      }
      guard padding == 0 || group & (padding == 1 ? 0xFF : 0xFFFF) == 0 else { return nil }
      octets.append(UInt8(truncatingIfNeeded: group >> 16))
      if padding < 2 { octets.append(UInt8(truncatingIfNeeded: group >> 8)) }
      if padding < 1 { octets.append(UInt8(truncatingIfNeeded: group)) }
      at += 4
    }
    return octets
  }

  private static func digit(_ sign: UInt8) -> UInt32? {
    switch sign {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(sign - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(sign - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(sign - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

extension Digest {
  /// The digest in base64, as checkpoints and proofs have it.
  public var base64: String {
    var text: [UInt8] = []
    appendBase64(octets.span, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  public init?(base64 text: ArraySlice<UInt8>) {
    guard let octets = Base64.decode(text) else { return nil }
    self.init(octets)
  }
}
