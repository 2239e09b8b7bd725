import JSON

/// Splits a policy or schema text into its words.
///
/// Source: Cedar language reference, "Grammar": white space and `//` comments part words and mean nothing.
struct Lexer {
  /// The most octets of one text.
  static let textLimitOctets = 16 << 20
  /// The most words of one text.
  static let tokenLimit = 4_000_000

  /// The words of `text`, with one ``Token/Kind/end`` at its end. What it gives back lies in valid UTF-8.
  static func tokens(of text: Span<UInt8>) throws(SyntaxError) -> [Token] {
    guard text.count <= textLimitOctets else {
      throw SyntaxError("larger than \(textLimitOctets) octets", at: textLimitOctets, in: text)
    }
    var lexer = Lexer()
    while true {
      try lexer.skipBlank(in: text)
      let token = try lexer.next(in: text)
      guard lexer.tokens.count < tokenLimit else {
        throw SyntaxError("more than \(tokenLimit) words", at: token.range.lowerBound, in: text)
      }
      lexer.tokens.append(token)
      if token.kind == .end { return lexer.tokens }
    }
  }

  private var at = 0
  private var tokens: [Token] = []

  private mutating func skipBlank(in text: Span<UInt8>) throws(SyntaxError) {
    while at < text.count {
      if let width = blankWidth(in: text) {
        at += width
      } else if text[at] == UInt8(ascii: "/"), at + 1 < text.count, text[at + 1] == UInt8(ascii: "/") {
        while at < text.count, text[at] != UInt8(ascii: "\n"), text[at] != UInt8(ascii: "\r") {
          try skipCharacter(in: text)
        }
      } else {
        return
      }
    }
  }

  /// Goes over one character of whichever kind.
  private mutating func skipCharacter(in text: Span<UInt8>) throws(SyntaxError) {
    if text[at] < 0x80 {
      at += 1
    } else if let width = utf8Length(in: text, at: at) {
      at += width
    } else {
      throw SyntaxError("not UTF-8", at: at, in: text)
    }
  }

  /// The octets of the white space at the cursor: ASCII's, and Unicode's other spaces.
  private func blankWidth(in text: Span<UInt8>) -> Int? {
    let first = text[at]
    if first == 0x20 || (0x09...0x0D).contains(first) { return 1 }
    guard first >= 0xC2, let scalar = scalar(in: text), scalar.properties.isWhitespace else { return nil }
    return UTF8.width(scalar)
  }

  private func scalar(in text: Span<UInt8>) -> Unicode.Scalar? {
    guard let length = utf8Length(in: text, at: at) else { return nil }
    var octets: [UInt8] = []
    for offset in at..<(at + length) { octets.append(text[offset]) }
    return String(decoding: octets, as: UTF8.self).unicodeScalars.first
  }

  private mutating func next(in text: Span<UInt8>) throws(SyntaxError) -> Token {
    let start = at
    guard start < text.count else { return Token(kind: .end, range: start..<start) }
    let first = text[start]
    if Self.beginsIdentifier(first) {
      while at < text.count, Self.continuesIdentifier(text[at]) { at += 1 }
      return Token(kind: .identifier, range: start..<at)
    }
    if Self.isDigit(first) {
      while at < text.count, Self.isDigit(text[at]) { at += 1 }
      return Token(kind: .number, range: start..<at)
    }
    if first == UInt8(ascii: "\"") { return try string(in: text) }
    let second = start + 1 < text.count ? text[start + 1] : 0
    if let mark = Punctuation(first, second) {
      at += 2
      return Token(kind: .punctuation(mark), range: start..<at)
    }
    if let mark = Punctuation(first) {
      at += 1
      return Token(kind: .punctuation(mark), range: start..<at)
    }
    throw SyntaxError("a character that has no meaning here", at: start, in: text)
  }

  /// A string up to its closing mark; what its escapes mean is for who reads it.
  private mutating func string(in text: Span<UInt8>) throws(SyntaxError) -> Token {
    let start = at
    at += 1
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\""):
        at += 1
        return Token(kind: .string, range: start..<at)
      case UInt8(ascii: "\\"):
        at += 1
        if at < text.count, text[at] == UInt8(ascii: "\n") {
          throw SyntaxError("a line ends behind `\\`", at: at - 1, in: text)
        }
        if at < text.count { try skipCharacter(in: text) }
      default: try skipCharacter(in: text)
      }
    }
    throw SyntaxError("a string that does not end", at: start, in: text)
  }

  static func beginsIdentifier(_ octet: UInt8) -> Bool {
    let lower = octet | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || octet == UInt8(ascii: "_")
  }

  static func continuesIdentifier(_ octet: UInt8) -> Bool {
    beginsIdentifier(octet) || isDigit(octet)
  }

  static func isDigit(_ octet: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
  }
}
