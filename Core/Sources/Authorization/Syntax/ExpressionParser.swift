extension TokenReader {
  /// Reads an expression up to the first word that can't go on with it.
  ///
  /// Source: Cedar language reference, "Grammar", Expr.
  mutating func expression() throws(SyntaxError) -> Expression {
    var parser = ExpressionParser()
    return try parser.expression(&self)
  }
}

/// Reads an expression, by turns an operand and what may stand behind one. What is open lies on a stack of
/// its own, so that no text makes the parser call itself.
struct ExpressionParser {
  /// The most brackets, calls and conditions inside one another, and the most operators: real policies have
  /// fewer than 20. What walks over an expression may call itself as often.
  static let nestingLimit = 256

  var operands: [Operand] = []
  var frames: [Frame] = []
  /// The keys of the records that are open.
  var keys: [Text] = []
  var openCount = 0

  mutating func expression(_ reader: inout TokenReader) throws(SyntaxError) -> Expression {
    repeat {
      try readOperand(&reader)
    } while try readOperators(&reader)
    guard let result = operands.popLast() else { throw reader.unexpected("expected an expression") }
    return result.expression
  }

  /// A finished part and the most forms inside one another in it.
  struct Operand {
    let expression: Expression
    let depth: Int
  }

  /// What awaits more operands: those from `base` on are its own.
  struct Frame {
    let kind: Kind
    let base: Int
    let place: Place
    /// Where the keys of a record begin.
    var keyBase = 0

    enum Kind {
      case group, set, record
      case call(ExtensionFunction)
      case method(BinaryOperator), isEmpty
      case condition(ConditionPart)
      case prefix(UnaryOperator, count: Int)
      case and, or
      case binary(BinaryOperator, negated: Bool)
      case isIn(TypeName)
    }
  }

  enum ConditionPart {
    case condition, then, otherwise
  }
}

extension ExpressionParser.Frame {
  /// How strongly an operator binds; nil for what is closed by a word of its own.
  var strength: Int? {
    switch kind {
    case .group, .set, .record, .call, .method, .isEmpty, .condition: nil
    case .or: 1
    case .and: 2
    case .isIn: 3
    case .binary(let binary, _): binary.strength
    case .prefix: 6
    }
  }
}

extension BinaryOperator {
  fileprivate var strength: Int {
    switch self {
    case .add, .subtract: 4
    case .multiply: 5
    default: 3
    }
  }
}

extension ExpressionParser {
  /// Opens what a word of its own will close.
  mutating func open(
    _ kind: Frame.Kind, base: Int, _ place: Place, keyBase: Int = 0, _ reader: TokenReader
  ) throws(SyntaxError) {
    guard openCount < Self.nestingLimit else { throw tooDeep(reader, place) }
    openCount += 1
    frames.append(Frame(kind: kind, base: base, place: place, keyBase: keyBase))
  }

  mutating func push(
    _ form: Expression.Form, _ place: Place, over depth: Int = 0, _ reader: TokenReader
  ) throws(SyntaxError) {
    guard depth < Self.nestingLimit else { throw tooDeep(reader, place) }
    operands.append(Operand(expression: Expression(form, at: place), depth: depth + 1))
  }

  private func tooDeep(_ reader: TokenReader, _ place: Place) -> SyntaxError {
    reader.error("nested more than \(Self.nestingLimit) deep", at: place)
  }

  /// Takes the operands from `base` on off their stack.
  mutating func take(from base: Int) -> (expressions: [Expression], depth: Int) {
    var expressions: [Expression] = []
    var depth = 0
    expressions.reserveCapacity(operands.count - base)
    for operand in operands[base...] {
      expressions.append(operand.expression)
      depth = max(depth, operand.depth)
    }
    operands.removeSubrange(base...)
    return (expressions, depth)
  }
}
