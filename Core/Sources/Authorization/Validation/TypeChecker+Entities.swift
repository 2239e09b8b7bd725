// Entities and records: attributes, tags, and what belongs to what.
extension TypeChecker {
  /// The attributes of an entity or a record, and whether one that must be there is there for sure.
  private mutating func attributes(
    of subject: Expression, knowing known: Capabilities
  ) -> (type: SchemaType, record: RecordType, exists: Bool)? {
    guard let type = judge(subject, knowing: known).type else { return nil }
    switch type {
    case .record(let record): return (type, record, true)
    case .entity(let name): return (type, schema.entityTypes[name]?.attributes ?? RecordType(), false)
    default:
      mismatch("an entity or a record", type, subject.place)
      return nil
    }
  }

  mutating func attribute(
    _ place: Place, _ subject: Expression, _ name: Text, knowing known: Capabilities
  ) -> Judgement {
    guard let (type, record, _) = attributes(of: subject, knowing: known) else { return .unknown }
    guard let attribute = record[name] else {
      error(place, "\(type.name()) has no attribute `\(name.shown)`")
      return .unknown
    }
    guard attribute.isRequired || known.contains(attribute: name, of: subject) else {
      error(
        place,
        "the attribute `\(name.shown)` of \(type.name()) may be missing: ask `has \(name.shown)` before")
      return .unknown
    }
    return Judgement(type: attribute.type)
  }

  /// An entity that must have an attribute may itself be missing; a record is there.
  mutating func has(_ subject: Expression, _ name: Text, knowing known: Capabilities) -> Judgement {
    guard let (_, record, exists) = attributes(of: subject, knowing: known) else { return .unknown }
    guard let attribute = record[name] else { return .bool(false) }
    if attribute.isRequired && exists || known.contains(attribute: name, of: subject) { return .bool(true) }
    return Judgement(type: .bool(.unknown), learned: Capabilities(attribute: name, of: subject))
  }

  mutating func hasTag(
    _ subject: Expression, _ tag: Expression, knowing known: Capabilities
  ) -> Judgement {
    let type = entity(subject, knowing: known)
    let tagType = expect(.string, tag, knowing: known)
    guard let type, tagType != nil else { return .unknown }
    guard schema.entityTypes[type]?.tags != nil else { return .bool(false) }
    if known.contains(tag: tag, of: subject) { return .bool(true) }
    return Judgement(type: .bool(.unknown), learned: Capabilities(tag: tag, of: subject))
  }

  mutating func getTag(
    _ place: Place, _ subject: Expression, _ tag: Expression, knowing known: Capabilities
  ) -> Judgement {
    let type = entity(subject, knowing: known)
    let tagType = expect(.string, tag, knowing: known)
    guard let type, tagType != nil else { return .unknown }
    guard let value = schema.entityTypes[type]?.tags else {
      error(place, "\(type.path.shown) has no tags")
      return .unknown
    }
    guard known.contains(tag: tag, of: subject) else {
      error(place, "this tag of \(type.path.shown) may be missing: ask `hasTag` before")
      return .unknown
    }
    return Judgement(type: value)
  }

  /// Actions in actions are decided at once; otherwise the types say whether it can be.
  mutating func belongs(
    _ left: Expression, _ right: Expression, knowing known: Capabilities
  ) -> Judgement {
    let member = entity(left, knowing: known)
    let group = group(right, knowing: known)
    guard let member, let group else { return .unknown }
    if let action = uid(left), action.type.isAction, let groups = uids(right) {
      return .bool(groups.contains { $0.type.isAction && schema.belongs(action, to: $0) })
    }
    return schema.mayBelong(member, to: group) ? .bool : .bool(false)
  }

  /// The type of an entity, or of a set's entities.
  private mutating func group(_ expression: Expression, knowing known: Capabilities) -> TypeName? {
    guard let type = judge(expression, knowing: known).type else { return nil }
    switch type {
    case .entity(let name), .set(.entity(let name)): return name
    default:
      mismatch("an entity or a set of entities", type, expression.place)
      return nil
    }
  }

  private func uid(_ expression: Expression) -> EntityUID? {
    switch expression.form {
    case .entity(let uid): uid
    case .variable(.action): environment.action.uid
    default: nil
    }
  }

  private func uids(_ expression: Expression) -> [EntityUID]? {
    if let uid = uid(expression) { return [uid] }
    guard case .set(let elements) = expression.form else { return nil }
    var uids: [EntityUID] = []
    for element in elements {
      guard let uid = uid(element) else { return nil }
      uids.append(uid)
    }
    return uids
  }
}
