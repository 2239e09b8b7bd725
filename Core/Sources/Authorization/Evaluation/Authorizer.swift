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
    program.index.candidates(resource: asked(resource), principal: asked(principal), action: asked(action))
  }

  private func asked(_ entity: Int) -> PolicyIndex.Asked {
    let type = interner.type(ofEntity: entity)
    guard entity < program.nodes.count, let piece = program.nodes[entity].above else {
      return PolicyIndex.Asked(entity: entity, type: type, above: walk(above: entity)[...])
    }
    return PolicyIndex.Asked(entity: entity, type: type, above: program.above[piece.range])
  }
}
