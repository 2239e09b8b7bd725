extension Evaluation {
  func apply(_ unary: UnaryOperator, _ operand: Atom) throws(Fault) -> Atom {
    switch unary {
    case .not: return Atom(!(try bool(operand)))
    case .negate:
      try expect(.long, .long, operand)
      let (value, isTooLarge) = Int64(0).subtractingReportingOverflow(operand.bits)
      guard !isTooLarge else { throw .overflow("-(\(operand.bits))") }
      return Atom(.long, value)
    case .isEmpty:
      try expect(.set, .set, operand)
      return Atom(interner.memberCount(ofSet: operand.number) == 0)
    }
  }

  func apply(_ binary: BinaryOperator, _ left: Atom, _ right: Atom) throws(Fault) -> Atom {
    switch binary {
    case .equal: return Atom(left == right)
    case .less, .lessOrEqual: return Atom(try isOrdered(left, right, orEqual: binary == .lessOrEqual))
    case .in: return Atom(try isIn(left, right))
    case .add, .subtract, .multiply: return try calculate(binary, left, right)
    case .contains:
      try expect(.set, .set, left)
      return Atom(interner.contains(right, inSet: left.number))
    case .containsAll:
      try expect(.set, .set, left)
      try expect(.set, .set, right)
      return Atom(members(of: right) { interner.contains($0, inSet: left.number) } == nil)
    case .containsAny:
      try expect(.set, .set, left)
      try expect(.set, .set, right)
      return Atom(members(of: right) { !interner.contains($0, inSet: left.number) } != nil)
    case .hasTag: return Atom(try hasTag(left, right))
    case .getTag: return try tag(left, right)
    }
  }

  /// The first member that a test does not pass.
  private func members(of set: Atom, _ passes: (Atom) -> Bool) -> Atom? {
    for index in 0..<interner.memberCount(ofSet: set.number) {
      let member = interner.member(index, ofSet: set.number)
      if !passes(member) { return member }
    }
    return nil
  }

  /// Longs, datetimes and durations, each with its own kind.
  private func isOrdered(_ left: Atom, _ right: Atom, orEqual: Bool) throws(Fault) -> Bool {
    switch (left.kind, right.kind) {
    case (.long, .long), (.datetime, .datetime), (.duration, .duration):
      return orEqual ? left.bits <= right.bits : left.bits < right.bits
    case (.long, _): throw .type(expected: .long, found: right)
    case (.datetime, _):
      throw .type(
        expected: right.kind == .long ? .long : .datetime, found: right.kind == .long ? left : right)
    case (.duration, _):
      throw .type(
        expected: right.kind == .long ? .long : .duration, found: right.kind == .long ? left : right)
    default: throw .type(expected: .ordered, found: left)
    }
  }

  private func calculate(
    _ binary: BinaryOperator, _ left: Atom, _ right: Atom
  ) throws(Fault) -> Atom {
    try expect(.long, .long, left)
    try expect(.long, .long, right)
    let (value, isTooLarge, sign) =
      switch binary {
      case .add: Self.with("+", left.bits.addingReportingOverflow(right.bits))
      case .subtract: Self.with("-", left.bits.subtractingReportingOverflow(right.bits))
      default: Self.with("*", left.bits.multipliedReportingOverflow(by: right.bits))
      }
    guard !isTooLarge else { throw .overflow("\(left.bits) \(sign) \(right.bits)") }
    return Atom(.long, value)
  }

  private static func with(
    _ sign: StaticString, _ result: (partialValue: Int64, overflow: Bool)
  ) -> (Int64, Bool, StaticString) {
    (result.partialValue, result.overflow, sign)
  }

  /// Goes back to the last `*` where the text does not go on as the pattern does: linear for one star, no
  /// recursion for many.
  func isLike(_ pattern: Int, _ atom: Atom) throws(Fault) -> Bool {
    try expect(.string, .string, atom)
    let elements = program.patterns[pattern].elements
    let text = interner.text(atom.number).octets
    var at = 0
    var element = 0
    var star: (element: Int, at: Int)?
    while at < text.count {
      if element < elements.count, elements[element] == .octet(text[at]) {
        at += 1
        element += 1
      } else if element < elements.count, elements[element] == .wildcard {
        star = (element + 1, at)
        element += 1
      } else if let last = star {
        star = (last.element, last.at + 1)
        element = last.element
        at = last.at + 1
      } else {
        return false
      }
    }
    while element < elements.count, elements[element] == .wildcard { element += 1 }
    return element == elements.count
  }
}
