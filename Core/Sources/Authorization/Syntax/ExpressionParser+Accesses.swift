extension ExpressionParser {
  /// Reads the attributes and methods behind a value; true where a method's argument must follow.
  mutating func readAccesses(_ reader: inout TokenReader) throws(SyntaxError) -> Bool {
    while true {
      if reader.take(.dot) {
        let place = reader.place
        let name = try reader.identifier("the name of an attribute or method")
        if reader.take(.leftParenthesis) {
          if try readMethod(name, place, &reader) { return true }
        } else {
          try wrap(reader) { .attribute($0, name) }
        }
      } else if reader.take(.leftBracket) {
        let name = try reader.string("the name of an attribute, a string")
        try reader.expect(.rightBracket, "behind the name of an attribute")
        try wrap(reader) { .attribute($0, name) }
      } else if reader.is(.leftParenthesis) {
        throw reader.error("only functions and methods can be called")
      } else {
        return false
      }
    }
  }

  /// Puts the last operand into a form.
  mutating func wrap(
    _ reader: TokenReader, at place: Place? = nil, _ form: (Expression) -> Expression.Form
  ) throws(SyntaxError) {
    let operand = operands.removeLast()
    try push(form(operand.expression), place ?? operand.expression.place, over: operand.depth, reader)
  }

  /// Begins the call of a method; true where its argument must follow.
  private mutating func readMethod(
    _ name: Text, _ place: Place, _ reader: inout TokenReader
  ) throws(SyntaxError) -> Bool {
    let base = operands.count - 1
    let kind: Frame.Kind
    if name == "isEmpty" {
      kind = .isEmpty
    } else if let method = Self.method(name) {
      kind = .method(method)
    } else if let function = ExtensionFunction(rawValue: name.string) {
      guard !function.isConstructor else {
        throw reader.error("`\(name)` is a function, written as `\(name)(…)`", at: place)
      }
      kind = .call(function)
    } else {
      throw reader.error("there is no method `\(name)`", at: place)
    }
    if reader.take(.rightParenthesis) {
      try call(Frame(kind: kind, base: base, place: place), reader)
      return false
    }
    try open(kind, base: base, place, reader)
    return true
  }

  /// Builds a call from its operands, a method's receiver first.
  mutating func call(_ frame: Frame, _ reader: TokenReader) throws(SyntaxError) {
    let (operands, depth) = take(from: frame.base)
    switch frame.kind {
    case .isEmpty:
      guard operands.count == 1 else { throw reader.error("`isEmpty` takes no argument", at: frame.place) }
      try push(.unary(.isEmpty, operands[0]), operands[0].place, over: depth, reader)
    case .method(let method):
      guard operands.count == 2 else {
        throw reader.error("`\(method)` takes one argument", at: frame.place)
      }
      try push(.binary(method, operands[0], operands[1]), operands[0].place, over: depth, reader)
    case .call(let function):
      let place = function.isConstructor ? frame.place : operands.first?.place ?? frame.place
      try push(.call(function, operands), place, over: depth, reader)
    default: break
    }
  }
}
