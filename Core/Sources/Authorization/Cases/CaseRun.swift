import JSON

/// A case with its texts read, ready to be asked.
public struct CaseRun: Sendable {
  private let authorizer: Authorizer
  /// The names that the policies have in the case: their ids, or what `@id("…")` says.
  private let names: [Text: Text]
  private let policyCase: PolicyCase
  private let schema: Schema?
  /// What strict validation says of the policies first; nil where they pass.
  private let policyFault: String?
  private let entityFault: String?

  /// - Throws: where the entities can't be read, whatever the schema says of them.
  public init(
    _ policyCase: PolicyCase, policies: PolicySet, entities text: [UInt8], schema: Schema?
  ) throws(EntityError) {
    self.policyCase = policyCase
    self.schema = schema
    policyFault = schema.flatMap { schema in
      Validator(schema).validate(policies.policies).first { $0.severity == .error }
        .map { "\($0.policy.shown): \($0.words)" }
    }
    let entities: Entities
    (entities, entityFault) = try Self.entities(text, schema)
    authorizer = Authorizer(policies: policies, entities: entities)
    var names: [Text: Text] = [:]
    for policy in policies.policies {
      for annotation in policy.annotations where annotation.key == "id" {
        names[annotation.value] = policy.id
      }
    }
    for policy in policies.policies { names[policy.id] = policy.id }
    self.names = names
  }

  /// The entities as the schema reads them; where it refuses them, as they stand, and why it does.
  private static func entities(
    _ text: [UInt8], _ schema: Schema?
  ) throws(EntityError) -> (Entities, fault: String?) {
    guard let schema else { return (try Entities(parsing: text), nil) }
    do throws(EntityError) {
      return (try Entities(parsing: text, by: schema), nil)
    } catch {
      return (try Entities(parsing: text), error.description)
    }
  }

  /// What differs from what the case expects, in a person's words, one for each disagreement.
  public func disagreements() -> [String] {
    var found: [String] = []
    if schema != nil {
      switch (policyCase.shouldValidate, policyFault) {
      case (true, let fault?): found.append("the policies should validate, but do not: \(fault)")
      case (false, nil): found.append("the policies should not validate, but they do")
      default: break
      }
    }
    if let entityFault, policyCase.questions.contains(where: { $0.isValidated }) {
      found.append("the entities do not validate: \(entityFault)")
    }
    for (number, question) in policyCase.questions.enumerated() {
      let about = question.description.isEmpty ? "" : " (\(Text(question.description).shown))"
      let name = "request \(number + 1)\(about)"
      do throws(EntityError) {
        let answer = answer(authorizer.decide(try request(question)))
        let expected = expected(question.expected)
        if answer != expected { found.append("\(name): expected \(expected.words), got \(answer.words)") }
      } catch {
        found.append("\(name): does not validate: \(error.message)")
      }
    }
    return found
  }

  /// The request as the schema reads it. Where it is not to be validated, what the schema refuses is read as
  /// it stands.
  private func request(_ question: PolicyCase.Question) throws(EntityError) -> Request {
    func request(_ context: [Text: Value]) -> Request {
      Request(
        principal: question.principal, action: question.action, resource: question.resource, context: context)
    }
    guard let schema else { return request(try Value.record(question.context)) }
    do throws(EntityError) {
      let request = request(try schema.context(.object(question.context), of: question.action))
      if question.isValidated { try schema.check(request) }
      return request
    } catch {
      if question.isValidated { throw error }
      return request(try Value.record(question.context))
    }
  }

  private func answer(_ decision: Decision) -> PolicyCase.Answer {
    .init(
      isAllowed: decision.isAllowed, reasons: Set(decision.reasons),
      errors: Set(decision.errors.map { $0.policy }))
  }

  private func expected(_ answer: PolicyCase.Answer) -> PolicyCase.Answer {
    func ids(_ written: Set<Text>) -> Set<Text> { Set(written.map { names[$0] ?? $0 }) }
    return .init(isAllowed: answer.isAllowed, reasons: ids(answer.reasons), errors: ids(answer.errors))
  }
}

extension PolicyCase.Answer {
  fileprivate var words: String {
    func list(_ names: Set<Text>) -> String {
      names.isEmpty ? "none" : names.sorted().map { $0.shown }.joined(separator: ", ")
    }
    return "\(isAllowed ? "allow" : "deny") by \(list(reasons)), errors in \(list(errors))"
  }
}
