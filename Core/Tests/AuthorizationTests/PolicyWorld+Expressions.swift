import Authorization

extension PolicyWorld {
  /// An expression that is mostly, but not always, a bool.
  mutating func expression(_ depth: Int) -> Expression {
    if depth == 0 || chance(5) { return leaf() }
    let form: Expression.Form
    switch number(below: 14) {
    case 0: form = .and([expression(depth - 1), expression(depth - 1), expression(depth - 1)])
    case 1: form = .or([expression(depth - 1), expression(depth - 1)])
    case 2: form = .unary(.not, expression(depth - 1))
    case 3:
      form = .conditional(
        condition: expression(depth - 1), then: expression(depth - 1), otherwise: expression(depth - 1))
    case 4, 5: form = .binary(.equal, operand(depth - 1), operand(depth - 1))
    case 6: form = .binary(one(of: [.less, .lessOrEqual]), operand(depth - 1), operand(depth - 1))
    case 7: form = .binary(.in, entity(), chance(50) ? entity() : set { $0.entity() })
    case 8: form = .has(operand(depth - 1), one(of: Self.names))
    case 9:
      form = .binary(one(of: [.contains, .containsAll, .containsAny]), set { $0.leaf() }, operand(depth - 1))
    case 10: form = .is(entity(), one(of: Self.types))
    case 11: form = .like(operand(depth - 1), pattern())
    case 12: form = .binary(.hasTag, entity(), operand(depth - 1))
    default: form = .unary(.isEmpty, set { $0.leaf() })
    }
    return Expression(form, at: Place(0))
  }

  /// What the index looks policies up by, where a condition begins with it.
  mutating func comparison() -> Expression {
    let variable = Expression(.variable(one(of: [.principal, .action, .resource])), at: Place(0))
    let entity = Expression(.entity(chance(70) ? uid() : actionUID()), at: Place(0))
    let form: Expression.Form =
      switch number(below: 4) {
      case 0: .is(variable, one(of: Self.types))
      case 1: .binary(.equal, variable, entity)
      case 2: .binary(.in, variable, entity)
      default: .binary(.in, variable, set { Expression(.entity($0.uid()), at: Place(0)) })
      }
    return Expression(form, at: Place(0))
  }

  /// Anything to compare or to look into.
  private mutating func operand(_ depth: Int) -> Expression {
    if depth <= 0 { return leaf() }
    let form: Expression.Form
    switch number(below: 10) {
    case 0, 1: form = .attribute(chance(80) ? owner() : operand(depth - 1), one(of: Self.names))
    case 2: form = .binary(one(of: [.add, .subtract, .multiply]), long(depth), long(depth))
    case 3: form = .unary(.negate, long(depth))
    case 4, 9: form = .binary(.getTag, entity(), chance(70) ? name() : operand(depth - 1))
    case 5, 6:
      let function = one(of: ExtensionFunction.allCases)
      var arguments: [Expression] = []
      let count = chance(95) ? function.argumentCount : number(below: 4)
      for _ in 0..<count { arguments.append(chance(60) ? moment() : operand(depth - 1)) }
      form = .call(function, arguments)
    case 7:
      let left = RecordField(key: one(of: ["a", "b"]), value: operand(depth - 1))
      form = .record([left, RecordField(key: "c", value: operand(depth - 1))])
    default: return set { $0.operand(depth - 1) }
    }
    return Expression(form, at: Place(0))
  }

  private mutating func leaf() -> Expression {
    let form: Expression.Form
    switch number(below: 6) {
    case 0: form = .bool(chance(50))
    case 1: form = .long(one(of: [0, 1, 2, Int64.max, Int64.min]))
    case 2: form = .string(one(of: Self.names + ["abc", "10.0.0.1", "1.5", "2024-01-01", "1h"]))
    case 3: form = .attribute(owner(), one(of: Self.names))
    default: return entity()
    }
    return Expression(form, at: Place(0))
  }

  private mutating func name() -> Expression {
    Expression(.string(one(of: Self.names)), at: Place(0))
  }

  private mutating func long(_ depth: Int) -> Expression {
    chance(50) ? operand(depth - 1) : Expression(.long(one(of: [1, 2, Int64.max, Int64.min])), at: Place(0))
  }

  private mutating func owner() -> Expression {
    Expression(.variable(one(of: [.principal, .resource, .context])), at: Place(0))
  }

  private mutating func entity() -> Expression {
    chance(60)
      ? Expression(.variable(one(of: [.principal, .action, .resource])), at: Place(0))
      : Expression(.entity(uid()), at: Place(0))
  }

  private mutating func set(_ element: (inout PolicyWorld) -> Expression) -> Expression {
    var elements: [Expression] = []
    for _ in 0..<number(below: 4) { elements.append(element(&self)) }
    return Expression(.set(elements), at: Place(0))
  }

  /// A value of an extension type, or what is none.
  private mutating func moment() -> Expression {
    let text: Text = one(of: ["10.0.0.1", "10.0.0.0/8", "::1/64", "1.5", "2024-01-01", "1d2h", "nothing"])
    let function: ExtensionFunction = one(of: [.ip, .decimal, .datetime, .duration])
    return Expression(.call(function, [Expression(.string(text), at: Place(0))]), at: Place(0))
  }

  private mutating func pattern() -> Pattern {
    var elements: [Pattern.Element] = []
    for _ in 0..<number(below: 4) {
      elements.append(chance(40) ? .wildcard : .octet(one(of: Array("abc1.".utf8))))
    }
    return Pattern(elements)
  }
}
