extension Compiler {
  /// The most ways to one policy; where its lists would make more, they are not looked up by.
  static let wayLimit = 64

  /// The keys by which the index finds a policy: what its head says of principal, action and resource, and,
  /// where that is nothing, what its conditions say of them before all else. A policy whose conditions begin
  /// so holds for no other request, and can't fail before it has compared.
  mutating func ways(to policy: Policy) -> [Way] {
    var principal = keys(policy.principal)
    var action = keys(policy.action)
    var resource = keys(policy.resource)
    for comparison in Self.leadingComparisons(policy.conditions) {
      switch comparison.variable {
      case .principal where principal == [.any]: principal = keys(comparison)
      case .action where action == [.any]: action = keys(comparison)
      case .resource where resource == [.any]: resource = keys(comparison)
      default: break
      }
    }
    // What a head says must stay: the index alone compares it.
    if principal.count * action.count * resource.count > Self.wayLimit, policy.principal == .any {
      principal = [.any]
    }
    if principal.count * action.count * resource.count > Self.wayLimit, policy.resource == .any {
      resource = [.any]
    }
    var ways: [Way] = []
    for resourceKey in resource {
      for principalKey in principal {
        for actionKey in action { ways.append((resourceKey, principalKey, actionKey)) }
      }
    }
    return ways
  }

  private mutating func keys(_ scope: Policy.ScopeConstraint) -> [PolicyIndex.Key] {
    switch scope {
    case .any: [.any]
    case .equal(let entity): [.equal(interner.number(of: entity))]
    case .in(let entity), .isIn(_, let entity): [.in(interner.number(of: entity))]
    case .is(let type): [.type(interner.number(of: type))]
    }
  }

  private mutating func keys(_ action: Policy.ActionConstraint) -> [PolicyIndex.Key] {
    switch action {
    case .any: [.any]
    case .equal(let entity): [.equal(interner.number(of: entity))]
    case .in(let entity): [.in(interner.number(of: entity))]
    case .inAny(let entities): inKeys(entities)
    }
  }

  private mutating func keys(_ comparison: Comparison) -> [PolicyIndex.Key] {
    switch comparison.kind {
    case .equal(let entity): [.equal(interner.number(of: entity))]
    case .in(let entities): inKeys(entities)
    case .is(let type): [.type(interner.number(of: type))]
    }
  }

  private mutating func inKeys(_ entities: [EntityUID]) -> [PolicyIndex.Key] {
    var keys: [PolicyIndex.Key] = []
    for entity in entities { keys.append(.in(interner.number(of: entity))) }
    return keys
  }
}

extension Compiler {
  /// A comparison of a variable with names, which can't fail.
  private struct Comparison {
    enum Kind {
      case equal(EntityUID)
      case `in`([EntityUID])
      case `is`(TypeName)
    }

    let variable: Variable
    let kind: Kind

    /// nil where the expression is anything else.
    init?(_ expression: Expression) {
      switch expression.form {
      case .is(let operand, let type):
        guard case .variable(let variable) = operand.form, variable != .context else { return nil }
        self.variable = variable
        kind = .is(type)
      case .binary(.equal, let left, let right):
        guard case .variable(let variable) = left.form, variable != .context,
          case .entity(let uid) = right.form
        else { return nil }
        self.variable = variable
        kind = .equal(uid)
      case .binary(.in, let left, let right):
        guard case .variable(let variable) = left.form, variable != .context,
          let entities = Self.entities(right)
        else { return nil }
        self.variable = variable
        kind = .in(entities)
      default: return nil
      }
    }

    private static func entities(_ expression: Expression) -> [EntityUID]? {
      switch expression.form {
      case .entity(let uid): return [uid]
      case .set(let elements):
        var entities: [EntityUID] = []
        for element in elements {
          guard case .entity(let uid) = element.form else { return nil }
          entities.append(uid)
        }
        return entities
      default: return nil
      }
    }
  }

  /// The comparisons that come first, up to what is something else.
  private static func leadingComparisons(_ conditions: [Policy.Condition]) -> [Comparison] {
    var found: [Comparison] = []
    // What is judged next lies on top.
    var open: [Expression] = []
    for condition in conditions {
      guard condition.kind == .when else { return found }
      open = [condition.expression]
      while let expression = open.popLast() {
        if case .and(let parts) = expression.form {
          open.append(contentsOf: parts.reversed())
        } else if let comparison = Comparison(expression) {
          found.append(comparison)
        } else {
          return found
        }
      }
    }
    return found
  }
}
