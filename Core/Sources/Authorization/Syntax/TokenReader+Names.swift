extension TokenReader {
  /// Reads an identifier that may name a type, an attribute or a function.
  ///
  /// Source: Cedar language reference, "Grammar": the reserved words, and `__cedar`, which is Cedar's own.
  mutating func identifier(_ purpose: String) throws(SyntaxError) -> Text {
    guard current.kind == .identifier else { throw unexpected("expected \(purpose)") }
    let word = text(of: current)
    if Self.reserved.contains(word) { throw error("`\(word)` is reserved and can't be \(purpose)") }
    if word == "__cedar" { throw error("names with `__cedar` are Cedar's own") }
    advance()
    return word
  }

  /// Reads `A::B::C`; stops before a `::` that no identifier follows.
  mutating func typeName(_ purpose: String) throws(SyntaxError) -> TypeName {
    var path = try identifier(purpose).octets
    while self.is(.doubleColon), ahead(1).kind == .identifier {
      advance()
      path.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: ":")])
      path.append(contentsOf: try identifier("part of a name").octets)
    }
    return TypeName(Text(validated: path))
  }

  private static let reserved: Set<Text> = [
    "true", "false", "if", "then", "else", "in", "has", "like", "is",
  ]

  /// Reads a string, its escapes resolved.
  mutating func string(_ purpose: String) throws(SyntaxError) -> Text {
    guard current.kind == .string else { throw unexpected("expected \(purpose)") }
    let octets = try unescaped(current) { $0.octets($1) }
    advance()
    return Text(validated: octets)
  }

  /// Reads a pattern of `like`: `*` stands for any characters, `\*` for a star.
  mutating func pattern() throws(SyntaxError) -> Pattern {
    guard current.kind == .string else { throw unexpected("`like` takes a string that is a pattern") }
    let elements = try unescaped(current) { $0.pattern($1) }
    advance()
    return Pattern(elements)
  }

  private func unescaped<Element>(
    _ token: Token, _ read: (inout Unescaping, Span<UInt8>) -> [Element]
  ) throws(SyntaxError) -> [Element] {
    var reading = Unescaping(token.range.lowerBound + 1..<token.range.upperBound - 1)
    let elements = read(&reading, text.span)
    if let fault = reading.fault { throw error(fault.message, at: Place(fault.offset)) }
    return elements
  }
}
