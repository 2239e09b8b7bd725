/// Holds each entity, action and type that a policy names against the schema, wherever it stands.
///
/// Source: Cedar, "Policy validation": unknown entity types and actions, ids of enumerated types.
struct NameCheck {
  let schema: Schema

  func check(_ policy: Policy, _ findings: inout FindingCollection) {
    for constraint in [policy.principal, policy.resource] {
      if let type = constraint.type { check(type, policy.place, &findings) }
      if let entity = constraint.entity { check(entity, policy.place, &findings) }
    }
    for action in policy.action.entities { check(action, policy.place, &findings) }
    for condition in policy.conditions { check(condition.expression, &findings) }
  }

  private func check(_ expression: Expression, _ findings: inout FindingCollection) {
    var open = [expression]
    while let next = open.popLast() {
      switch next.form {
      case .entity(let uid): check(uid, next.place, &findings)
      case .is(_, let type): check(type, next.place, &findings)
      default: break
      }
      open.append(contentsOf: next.operands)
    }
  }

  private func check(_ type: TypeName, _ place: Place, _ findings: inout FindingCollection) {
    guard !type.isAction, schema.entityTypes[type] == nil else { return }
    findings.add(.error, place, "the schema has no entity type `\(type.path.shown)`")
  }

  private func check(_ uid: EntityUID, _ place: Place, _ findings: inout FindingCollection) {
    if uid.type.isAction {
      guard schema.actions[uid] == nil else { return }
      findings.add(.error, place, "the schema has no action `\(uid.type.path.shown)::\"\(uid.id.shown)\"`")
    } else if let type = schema.entityTypes[uid.type] {
      guard let choices = type.choices, !choices.contains(uid.id) else { return }
      findings.add(.error, place, "`\(uid.id.shown)` is none of the ids of `\(uid.type.path.shown)`")
    } else {
      check(uid.type, place, &findings)
    }
  }
}

extension Expression {
  /// The expressions it is made of, in the order written.
  var operands: [Expression] {
    switch form {
    case .bool, .long, .string, .entity, .variable: []
    case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .unary(_, let operand), .attribute(let operand, _), .has(let operand, _), .like(let operand, _),
      .is(let operand, _):
      [operand]
    case .binary(_, let left, let right): [left, right]
    case .record(let fields): fields.map { $0.value }
    }
  }
}
