extension JSONReader {
  /// Source: RFC 8259, 6.
  func readNumber(in text: Span<UInt8>, _ cursor: inout Int) throws(JSONError) -> JSONNumber {
    let start = cursor
    if text[cursor] == UInt8(ascii: "-") { cursor += 1 }
    // A leading zero stands alone.
    if cursor < text.count && text[cursor] == UInt8(ascii: "0") {
      cursor += 1
    } else {
      try readDigits(in: text, &cursor)
    }
    if cursor < text.count && text[cursor] == UInt8(ascii: ".") {
      cursor += 1
      try readDigits(in: text, &cursor)
    }
    if cursor < text.count && text[cursor] | 0x20 == UInt8(ascii: "e") {
      cursor += 1
      if cursor < text.count && (text[cursor] == UInt8(ascii: "+") || text[cursor] == UInt8(ascii: "-")) {
        cursor += 1
      }
      try readDigits(in: text, &cursor)
    }
    if cursor < text.count && isDigit(text[cursor]) {
      throw JSONError(.invalidNumber, at: start, in: text)
    }
    var digits: [UInt8] = []
    append(text, start..<cursor, to: &digits)
    return JSONNumber(String(decoding: digits, as: UTF8.self))
  }

  /// At least one digit.
  private func readDigits(in text: Span<UInt8>, _ cursor: inout Int) throws(JSONError) {
    let start = cursor
    while cursor < text.count && isDigit(text[cursor]) { cursor += 1 }
    guard cursor == start else { return }
    throw JSONError(cursor < text.count ? .invalidNumber : .ended, at: cursor, in: text)
  }

  private func isDigit(_ octet: UInt8) -> Bool {
    octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9")
  }

  /// The octets of a string, its escapes resolved: valid UTF-8. The cursor stands at the opening quotation
  /// mark.
  ///
  /// Source: RFC 8259, 7.
  func readString(in text: Span<UInt8>, _ cursor: inout Int) throws(JSONError) -> [UInt8] {
    var octets: [UInt8] = []
    cursor += 1
    while true {
      let plain = plainPrefixLength(of: text, from: cursor)
      append(text, cursor..<plain, to: &octets)
      cursor = plain
      switch try octet(in: text, at: cursor) {
      case UInt8(ascii: "\""):
        cursor += 1
        return octets
      case UInt8(ascii: "\\"):
        try readEscape(in: text, &cursor, to: &octets)
      case 0x00...0x1F:
        throw JSONError(.controlCharacter, at: cursor, in: text)
      default:
        guard let (_, length) = scalar(in: text, at: cursor) else {
          throw JSONError(.invalidUTF8, at: cursor, in: text)
        }
        append(text, cursor..<(cursor + length), to: &octets)
        cursor += length
      }
    }
  }

  private func readEscape(
    in text: Span<UInt8>, _ cursor: inout Int, to octets: inout [UInt8]
  ) throws(JSONError) {
    let start = cursor
    let letter = try octet(in: text, at: cursor + 1)
    cursor += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): octets.append(letter)
    case UInt8(ascii: "b"): octets.append(0x08)
    case UInt8(ascii: "t"): octets.append(0x09)
    case UInt8(ascii: "n"): octets.append(0x0A)
    case UInt8(ascii: "f"): octets.append(0x0C)
    case UInt8(ascii: "r"): octets.append(0x0D)
    case UInt8(ascii: "u"):
      let unit = try readUnit(in: text, &cursor)
      var value = UInt32(unit)
      if UTF16.isLeadSurrogate(unit) {
        guard cursor + 1 < text.count, text[cursor] == UInt8(ascii: "\\"),
          text[cursor + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start, in: text) }
        cursor += 2
        let second = try readUnit(in: text, &cursor)
        guard UTF16.isTrailSurrogate(second) else { throw JSONError(.loneSurrogate, at: start, in: text) }
        value = 0x10000 + UInt32(unit & 0x3FF) << 10 + UInt32(second & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(value) else { throw JSONError(.loneSurrogate, at: start, in: text) }
      octets.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      throw JSONError(.invalidEscape, at: start, in: text)
    }
  }

  /// Four hexadecimal digits.
  private func readUnit(in text: Span<UInt8>, _ cursor: inout Int) throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      let digit = try octet(in: text, at: cursor)
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(digit - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(digit - UInt8(ascii: "A") + 10)
      default: throw JSONError(.invalidEscape, at: cursor, in: text)
      }
      cursor += 1
    }
    return unit
  }
}
