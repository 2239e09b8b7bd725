/// Holds a policy's head against what actions apply to: there must be an action, a type of principal and a
/// type of resource that go together.
///
/// Source: Cedar, "Policy validation": policies whose scope fits no action.
struct ApplicationCheck {
  let schema: Schema

  func check(_ policy: Policy, _ findings: inout FindingCollection) {
    for action in schema.actions.values where fits(action.uid, policy.action) {
      if action.principals.contains(where: { fits($0, policy.principal) }),
        action.resources.contains(where: { fits($0, policy.resource) })
      {
        return
      }
    }
    findings.add(.error, policy.place, "no action applies to such a principal and such a resource")
  }

  private func fits(_ action: EntityUID, _ constraint: Policy.ActionConstraint) -> Bool {
    switch constraint {
    case .any: return true
    case .equal(let uid): return action == uid
    case .in(let uid): return schema.actions[uid] != nil && schema.belongs(action, to: uid)
    case .inAny(let uids):
      guard uids.allSatisfy({ schema.actions[$0] != nil }) else { return false }
      return uids.contains { schema.belongs(action, to: $0) }
    }
  }

  private func fits(_ type: TypeName, _ constraint: Policy.ScopeConstraint) -> Bool {
    func belongs(to ancestor: TypeName) -> Bool {
      type == ancestor || schema.entityTypes[type]?.ancestors.contains(ancestor) == true
    }
    switch constraint {
    case .any: return true
    case .equal(let uid): return type == uid.type
    case .in(let uid): return belongs(to: uid.type)
    case .is(let wanted): return type == wanted
    case .isIn(let wanted, let uid): return type == wanted && belongs(to: uid.type)
    }
  }
}
