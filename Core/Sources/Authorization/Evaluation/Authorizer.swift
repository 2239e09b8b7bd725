/// Decides requests by policies and entities, which are compiled once.
///
/// Source: Cedar language reference, "Authorization".
public struct Authorizer: Sendable {
  private let program: Program

  public init(policies: PolicySet, entities: Entities) {
    program = Program(policies: policies, entities: entities)
  }

  public func decide(_ request: Request) -> Decision {
    var evaluation = Evaluation(request, program)
    var permits: [Text] = []
    var forbids: [Text] = []
    var errors: [EvaluationError] = []
    for index in evaluation.candidates() {
      let policy = program.policies[Int(index)]
      var step = policy.code.start
      do throws(Fault) {
        guard try evaluation.run(&step, policy.code.range.upperBound) else { continue }
        if policy.isForbid { forbids.append(policy.id) } else { permits.append(policy.id) }
      } catch {
        errors.append(evaluation.error(error, in: policy.id, at: step))
      }
    }
    let isAllowed = forbids.isEmpty && !permits.isEmpty
    return Decision(isAllowed: isAllowed, reasons: isAllowed ? permits : forbids, errors: errors)
  }
}

extension Evaluation {
  /// The policies whose heads fit.
  fileprivate func candidates() -> [Int32] {
    var found: [Int32] = []
    program.index.candidates(
      resource: keys(of: resource), principal: keys(of: principal), action: keys(of: action), into: &found)
    return found
  }

  private func keys(of entity: Int) -> [PolicyIndex.Key] {
    var keys: [PolicyIndex.Key] = [.any, .equal(entity), .type(interner.type(ofEntity: entity))]
    for ancestor in ancestors(of: entity) { keys.append(.in(ancestor)) }
    return keys
  }
}
