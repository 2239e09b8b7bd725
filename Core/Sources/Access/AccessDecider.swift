public import Authorization

/// Answers questions of access by a plant's policies and by what is known of its people and machines.
public struct AccessDecider: Sendable {
  public let model: AccessModel
  public let policies: AccessPolicies
  let facts: [EntityUID: Entity]
  private let authorizer: Authorizer
  /// Asked about what is settled; nil where there are no other policies than the shipped ones.
  private let shipped: Authorizer?

  /// - Parameter facts: users, devices, zones, machines and what else the schema names; not the actions
  public init(model: AccessModel, policies: AccessPolicies, facts: [Entity]) throws(EntityError) {
    self.model = model
    self.policies = policies
    self.facts = Dictionary(facts.map { ($0.uid, $0) }) { first, _ in first }
    let entities = try Entities(facts + model.actionEntities)
    authorizer = Authorizer(policies: PolicySet(policies.policies), entities: entities)
    let shipped = policies.shipped
    self.shipped =
      shipped.count < policies.policies.count
      ? Authorizer(policies: PolicySet(shipped), entities: entities) : nil
  }

  /// Whether the facts have this entity.
  public func knows(_ entity: EntityUID) -> Bool { facts[entity] != nil }

  /// Cedar's answer, but for two things. Where a rule that forbids could not be judged, nothing is allowed:
  /// Cedar passes such a rule over; a guard that fell asleep must not open the door. And what is settled, who
  /// may change the rules, is answered by the shipped rules alone.
  public func answer(_ question: AccessQuestion) -> AccessAnswer {
    let asked = model.isSettled(question.action) ? shipped ?? authorizer : authorizer
    let decision = asked.decide(question.request)
    let failures = decision.errors.compactMap { error in
      policies.rules[error.policy].map { AccessAnswer.Failure(rule: $0, message: error.message) }
    }
    let asleep = failures.map(\.rule).filter { $0.effect == .forbid }
    guard asleep.isEmpty || !decision.isAllowed else {
      return AccessAnswer(isAllowed: false, rules: asleep, failures: failures)
    }
    return AccessAnswer(
      isAllowed: decision.isAllowed, rules: decision.reasons.compactMap { policies.rules[$0] },
      failures: failures)
  }
}

/// A decision with the rules that made it.
public struct AccessAnswer: Hashable, Sendable {
  public let isAllowed: Bool
  /// Those that permit where it is allowed, those that forbid where one does; none where nothing permits.
  public let rules: [AccessRule]
  /// Rules that could not be judged: such a rule never permits, and one that forbids then forbids.
  public let failures: [Failure]

  public struct Failure: Hashable, Sendable {
    public let rule: AccessRule
    public let message: String
  }
}

extension AccessAnswer {
  /// To somebody without an account: nothing permits it.
  public static let nobody = AccessAnswer(isAllowed: false, rules: [], failures: [])
}
