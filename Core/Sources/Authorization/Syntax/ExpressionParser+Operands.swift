extension ExpressionParser {
  /// Reads until one operand is whole, opening what stands before and around it.
  mutating func readOperand(_ reader: inout TokenReader) throws(SyntaxError) {
    while try !readBeginning(&reader) {}
  }

  /// Reads one word or a few; true where an operand has become whole.
  private mutating func readBeginning(_ reader: inout TokenReader) throws(SyntaxError) -> Bool {
    let token = reader.current
    let place = reader.place
    switch token.kind {
    case .number:
      try push(.long(try number(token, isNegative: false, reader)), place, reader)
      reader.advance()
    case .string:
      try push(.string(try reader.string("a string")), place, reader)
    case .identifier:
      return try readWord(&reader)
    case .punctuation(.not), .punctuation(.minus):
      return try readPrefix(&reader)
    case .punctuation(.leftParenthesis):
      try open(.group, base: operands.count, place, reader)
      reader.advance()
      return false
    case .punctuation(.leftBracket):
      reader.advance()
      if reader.take(.rightBracket) {
        try push(.set([]), place, reader)
      } else {
        try open(.set, base: operands.count, place, reader)
        return false
      }
    case .punctuation(.leftBrace):
      reader.advance()
      if reader.take(.rightBrace) {
        try push(.record([]), place, reader)
      } else {
        try open(.record, base: operands.count, place, keyBase: keys.count, reader)
        try readKey(&reader)
        return false
      }
    case .punctuation(.question): throw reader.template()
    default: throw reader.unexpected("expected an expression")
    }
    return true
  }

  /// The key of a record's field and its colon.
  mutating func readKey(_ reader: inout TokenReader) throws(SyntaxError) {
    let purpose = "the name of a field"
    let key = reader.current.kind == .string ? try reader.string(purpose) : try reader.identifier(purpose)
    try reader.expect(.colon, "behind the name of a field")
    keys.append(key)
  }

  /// At most four `!` or `-`; a number behind `-` is read together with it.
  private mutating func readPrefix(_ reader: inout TokenReader) throws(SyntaxError) -> Bool {
    let place = reader.place
    if case .prefix = frames.last?.kind { throw reader.unexpected("expected what the sign before it is for") }
    let mark: Punctuation = reader.is(.not) ? .not : .minus
    var count = 0
    while reader.take(mark) { count += 1 }
    guard count <= 4 else { throw reader.error("more than four `\(mark.rawValue)` in a row", at: place) }
    if mark == .minus, reader.current.kind == .number, !Self.goesOn(reader.ahead(1)) {
      let number = try number(reader.current, isNegative: true, reader)
      try push(.long(number), count == 1 ? place : reader.place, reader)
      reader.advance()
      count -= 1
      guard count > 0 else { return true }
      frames.append(
        Frame(kind: .prefix(.negate, count: count), base: operands.count - 1, place: place))
      return true
    }
    let sign: UnaryOperator = mark == .not ? .not : .negate
    frames.append(Frame(kind: .prefix(sign, count: count), base: operands.count, place: place))
    return false
  }

  /// Whether a value's attribute or method follows.
  private static func goesOn(_ token: Token) -> Bool {
    switch token.kind {
    case .punctuation(.dot), .punctuation(.leftBracket), .punctuation(.leftParenthesis): true
    default: false
    }
  }

  private func number(
    _ token: Token, isNegative: Bool, _ reader: TokenReader
  ) throws(SyntaxError) -> Int64 {
    var value: Int64 = 0
    for octet in reader.text[token.range] {
      let digit = Int64(octet - UInt8(ascii: "0"))
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (next, isTooLargeNow) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      guard !isTooLarge, !isTooLargeNow else {
        throw reader.error(
          "a number lies between \(Int64.min) and \(Int64.max)", at: Place(token.range.lowerBound))
      }
      value = next
    }
    return value
  }

  /// A variable, `true`, `false`, `if`, an entity or the call of a function.
  private mutating func readWord(_ reader: inout TokenReader) throws(SyntaxError) -> Bool {
    let place = reader.place
    let isName = reader.ahead(1).kind == .punctuation(.doubleColon)
    if !isName, reader.is("if") {
      guard frames.last?.strength == nil else {
        throw reader.error("`if` behind an operator stands in parentheses")
      }
      try open(.condition(.condition), base: operands.count, place, reader)
      reader.advance()
      return false
    }
    if !isName, let form = Self.word(reader) {
      reader.advance()
      if reader.is(.leftParenthesis) { throw reader.error("this is no function") }
      try push(form, place, reader)
      return true
    }
    let name = try reader.typeName("the beginning of an expression")
    if reader.take(.doubleColon) {
      let id = try reader.string("an entity's name, a string")
      try push(.entity(EntityUID(name, id)), place, reader)
      return true
    }
    guard reader.is(.leftParenthesis) else {
      throw reader.error(
        "`\(name.path)` is no variable: there are `principal`, `action`, `resource` and `context`", at: place)
    }
    return try readFunction(name.path, place, &reader)
  }

  private static func word(_ reader: TokenReader) -> Expression.Form? {
    if reader.is("principal") { return .variable(.principal) }
    if reader.is("action") { return .variable(.action) }
    if reader.is("resource") { return .variable(.resource) }
    if reader.is("context") { return .variable(.context) }
    if reader.is("true") { return .bool(true) }
    if reader.is("false") { return .bool(false) }
    return nil
  }

  private mutating func readFunction(
    _ name: Text, _ place: Place, _ reader: inout TokenReader
  ) throws(SyntaxError) -> Bool {
    guard let function = ExtensionFunction(rawValue: name.string), function.isConstructor else {
      throw reader.error(
        Self.isMethod(name) ? Self.noFunction(name) : "there is no function `\(name)`", at: place)
    }
    reader.advance()
    if reader.take(.rightParenthesis) {
      try push(.call(function, []), place, reader)
      return true
    }
    try open(.call(function), base: operands.count, place, reader)
    return false
  }

  private static func noFunction(_ name: Text) -> String {
    "`\(name)` is a method, written as `value.\(name)(…)`"
  }

  private static func isMethod(_ name: Text) -> Bool {
    method(name) != nil || name == "isEmpty"
      || ExtensionFunction(rawValue: name.string)?.isConstructor == false
  }

  /// The operators that are written as methods.
  static func method(_ name: Text) -> BinaryOperator? {
    switch name.string {
    case "contains": .contains
    case "containsAll": .containsAll
    case "containsAny": .containsAny
    case "hasTag": .hasTag
    case "getTag": .getTag
    default: nil
    }
  }
}
