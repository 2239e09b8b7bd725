extension ExpressionParser {
  /// Builds the operators that bind at least as strongly as `strength`.
  mutating func reduce(downTo strength: Int, _ reader: TokenReader) throws(SyntaxError) {
    while let frame = frames.last, let own = frame.strength, own >= strength {
      frames.removeLast()
      try build(frame, reader)
    }
  }

  mutating func reducePrefix(_ reader: TokenReader) throws(SyntaxError) {
    guard case .prefix(let sign, let count) = frames.last?.kind, let place = frames.last?.place else {
      return
    }
    frames.removeLast()
    for _ in 0..<count { try wrap(reader, at: place) { .unary(sign, $0) } }
  }

  private mutating func build(_ frame: Frame, _ reader: TokenReader) throws(SyntaxError) {
    let (parts, depth) = take(from: frame.base)
    guard let place = parts.first?.place, parts.count > 1 else { return }
    switch frame.kind {
    case .and: try push(.and(parts), place, over: depth, reader)
    case .or: try push(.or(parts), place, over: depth, reader)
    case .binary(let binary, let isNegated):
      try push(.binary(binary, parts[0], parts[1]), place, over: depth, reader)
      if isNegated { try wrap(reader) { .unary(.not, $0) } }
    case .isIn(let type):
      let tests: [Expression] = [
        Expression(.is(parts[0], type), at: place),
        Expression(.binary(.in, parts[0], parts[1]), at: place),
      ]
      try push(.and(tests), place, over: depth + 1, reader)
    default: break
    }
  }

  /// Closes what the word at the cursor closes. False where an operand must follow, or, with nothing open,
  /// where the expression is whole.
  mutating func close(_ reader: inout TokenReader) throws(SyntaxError) -> Bool {
    try reduce(downTo: 1, reader)
    // Behind the last part of a condition nothing can follow but what closes the frame around it.
    while case .condition(.otherwise) = frames.last?.kind {
      try buildCondition(reader)
      try reduce(downTo: 1, reader)
    }
    guard let frame = frames.last else { return false }
    switch frame.kind {
    case .group:
      try reader.expect(.rightParenthesis, "to close the parenthesis")
      pop()
    case .set:
      guard try ends(.rightBracket, "between two elements of a set", &reader) else { return false }
      pop()
      let (elements, depth) = take(from: frame.base)
      try push(.set(elements), frame.place, over: depth, reader)
    case .record:
      guard try ends(.rightBrace, "between two fields of a record", &reader) else {
        try readKey(&reader)
        return false
      }
      pop()
      try buildRecord(frame, reader)
    case .call, .method, .isEmpty:
      guard try ends(.rightParenthesis, "between two arguments", &reader) else { return false }
      pop()
      try call(frame, reader)
    case .condition(let part):
      try goOn(from: part, frame, &reader)
      return false
    default: return false
    }
    return true
  }

  private mutating func pop() {
    frames.removeLast()
    openCount -= 1
  }

  /// Whether the list ends here; a comma may stand before its end.
  private func ends(
    _ mark: Punctuation, _ purpose: String, _ reader: inout TokenReader
  ) throws(SyntaxError) -> Bool {
    if reader.take(mark) { return true }
    try reader.expect(.comma, "or `\(mark.rawValue)` \(purpose)")
    return reader.take(mark)
  }

  private mutating func buildRecord(_ frame: Frame, _ reader: TokenReader) throws(SyntaxError) {
    let (values, depth) = take(from: frame.base)
    var fields: [RecordField] = []
    var seen: Set<Text> = []
    for (key, value) in zip(keys[frame.keyBase...], values) {
      guard seen.insert(key).inserted else {
        throw reader.error("the field `\(key)` stands twice in one record", at: value.place)
      }
      fields.append(RecordField(key: key, value: value))
    }
    keys.removeSubrange(frame.keyBase...)
    try push(.record(fields), frame.place, over: depth, reader)
  }

  /// Goes from a condition's part to the next.
  private mutating func goOn(
    from part: ConditionPart, _ frame: Frame, _ reader: inout TokenReader
  ) throws(SyntaxError) {
    let isFirst: Bool
    if case .condition = part { isFirst = true } else { isFirst = false }
    guard reader.take(isFirst ? "then" : "else") else {
      throw reader.unexpected(isFirst ? "expected `then`" : "expected `else`")
    }
    frames.removeLast()
    frames.append(
      Frame(kind: .condition(isFirst ? .then : .otherwise), base: frame.base, place: frame.place))
  }

  private mutating func buildCondition(_ reader: TokenReader) throws(SyntaxError) {
    guard let frame = frames.last else { return }
    pop()
    let (parts, depth) = take(from: frame.base)
    guard parts.count == 3 else { return }
    let form = Expression.Form.conditional(condition: parts[0], then: parts[1], otherwise: parts[2])
    try push(form, frame.place, over: depth, reader)
  }
}
