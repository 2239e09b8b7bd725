// Operators of two operands, `in` and tags aside.
extension TypeChecker {
  mutating func binary(
    _ place: Place, _ sign: BinaryOperator, _ left: Expression, _ right: Expression,
    knowing known: Capabilities
  ) -> Judgement {
    switch sign {
    case .equal: return equal(place, left, right, knowing: known)
    case .less, .lessOrEqual: return compare(left, right, knowing: known)
    case .add, .subtract, .multiply:
      let leftType = expect(.long, left, knowing: known)
      let rightType = expect(.long, right, knowing: known)
      return leftType == nil || rightType == nil ? .unknown : Judgement(type: .long)
    case .contains:
      let element = element(of: left, knowing: known)
      let type = judge(right, knowing: known).type
      return agree(place, element, type)
    case .containsAll, .containsAny:
      let leftElement = element(of: left, knowing: known)
      let rightElement = element(of: right, knowing: known)
      return agree(place, leftElement, rightElement)
    case .in: return belongs(left, right, knowing: known)
    case .hasTag: return hasTag(left, right, knowing: known)
    case .getTag: return getTag(place, left, right, knowing: known)
    }
  }

  /// Two literals are compared at once, entities of two types are never equal, all else must have one type.
  private mutating func equal(
    _ place: Place, _ left: Expression, _ right: Expression, knowing known: Capabilities
  ) -> Judgement {
    let leftType = judge(left, knowing: known).type
    let rightType = judge(right, knowing: known).type
    guard let leftType, let rightType else { return .unknown }
    if case .entity(let leftName) = leftType, case .entity(let rightName) = rightType, leftName != rightName {
      return .bool(false)
    }
    if let leftValue = literal(left), let rightValue = literal(right) {
      return .bool(leftValue == rightValue)
    }
    return agree(place, leftType, rightType)
  }

  /// A literal's value; `action` is one, since the kind of request names it.
  private func literal(_ expression: Expression) -> Expression.Form? {
    switch expression.form {
    case .bool, .long, .string, .entity: expression.form
    case .variable(.action): .entity(environment.action.uid)
    default: nil
    }
  }

  private mutating func agree(_ place: Place, _ left: SchemaType?, _ right: SchemaType?) -> Judgement {
    guard let left, let right else { return .unknown }
    if left.leastUpperBound(with: right) != nil { return .bool }
    error(place, "both sides must have one type, but they have \(left.name()) and \(right.name())")
    return .unknown
  }

  /// Numbers, datetimes and durations have an order.
  private mutating func compare(
    _ left: Expression, _ right: Expression, knowing known: Capabilities
  ) -> Judgement {
    let leftType = judge(left, knowing: known).type
    let rightType = judge(right, knowing: known).type
    guard let leftType, let rightType else { return .unknown }
    switch leftType {
    case .long, .extension(.datetime), .extension(.duration):
      if leftType == rightType { return .bool }
      mismatch(leftType.name(), rightType, right.place)
    default: mismatch("Long, datetime or duration", leftType, left.place)
    }
    return .unknown
  }
}
