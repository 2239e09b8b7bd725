/// A case with its texts read, ready to be asked.
public struct CaseRun: Sendable {
  private let authorizer: Authorizer
  /// The names that the policies have in the case: their ids, or what `@id("…")` says.
  private let names: [Text: Text]
  private let policyCase: PolicyCase
  private let validation: Validation?

  public init(
    _ policyCase: PolicyCase, policies: PolicySet, entities: Entities, validation: Validation? = nil
  ) {
    self.policyCase = policyCase
    self.validation = validation
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

  /// What strict validation of the policies by the schema says.
  public enum Validation: Hashable, Sendable {
    case valid
    case invalid(String)
  }

  /// What differs from what the case expects, in a person's words, one for each disagreement.
  public func disagreements() -> [String] {
    var found: [String] = []
    switch (policyCase.shouldValidate, validation) {
    case (true, .invalid(let fault)): found.append("the policies should validate, but do not: \(fault)")
    case (false, .valid): found.append("the policies should not validate, but they do")
    default: break
    }
    for (number, question) in policyCase.questions.enumerated() {
      let name = "request \(number + 1)"
      let context: [Text: Value]
      do throws(EntityError) {
        context = try Value.record(question.context)
      } catch {
        found.append("\(name): its context can't be read: \(error.message)")
        continue
      }
      let request = Request(
        principal: question.principal, action: question.action, resource: question.resource, context: context)
      let answer = answer(authorizer.decide(request))
      let expected = expected(question.expected)
      guard answer != expected else { continue }
      let about = question.description.isEmpty ? "" : " (\(Text(question.description).shown))"
      found.append("\(name)\(about): expected \(expected.words), got \(answer.words)")
    }
    return found
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
