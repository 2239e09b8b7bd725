/// Walks over the words of a policy or schema text, one after another.
struct TokenReader {
  /// The whole text, so that an error can name its line.
  let text: [UInt8]
  let tokens: [Token]
  private(set) var index = 0

  init(_ text: [UInt8]) throws(SyntaxError) {
    self.text = text
    tokens = try Lexer.tokens(of: text.span)
  }

  /// The word at the cursor; the text's end ever after it.
  var current: Token { tokens[min(index, tokens.count - 1)] }

  /// The word that stands `count` behind the cursor.
  func ahead(_ count: Int) -> Token { tokens[min(index + count, tokens.count - 1)] }

  var place: Place { Place(current.range.lowerBound) }

  mutating func advance(_ count: Int = 1) { index = min(index + count, tokens.count - 1) }

  func `is`(_ mark: Punctuation) -> Bool { current.kind == .punctuation(mark) }

  /// Whether the word at the cursor is this identifier.
  func `is`(_ word: StaticString) -> Bool { self.is(word, current) }

  func `is`(_ word: StaticString, _ token: Token) -> Bool {
    guard token.kind == .identifier else { return false }
    return word.description.utf8.elementsEqual(text[token.range])
  }

  /// Goes over `mark` where it stands at the cursor.
  mutating func take(_ mark: Punctuation) -> Bool {
    guard self.is(mark) else { return false }
    advance()
    return true
  }

  mutating func take(_ word: StaticString) -> Bool {
    guard self.is(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ mark: Punctuation, _ purpose: String) throws(SyntaxError) {
    guard take(mark) else { throw unexpected("expected `\(mark.rawValue)` \(purpose)") }
  }

  /// The word's octets as a text.
  func text(of token: Token) -> Text { Text(validated: Array(text[token.range])) }

  /// An error at the cursor: what was wanted, and what stands there.
  func unexpected(_ wanted: String) -> SyntaxError {
    error("\(wanted), found \(shown(current))")
  }

  func error(_ message: String, at place: Place? = nil) -> SyntaxError {
    SyntaxError(message, at: (place ?? self.place).offset, in: text.span)
  }

  /// A word for a message: short, and safe to print.
  func shown(_ token: Token) -> String {
    switch token.kind {
    case .end: "the end of the text"
    case .string: "a string"
    case .number, .identifier: "`\(String(decoding: text[token.range].prefix(64), as: UTF8.self))`"
    case .punctuation(let mark): "`\(mark.rawValue)`"
    }
  }
}
