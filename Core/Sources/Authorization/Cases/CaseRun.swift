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

  /// - Throws: where the entities can't be read, whatever the schema says of them, and the case does not say
  ///   that the schema refuses them.
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
    do throws(EntityError) {
      (entities, entityFault) = try Self.entities(text, schema)
    } catch {
      guard policyCase.entitiesValidate == false else { throw error }
      (entities, entityFault) = (Entities(), error.description)
    }
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
    if schema != nil, let fault = fault(ofEntities: entityFault) { found.append(fault) }
    for (number, question) in policyCase.questions.enumerated() {
      let about = question.description.isEmpty ? "" : " (\(Text(question.description).shown))"
      if let fault = fault(of: question) { found.append("request \(number + 1)\(about): \(fault)") }
    }
    return found
  }

  /// Where the case says nothing of the entities, they must validate if a request must.
  private func fault(ofEntities fault: String?) -> String? {
    let expected = policyCase.entitiesValidate ?? policyCase.questions.contains { $0.validates == true }
    if let fault { return expected ? "the entities should validate, but do not: \(fault)" : nil }
    return policyCase.entitiesValidate == false ? "the entities should not validate, but they do" : nil
  }

  private func fault(of question: PolicyCase.Question) -> String? {
    let request: Request
    do throws(EntityError) {
      request = try self.request(question)
    } catch {
      return question.validates == false ? nil : "does not validate: \(error.message)"
    }
    guard question.validates != false || schema == nil else { return "should not validate, but does" }
    guard let expected = question.expected else { return nil }
    let answer = answer(authorizer.decide(request))
    let wanted = named(expected)
    return answer == wanted ? nil : "expected \(wanted.words), got \(answer.words)"
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
      if question.validates != nil { try schema.check(request) }
      return request
    } catch {
      if question.validates != nil { throw error }
      return request(try Value.record(question.context))
    }
  }

  private func answer(_ decision: Decision) -> PolicyCase.Answer {
    .init(
      isAllowed: decision.isAllowed, reasons: Set(decision.reasons),
      errors: Set(decision.errors.map { $0.policy }))
  }

  private func named(_ answer: PolicyCase.Answer) -> PolicyCase.Answer {
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
