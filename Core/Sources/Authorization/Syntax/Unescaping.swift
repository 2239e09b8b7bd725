/// Resolves the escapes inside a string: `\n`, `\r`, `\t`, `\\`, `\0`, `\'`, `\"`, `\x41`, `\u{1F600}`.
///
/// Source: Cedar language reference, "Grammar", string literals, which are those of Rust.
struct Unescaping {
  /// The first thing that is no escape, and where.
  private(set) var fault: (message: String, offset: Int)?

  private var at: Int
  private let end: Int

  /// Reads the octets of `range`, which lie between the quotation marks.
  init(_ range: Range<Int>) {
    at = range.lowerBound
    end = range.upperBound
  }

  /// The string's octets.
  mutating func octets(_ text: Span<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(end - at)
    while let octet = plain(text) {
      if octet != UInt8(ascii: "\\") {
        octets.append(octet)
      } else if let scalar = escape(text) {
        octets.append(contentsOf: Self.utf8(scalar))
      }
    }
    return octets
  }

  /// The pattern's characters; a `*` that was written as a number is a wildcard too, as Cedar has it.
  mutating func pattern(_ text: Span<UInt8>) -> [Pattern.Element] {
    var elements: [Pattern.Element] = []
    elements.reserveCapacity(end - at)
    while let octet = plain(text) {
      if octet == UInt8(ascii: "*") {
        elements.append(.wildcard)
      } else if octet != UInt8(ascii: "\\") {
        elements.append(.octet(octet))
      } else if at < end, text[at] == UInt8(ascii: "*") {
        at += 1
        elements.append(.octet(UInt8(ascii: "*")))
      } else if let scalar = escape(text) {
        if scalar == "*" {
          elements.append(.wildcard)
        } else {
          for octet in Self.utf8(scalar) { elements.append(.octet(octet)) }
        }
      }
    }
    return elements
  }

  private static func utf8(_ scalar: Unicode.Scalar) -> [UInt8] {
    Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// The next octet; nil at the end and behind a fault.
  private mutating func plain(_ text: Span<UInt8>) -> UInt8? {
    guard fault == nil, at < end else { return nil }
    if text[at] == UInt8(ascii: "\r") { return fail("a carriage return is written as `\\r`", at) }
    at += 1
    return text[at - 1]
  }

  private mutating func fail<Result>(_ message: String, _ offset: Int) -> Result? {
    fault = (message, offset)
    return nil
  }

  /// The character of an escape; the cursor stands behind its `\`.
  private mutating func escape(_ text: Span<UInt8>) -> Unicode.Scalar? {
    let start = at - 1
    guard at < end else { return fail("no escape", start) }
    at += 1
    switch text[at - 1] {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "0"): return "\0"
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "'"): return "'"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "x"): return ascii(text, start)
    case UInt8(ascii: "u"): return unicode(text, start)
    case UInt8(ascii: "*"): return fail("`\\*` stands in patterns of `like` only", start)
    default: return fail("no escape; `\\` itself is written as `\\\\`", start)
    }
  }

  /// Two hexadecimal digits, up to 7f.
  private mutating func ascii(_ text: Span<UInt8>, _ start: Int) -> Unicode.Scalar? {
    var value: UInt8 = 0
    for _ in 0..<2 {
      guard at < end, let digit = Self.digit(text[at]) else {
        return fail("`\\x` takes two hexadecimal digits", start)
      }
      value = value << 4 | UInt8(digit)
      at += 1
    }
    guard value < 0x80 else { return fail("`\\x` goes up to `\\x7f`; `\\u{…}` goes further", start) }
    return Unicode.Scalar(value)
  }

  /// One to six hexadecimal digits in braces; `_` may part them.
  private mutating func unicode(_ text: Span<UInt8>, _ start: Int) -> Unicode.Scalar? {
    guard at < end, text[at] == UInt8(ascii: "{") else {
      return fail("`\\u` takes one to six hexadecimal digits in braces", start)
    }
    at += 1
    var value: UInt32 = 0
    var count = 0
    while at < end, text[at] != UInt8(ascii: "}") {
      if text[at] == UInt8(ascii: "_"), count > 0 {
        at += 1
        continue
      }
      guard let digit = Self.digit(text[at]), count < 6 else {
        return fail("`\\u` takes one to six hexadecimal digits in braces", start)
      }
      value = value << 4 | digit
      count += 1
      at += 1
    }
    guard at < end, count > 0 else {
      return fail("`\\u` takes one to six hexadecimal digits in braces", start)
    }
    at += 1
    guard let scalar = Unicode.Scalar(value) else { return fail("no character has this number", start) }
    return scalar
  }

  static func digit(_ octet: UInt8) -> UInt32? {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(octet - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(octet - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(octet - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
