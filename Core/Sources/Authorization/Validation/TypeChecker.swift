/// Finds the type of an expression for one kind of request, and what could fail in it.
///
/// Source: Cedar, "Policy validation", strict mode; the rules are those of Cedar's formal model,
/// `Cedar.Validation.Typechecker`.
struct TypeChecker {
  let schema: Schema
  let environment: RequestEnvironment
  var findings: FindingCollection

  /// What is known of an expression.
  struct Judgement {
    /// Nil where there is no type; a finding says why.
    var type: SchemaType?
    /// What is there if the expression holds.
    var learned: Capabilities = .none

    static let unknown = Judgement(type: nil)
    static let bool = Judgement(type: .bool(.unknown))

    static func bool(_ value: Bool) -> Judgement { Judgement(type: .bool(value ? .always : .never)) }
  }

  /// The type of a whole condition, which must be a boolean.
  mutating func condition(_ expression: Expression) -> SchemaType? {
    truth(of: expression, knowing: .none).type
  }

  /// Judges `expression` where `known` is there. Goes as deep as the parser lets expressions nest.
  mutating func judge(_ expression: Expression, knowing known: Capabilities) -> Judgement {
    switch expression.form {
    case .bool(let value): return .bool(value)
    case .long: return Judgement(type: .long)
    case .string: return Judgement(type: .string)
    case .entity(let uid): return Judgement(type: type(of: uid))
    case .variable(let variable): return Judgement(type: type(of: variable))
    case .and(let parts): return and(parts, knowing: known)
    case .or(let parts): return or(parts, knowing: known)
    case .conditional(let condition, let then, let otherwise):
      return conditional(expression.place, condition, then, otherwise, knowing: known)
    case .unary(let sign, let operand): return unary(sign, operand, knowing: known)
    case .binary(let sign, let left, let right):
      return binary(expression.place, sign, left, right, knowing: known)
    case .attribute(let subject, let name): return attribute(expression.place, subject, name, knowing: known)
    case .has(let subject, let name): return has(subject, name, knowing: known)
    case .like(let operand, _):
      return expect(.string, operand, knowing: known) == nil ? .unknown : .bool
    case .is(let operand, let type):
      guard let actual = entity(operand, knowing: known) else { return .unknown }
      return .bool(actual == type)
    case .set(let elements): return set(expression.place, elements, knowing: known)
    case .record(let fields): return record(fields, knowing: known)
    case .call(let function, let arguments):
      return call(expression.place, function, arguments, knowing: known)
    }
  }

  private func type(of variable: Variable) -> SchemaType {
    switch variable {
    case .principal: .entity(environment.principal)
    case .action: .entity(environment.action.uid.type)
    case .resource: .entity(environment.resource)
    case .context: .record(environment.action.context)
    }
  }

  /// Nil for what the schema does not have, which ``NameCheck`` finds.
  private func type(of uid: EntityUID) -> SchemaType? {
    if uid.type.isAction { return schema.actions[uid] == nil ? nil : .entity(uid.type) }
    return schema.entityTypes[uid.type] == nil ? nil : .entity(uid.type)
  }

  mutating func error(_ place: Place, _ words: @autoclosure () -> String) {
    findings.add(.error, place, words())
  }

  mutating func mismatch(_ expected: String, _ actual: SchemaType, _ place: Place) {
    error(place, "expected \(expected), but this is \(actual.name())")
  }
}

// Expectations: the type where it is what it must be; otherwise nil, and a finding where there is none yet.
extension TypeChecker {
  mutating func expect(
    _ wanted: SchemaType, _ expression: Expression, knowing known: Capabilities
  ) -> SchemaType? {
    guard let actual = judge(expression, knowing: known).type else { return nil }
    if actual == wanted { return actual }
    mismatch(wanted.name(), actual, expression.place)
    return nil
  }

  mutating func truth(of expression: Expression, knowing known: Capabilities) -> Judgement {
    let judgement = judge(expression, knowing: known)
    guard let actual = judgement.type else { return .unknown }
    if case .bool = actual { return judgement }
    mismatch("Bool", actual, expression.place)
    return .unknown
  }

  mutating func entity(_ expression: Expression, knowing known: Capabilities) -> TypeName? {
    guard let actual = judge(expression, knowing: known).type else { return nil }
    if case .entity(let type) = actual { return type }
    mismatch("an entity", actual, expression.place)
    return nil
  }

  /// The type of a set's elements.
  mutating func element(of expression: Expression, knowing known: Capabilities) -> SchemaType? {
    guard let actual = judge(expression, knowing: known).type else { return nil }
    if case .set(let element) = actual { return element }
    mismatch("a set", actual, expression.place)
    return nil
  }
}
