extension Policy {
  /// Head and conditions as one expression: principal, action, resource, then `when` and `unless` as written.
  var wholeCondition: Expression {
    var parts = [
      principal.expression(of: .principal, at: place),
      action.expression(at: place),
      resource.expression(of: .resource, at: place),
    ]
    for condition in conditions {
      switch condition.kind {
      case .when: parts.append(condition.expression)
      case .unless:
        parts.append(Expression(.unary(.not, condition.expression), at: condition.expression.place))
      }
    }
    return Expression(.and(parts), at: place)
  }
}

extension Policy.ScopeConstraint {
  fileprivate func expression(of variable: Variable, at place: Place) -> Expression {
    let variable = Expression(.variable(variable), at: place)
    func entity(_ uid: EntityUID) -> Expression { Expression(.entity(uid), at: place) }
    switch self {
    case .any: return Expression(.bool(true), at: place)
    case .equal(let uid): return Expression(.binary(.equal, variable, entity(uid)), at: place)
    case .in(let uid): return Expression(.binary(.in, variable, entity(uid)), at: place)
    case .is(let type): return Expression(.is(variable, type), at: place)
    case .isIn(let type, let uid):
      let belongs = Expression(.binary(.in, variable, entity(uid)), at: place)
      return Expression(.and([Expression(.is(variable, type), at: place), belongs]), at: place)
    }
  }

  /// The entity that the constraint names, if any.
  var entity: EntityUID? {
    switch self {
    case .any, .is: nil
    case .equal(let uid), .in(let uid), .isIn(_, let uid): uid
    }
  }

  /// The type that the constraint asks for by `is`, if any.
  var type: TypeName? {
    switch self {
    case .any, .equal, .in: nil
    case .is(let type), .isIn(let type, _): type
    }
  }
}

extension Policy.ActionConstraint {
  fileprivate func expression(at place: Place) -> Expression {
    let action = Expression(.variable(.action), at: place)
    switch self {
    case .any: return Expression(.bool(true), at: place)
    case .equal(let uid):
      return Expression(.binary(.equal, action, Expression(.entity(uid), at: place)), at: place)
    case .in(let uid): return Expression(.binary(.in, action, Expression(.entity(uid), at: place)), at: place)
    case .inAny(let uids):
      let set = Expression(.set(uids.map { Expression(.entity($0), at: place) }), at: place)
      return Expression(.binary(.in, action, set), at: place)
    }
  }

  /// The actions that the constraint names.
  var entities: [EntityUID] {
    switch self {
    case .any: []
    case .equal(let uid), .in(let uid): [uid]
    case .inAny(let uids): uids
    }
  }
}
