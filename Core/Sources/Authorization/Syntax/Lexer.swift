/// Splits a policy or schema text into its words.
///
/// Source: Cedar language reference, "Grammar": white space and `//` comments part words and mean nothing.
struct Lexer {
  /// The most octets of one text.
  static let textLimitOctets = 16 << 20
  /// The most words of one text.
  static let tokenLimit = 4_000_000

  /// The words of `text`, with one ``Token/Kind/end`` at its end.
  static func tokens(of text: Span<UInt8>) throws(SyntaxError) -> [Token] {
    guard text.count <= textLimitOctets else {
      throw SyntaxError("larger than \(textLimitOctets) octets", at: textLimitOctets, in: text)
    }
    var lexer = Lexer()
    while true {
      lexer.skipBlank(in: text)
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

  private mutating func skipBlank(in text: Span<UInt8>) {
    while at < text.count {
      if let width = blankWidth(in: text) {
        at += width
      } else if text[at] == UInt8(ascii: "/"), at + 1 < text.count, text[at + 1] == UInt8(ascii: "/") {
        while at < text.count, text[at] != UInt8(ascii: "\n"), text[at] != UInt8(ascii: "\r") { at += 1 }
      } else {
        return
      }
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
    var octets: [UInt8] = []
    for offset in at..<min(at + 4, text.count) { octets.append(text[offset]) }
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
    for mark in Punctuation.allCases where matches(mark, in: text) {
      at += mark.rawValue.utf8.count
      return Token(kind: .punctuation(mark), range: start..<at)
    }
    throw SyntaxError("a character that has no meaning here", at: start, in: text)
  }

  private func matches(_ mark: Punctuation, in text: Span<UInt8>) -> Bool {
    var offset = at
    for octet in mark.rawValue.utf8 {
      guard offset < text.count, text[offset] == octet else { return false }
      offset += 1
    }
    return true
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
      case UInt8(ascii: "\\"): at += 2
      default: at += 1
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
