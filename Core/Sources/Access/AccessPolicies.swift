public import Authorization
import JSON

/// The policies of a plant: the shipped ones and the owner's, each with its name and its words.
public struct AccessPolicies: Sendable {
  /// All of them; a policy's id is what `@id` says, or its file and its place in it, an owner's marked so.
  public let policies: [Policy]
  /// The rules by their ids.
  public let rules: [Text: AccessRule]

  /// Those that Bulkhead ships.
  var shipped: [Policy] { policies.filter { rules[$0.id]?.origin == .shipped } }

  /// Reads the files in the order given, and holds each policy strictly against the model's schema.
  public init(_ files: [PolicyFile], by model: AccessModel) throws(AccessPolicyError) {
    try self.init(files)
    let validator = Validator(model.schema)
    for finding in validator.validate(policies) where finding.severity == .error {
      guard let rule = rules[finding.policy],
        let file = files.first(where: { $0.name == rule.file && $0.origin == rule.origin })
      else { continue }
      let place = TextPlace(finding.place.offset, in: file.text.span)
      throw AccessPolicyError(
        file: file.name, message: "line \(place.line), column \(place.column): \(finding.words)")
    }
  }

  /// Reads the files in the order given.
  init(_ files: [PolicyFile]) throws(AccessPolicyError) {
    var policies: [Policy] = []
    var rules: [Text: AccessRule] = [:]
    for file in files {
      var (line, counted) = (1, 0)
      for policy in try Self.read(file) {
        // They come in the order of their places.
        line += file.text.prefix(policy.place.offset).dropFirst(counted).count { $0 == UInt8(ascii: "\n") }
        counted = policy.place.offset
        let rule = AccessRule(policy, at: line, in: file)
        if let other = rules.updateValue(rule, forKey: rule.id) {
          throw AccessPolicyError(
            file: file.name,
            message: "\(rule.line): the id \"\(rule.id)\" is that of a policy in \(other.file) already")
        }
        policies.append(policy.named(rule.id))
      }
    }
    self.policies = policies
    self.rules = rules
  }

  private static func read(_ file: PolicyFile) throws(AccessPolicyError) -> [Policy] {
    do throws(SyntaxError) {
      return try PolicySet(parsing: file.text).policies
    } catch {
      throw AccessPolicyError(file: file.name, message: error.description)
    }
  }
}

/// What is told of a policy that decided.
public struct AccessRule: Hashable, Sendable {
  public let id: Text
  /// The file's name and the line where the policy begins, from 1.
  public let file: String
  public let line: Int
  public let origin: PolicyFile.Origin
  public let effect: Policy.Effect
  /// What `@says` says: the rule in plain words; nil where its writer gave none.
  public let words: Text?

  init(_ policy: Policy, at line: Int, in file: PolicyFile) {
    let named = policy.annotations.first { $0.key == "id" }?.value
    let own = named ?? Text("\(file.name)#\(policy.id)")
    id = file.origin == .shipped ? own : Text("\(PolicyFile.ownerMark)\(own)")
    origin = file.origin
    self.file = file.name
    self.line = line
    effect = policy.effect
    words = policy.annotations.first { $0.key == "says" }?.value
  }
}

/// Why policies can't be used, and where.
public struct AccessPolicyError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let message: String

  public var description: String { "\(file): \(message)" }
}

extension Policy {
  fileprivate func named(_ id: Text) -> Policy {
    Policy(
      id: id, effect: effect, annotations: annotations, principal: principal, action: action,
      resource: resource, conditions: conditions, place: place)
  }
}
