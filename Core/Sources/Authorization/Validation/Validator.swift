/// Judges policies by a schema before any request is: strict validation.
///
/// A policy without errors fails at no request that fits the schema, overflow and missing entities aside.
///
/// Source: Cedar, "Policy validation"; Cutler et al., "Cedar: A New Language for Expressive, Fast, Safe, and
/// Analyzable Authorization", 2024.
public struct Validator: Sendable {
  /// The most findings of one policy; what is beyond is left out.
  public static let findingLimit = 100

  public let schema: Schema
  private let actions: [Schema.Action]

  public init(_ schema: Schema) {
    self.schema = schema
    actions = schema.actions.values.sorted { $0.uid < $1.uid }
  }

  /// Errors and warnings, policy by policy; in one policy by place.
  public func validate(_ policies: [Policy]) -> [ValidationFinding] {
    var findings: [ValidationFinding] = []
    for policy in policies { findings.append(contentsOf: validate(policy)) }
    return findings
  }

  public func validate(_ policy: Policy) -> [ValidationFinding] {
    var findings = FindingCollection(policy: policy.id)
    NameCheck(schema: schema).check(policy, &findings)
    ApplicationCheck(schema: schema).check(policy, &findings)
    if !mayHold(policy, &findings) {
      findings.add(.warning, policy.place, "this policy never applies to any request")
    }
    return findings.sorted
  }

  /// Judges the policy for every kind of request, by action, principal and resource.
  private func mayHold(_ policy: Policy, _ findings: inout FindingCollection) -> Bool {
    let condition = policy.wholeCondition
    var mayHold = false
    for action in actions {
      for principal in action.principals {
        for resource in action.resources {
          var checker = TypeChecker(
            schema: schema,
            environment: RequestEnvironment(principal: principal, action: action, resource: resource),
            findings: findings)
          if checker.condition(condition) != .bool(.never) { mayHold = true }
          findings = checker.findings
        }
      }
    }
    return mayHold
  }
}

/// The findings of one policy: each once, however many kinds of request it was judged for.
struct FindingCollection {
  let policy: Text
  private var seen: Set<ValidationFinding> = []

  init(policy: Text) {
    self.policy = policy
  }

  mutating func add(
    _ severity: ValidationFinding.Severity, _ place: Place, _ words: @autoclosure () -> String
  ) {
    guard seen.count < Validator.findingLimit else { return }
    seen.insert(ValidationFinding(severity, policy: policy, place: place, words: words()))
  }

  /// Errors before warnings, then by place and words.
  var sorted: [ValidationFinding] {
    seen.sorted {
      ($0.severity.rawValue, $0.place.offset, $0.words) < ($1.severity.rawValue, $1.place.offset, $1.words)
    }
  }
}
