import Authorization

/// Decides by walking every policy's syntax as it was written: no index, no tables, no compiled form. It is
/// what ``Authorizer`` is compared with, so it is kept as plain as the language's definition.
struct NaiveAuthorizer {
  typealias Kind = EvaluationError.Kind

  struct Failure: Error {
    let kind: Kind
    init(_ kind: Kind) { self.kind = kind }
  }

  struct Answer: Hashable {
    var isAllowed: Bool
    var reasons: [Text]
    var errors: [Text: Kind]
  }

  let policies: [Policy]
  let entities: [EntityUID: Entity]

  init(policies: [Policy], entities: [Entity]) {
    self.policies = policies
    self.entities = Dictionary(entities.map { ($0.uid, $0) }) { first, _ in first }
  }

  func decide(_ request: Request) -> Answer {
    var permits: [Text] = []
    var forbids: [Text] = []
    var errors: [Text: Kind] = [:]
    for policy in policies {
      do throws(Failure) {
        guard fits(policy, request) else { continue }
        var holds = true
        for condition in policy.conditions where holds {
          holds = try bool(condition.expression, request) == (condition.kind == .when)
        }
        guard holds else { continue }
        if policy.effect == .forbid { forbids.append(policy.id) } else { permits.append(policy.id) }
      } catch {
        errors[policy.id] = error.kind
      }
    }
    let isAllowed = forbids.isEmpty && !permits.isEmpty
    return Answer(isAllowed: isAllowed, reasons: isAllowed ? permits : forbids, errors: errors)
  }

  private func fits(_ policy: Policy, _ request: Request) -> Bool {
    let action =
      switch policy.action {
      case .any: true
      case .equal(let uid): request.action == uid
      case .in(let uid): isIn(request.action, uid)
      case .inAny(let uids): uids.contains { isIn(request.action, $0) }
      }
    return action && fits(policy.principal, request.principal) && fits(policy.resource, request.resource)
  }

  private func fits(_ scope: Policy.ScopeConstraint, _ uid: EntityUID) -> Bool {
    switch scope {
    case .any: true
    case .equal(let other): uid == other
    case .in(let other): isIn(uid, other)
    case .is(let type): uid.type == type
    case .isIn(let type, let other): uid.type == type && isIn(uid, other)
    }
  }

  private func isIn(_ uid: EntityUID, _ ancestor: EntityUID) -> Bool {
    uid == ancestor || (entities[uid]?.parents ?? []).contains { isIn($0, ancestor) }
  }
}

extension NaiveAuthorizer {
  func value(_ expression: Expression, _ request: Request) throws(Failure) -> Value {
    switch expression.form {
    case .bool(let bool): return .bool(bool)
    case .long(let long): return .long(long)
    case .string(let text): return .string(text)
    case .entity(let uid): return .entity(uid)
    case .variable(.principal): return .entity(request.principal)
    case .variable(.action): return .entity(request.action)
    case .variable(.resource): return .entity(request.resource)
    case .variable(.context): return .record(request.context)
    case .and(let parts):
      for part in parts where try !bool(part, request) { return .bool(false) }
      return .bool(true)
    case .or(let parts):
      for part in parts where try bool(part, request) { return .bool(true) }
      return .bool(false)
    case .conditional(let condition, let then, let otherwise):
      return try value(try bool(condition, request) ? then : otherwise, request)
    case .unary(let unary, let operand): return try apply(unary, try value(operand, request))
    case .binary(let binary, let left, let right):
      let first = try value(left, request)
      return try apply(binary, first, try value(right, request))
    case .attribute(let owner, let name):
      guard let fields = try fields(try value(owner, request)) else { throw Failure(.missingEntity) }
      guard let field = fields[name] else { throw Failure(.missingAttribute) }
      return field
    case .has(let owner, let name): return .bool(try fields(try value(owner, request))?[name] != nil)
    case .like(let operand, let pattern):
      guard case .string(let text) = try value(operand, request) else { throw Failure(.wrongType) }
      return .bool(Self.matches(text.octets[...], pattern.elements[...]))
    case .is(let operand, let type): return .bool(try entity(try value(operand, request)).type == type)
    case .set(let elements):
      var members: Set<Value> = []
      for element in elements { members.insert(try value(element, request)) }
      return .set(members)
    case .record(let fields):
      var record: [Text: Value] = [:]
      for field in fields { record[field.key] = try value(field.value, request) }
      return .record(record)
    case .call(let function, let arguments):
      var values: [Value] = []
      for argument in arguments { values.append(try value(argument, request)) }
      return try NaiveExtensions.call(function, values)
    }
  }

