extension ExpressionParser {
  /// Reads what stands behind an operand; true where another operand must follow, false where the expression
  /// is whole.
  mutating func readOperators(_ reader: inout TokenReader) throws(SyntaxError) -> Bool {
    // Behind `has`, `like` and `is` only `&&`, `||` and the end can follow.
    var isTest = false
    while true {
      if !isTest {
        if try readAccesses(&reader) { return true }
        try reducePrefix(reader)
      }
      let place = reader.place
      switch reader.current.kind {
      case .punctuation(.and):
        try reduce(downTo: 3, reader)
        reader.advance()
        join(.and, place)
        return true
      case .punctuation(.or):
        try reduce(downTo: 2, reader)
        reader.advance()
        join(.or, place)
        return true
      case .punctuation(.assign): throw reader.error("values are compared with `==`")
      case .punctuation(.slash): throw reader.error("there is no division")
      case .punctuation(.percent): throw reader.error("there is no remainder")
      default: break
      }
      if let (binary, isNegated) = Self.binary(reader) {
        guard !isTest else { throw reader.unexpected("expected `&&`, `||` or the end") }
        try push(binary, isNegated, reader)
        reader.advance()
        return true
      }
      if reader.is("has") || reader.is("like") || reader.is("is") {
        guard !isTest else {
          throw reader.error("more than one comparison: parentheses say which comes first")
        }
        if try readTest(&reader) { return true }
        isTest = true
        continue
      }
      guard try close(&reader) else { return frames.last != nil }
      isTest = false
    }
  }

  /// The operator at the cursor, and whether it is the opposite of one.
  private static func binary(_ reader: TokenReader) -> (BinaryOperator, isNegated: Bool)? {
    switch reader.current.kind {
    case .punctuation(.equal): (.equal, false)
    case .punctuation(.notEqual): (.equal, true)
    case .punctuation(.less): (.less, false)
    case .punctuation(.lessOrEqual): (.lessOrEqual, false)
    case .punctuation(.greater): (.lessOrEqual, true)
    case .punctuation(.greaterOrEqual): (.less, true)
    case .punctuation(.plus): (.add, false)
    case .punctuation(.minus): (.subtract, false)
    case .punctuation(.times): (.multiply, false)
    case .identifier: reader.is("in") ? (.in, false) : nil
    default: nil
    }
  }

  private mutating func push(
    _ binary: BinaryOperator, _ isNegated: Bool, _ reader: TokenReader
  ) throws(SyntaxError) {
    let frame = Frame(
      kind: .binary(binary, negated: isNegated), base: operands.count - 1, place: reader.place)
    try makeRoom(for: frame.strength ?? 3, reader)
    frames.append(Frame(kind: frame.kind, base: operands.count - 1, place: frame.place))
  }

  /// Builds what binds as strongly or more; comparisons don't stand in a row.
  private mutating func makeRoom(for strength: Int, _ reader: TokenReader) throws(SyntaxError) {
    try reduce(downTo: max(strength, 4), reader)
    if strength == 3, frames.last?.strength == 3 {
      throw reader.error("more than one comparison: parentheses say which comes first")
    }
  }

  /// Goes on with a chain of `&&` or `||`, or begins one.
  private mutating func join(_ kind: Frame.Kind, _ place: Place) {
    switch (kind, frames.last?.kind) {
    case (.and, .and), (.or, .or): break
    default: frames.append(Frame(kind: kind, base: operands.count - 1, place: place))
    }
  }

  /// Reads `has`, `like` or `is` and what follows it; true where `in` follows, whose operand comes next.
  private mutating func readTest(_ reader: inout TokenReader) throws(SyntaxError) -> Bool {
    try makeRoom(for: 3, reader)
    let operand = operands.removeLast()
    let place = operand.expression.place
    if reader.take("has") {
      try readHas(operand, &reader)
    } else if reader.take("like") {
      try push(.like(operand.expression, try reader.pattern()), place, over: operand.depth, reader)
    } else {
      reader.advance()
      let type = try reader.typeName("an entity type")
      if reader.is(.doubleColon) { throw reader.error("`is` takes an entity type, not an entity") }
      if reader.take("in") {
        operands.append(operand)
        frames.append(Frame(kind: .isIn(type), base: operands.count - 1, place: place))
        return true
      }
      try push(.is(operand.expression, type), place, over: operand.depth, reader)
    }
    return false
  }

  /// `a has b.c.d` is `a has b && a.b has c && a.b.c has d`.
  private mutating func readHas(_ operand: Operand, _ reader: inout TokenReader) throws(SyntaxError) {
    let place = operand.expression.place
    if reader.current.kind == .string {
      let name = try reader.string("an attribute's name")
      try push(.has(operand.expression, name), place, over: operand.depth, reader)
      return
    }
    let base = operands.count
    var value = operand
    while true {
      let name = try reader.identifier("an attribute's name")
      try push(.has(value.expression, name), place, over: value.depth, reader)
      guard reader.take(.dot) else { break }
      try push(.attribute(value.expression, name), place, over: value.depth, reader)
      value = operands.removeLast()
    }
    guard operands.count > base + 1 else { return }
    let (tests, depth) = take(from: base)
    try push(.and(tests), place, over: depth, reader)
  }
}
