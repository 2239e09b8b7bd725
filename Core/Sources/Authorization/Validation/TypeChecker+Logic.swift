// What decides which part of an expression is looked at.
extension TypeChecker {
  /// Each part is judged with what those before it learned; behind one that never holds nothing is judged.
  mutating func and(_ parts: [Expression], knowing known: Capabilities) -> Judgement {
    var known = known
    var learned = Capabilities.none
    var truth = SchemaType.Truth.always
    var isComplete = true
    // Parts of parts are judged in one row: what is known is not copied for each.
    var open = Array(parts.reversed())
    while let part = open.popLast() {
      if case .and(let inner) = part.form {
        open.append(contentsOf: inner.reversed())
        continue
      }
      let judgement = self.truth(of: part, knowing: known)
      guard case .bool(let partTruth) = judgement.type else {
        isComplete = false
        continue
      }
      if partTruth == .never { return Judgement(type: isComplete ? .bool(.never) : nil) }
      if partTruth == .unknown { truth = .unknown }
      known.formUnion(judgement.learned)
      learned.formUnion(judgement.learned)
    }
    return isComplete ? Judgement(type: .bool(truth), learned: learned) : .unknown
  }

  /// No part is judged with what another learned; behind one that always holds nothing is judged.
  mutating func or(_ parts: [Expression], knowing known: Capabilities) -> Judgement {
    var result = Judgement(type: .bool(.never))
    var isComplete = true
    for part in parts {
      let judgement = self.truth(of: part, knowing: known)
      guard case .bool(let partTruth) = judgement.type else {
        isComplete = false
        continue
      }
      if partTruth == .always { return isComplete ? judgement : .unknown }
      if partTruth == .never { continue }
      if result.type == .bool(.never) {
        result = judgement
      } else {
        result.learned = result.learned.intersection(judgement.learned)
      }
    }
    return isComplete ? result : .unknown
  }

  mutating func conditional(
    _ place: Place, _ condition: Expression, _ then: Expression, _ otherwise: Expression,
    knowing known: Capabilities
  ) -> Judgement {
    let test = truth(of: condition, knowing: known)
    if test.type == .bool(.never) { return judge(otherwise, knowing: known) }
    var first = judge(then, knowing: known.union(test.learned))
    first.learned.formUnion(test.learned)
    if test.type == .bool(.always) { return first }
    let second = judge(otherwise, knowing: known)
    guard test.type != nil, let firstType = first.type, let secondType = second.type else { return .unknown }
    guard let type = firstType.leastUpperBound(with: secondType) else {
      error(
        place, "both branches must have one type, but they have \(firstType.name()) and \(secondType.name())")
      return .unknown
    }
    return Judgement(type: type, learned: first.learned.intersection(second.learned))
  }

  mutating func unary(
    _ sign: UnaryOperator, _ operand: Expression, knowing known: Capabilities
  ) -> Judgement {
    switch sign {
    case .not:
      switch truth(of: operand, knowing: known).type {
      case .bool(.always): return .bool(false)
      case .bool(.never): return .bool(true)
      case .bool(.unknown): return .bool
      default: return .unknown
      }
    case .negate: return Judgement(type: expect(.long, operand, knowing: known))
    case .isEmpty: return element(of: operand, knowing: known) == nil ? .unknown : .bool
    }
  }
}