  private func bool(_ expression: Expression, _ request: Request) throws(Failure) -> Bool {
    guard case .bool(let bool) = try value(expression, request) else { throw Failure(.wrongType) }
    return bool
  }

  private func entity(_ value: Value) throws(Failure) -> EntityUID {
    guard case .entity(let uid) = value else { throw Failure(.wrongType) }
    return uid
  }

  /// What a record or an entity has; nil for an entity that is not known.
  private func fields(_ value: Value) throws(Failure) -> [Text: Value]? {
    switch value {
    case .record(let fields): return fields
    case .entity(let uid): return entities[uid]?.attributes
    default: throw Failure(.wrongType)
    }
  }

  private func apply(_ unary: UnaryOperator, _ operand: Value) throws(Failure) -> Value {
    switch (unary, operand) {
    case (.not, .bool(let bool)): return .bool(!bool)
    case (.negate, .long(let long)):
      guard long != Int64.min else { throw Failure(.overflow) }
      return .long(-long)
    case (.isEmpty, .set(let members)): return .bool(members.isEmpty)
    default: throw Failure(.wrongType)
    }
  }

  private func apply(_ binary: BinaryOperator, _ left: Value, _ right: Value) throws(Failure) -> Value {
    switch (binary, left, right) {
    case (.equal, _, _): return .bool(left == right)
    case (.less, .long(let a), .long(let b)): return .bool(a < b)
    case (.less, .datetime(let a), .datetime(let b)): return .bool(a.milliseconds < b.milliseconds)
    case (.less, .duration(let a), .duration(let b)): return .bool(a.milliseconds < b.milliseconds)
    case (.lessOrEqual, _, _): return .bool(try apply(.less, left, right) == .bool(true) || left == right)
    case (.in, .entity(let uid), .entity(let other)): return .bool(isIn(uid, other))
    case (.in, .entity(let uid), .set(let members)):
      var isIn = false
      for member in members {
        let other = try entity(member)
        isIn = self.isIn(uid, other) || isIn
      }
      return .bool(isIn)
    case (.add, .long(let a), .long(let b)): return try fitting(a.addingReportingOverflow(b))
    case (.subtract, .long(let a), .long(let b)): return try fitting(a.subtractingReportingOverflow(b))
    case (.multiply, .long(let a), .long(let b)): return try fitting(a.multipliedReportingOverflow(by: b))
    case (.contains, .set(let members), _): return .bool(members.contains(right))
    case (.containsAll, .set(let a), .set(let b)): return .bool(b.isSubset(of: a))
    case (.containsAny, .set(let a), .set(let b)): return .bool(!b.isDisjoint(with: a))
    case (.hasTag, .entity(let uid), .string(let name)): return .bool(entities[uid]?.tags[name] != nil)
    case (.getTag, .entity(let uid), .string(let name)):
      guard let entity = entities[uid] else { throw Failure(.missingEntity) }
      guard let tag = entity.tags[name] else { throw Failure(.missingTag) }
      return tag
    default: throw Failure(.wrongType)
    }
  }

  private func fitting(_ result: (partialValue: Int64, overflow: Bool)) throws(Failure) -> Value {
    if result.overflow { throw Failure(.overflow) }
    return .long(result.partialValue)
  }

  private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<Pattern.Element>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case .octet(let octet): return text.first == octet && matches(text.dropFirst(), pattern.dropFirst())
    case .wildcard:
      return matches(text, pattern.dropFirst()) || !text.isEmpty && matches(text.dropFirst(), pattern)
    }
  }
}
