// Whether entities and requests are as the schema says.
extension Schema {
  /// Holds all entities against the schema; the first that differs is named.
  ///
  /// Source: Cedar, "Entity validation": declared types, attributes and tags of their types, ancestors of
  /// allowed types, ids of enumerated types, actions as the schema declares them.
  public func check(_ entities: Entities) throws(EntityError) {
    for entity in entities.entities where !entity.uid.type.isAction { try check(entity) }
    try checkActions(in: entities)
  }

  func checkActions(in entities: Entities) throws(EntityError) {
    var actions: [EntityUID: Entity] = [:]
    for entity in entities.entities where entity.uid.type.isAction { actions[entity.uid] = entity }
    for entity in entities.entities where entity.uid.type.isAction { try check(action: entity, actions) }
  }

  func check(_ entity: Entity) throws(EntityError) {
    do throws(EntityError) { try conforms(entity) } catch { throw EntityError(entity.uid, error.message) }
  }

  private func conforms(_ entity: Entity) throws(EntityError) {
    guard let type = entityTypes[entity.uid.type] else {
      throw EntityError(nil, "the schema has no entity type `\(entity.uid.type.path.shown)`")
    }
    try checkID(entity.uid)
    try check(entity.attributes, type.attributes)
    for (key, value) in entity.tags.sorted(by: { $0.key < $1.key }) {
      guard let expected = type.tags else { throw EntityError(nil, "the schema gives it no tags") }
      do throws(EntityError) { try check(value, expected) } catch { throw error.within("tag", key) }
    }
    for parent in entity.parents.sorted() {
      guard type.ancestors.contains(parent.type) else {
        throw EntityError(nil, "can't be in \(parent.shown): the schema has no such membership")
      }
      try checkID(parent)
    }
  }

  /// An action is what the schema says: without attributes and tags, its ancestors all there.
  private func check(action: Entity, _ actions: [EntityUID: Entity]) throws(EntityError) {
    guard let declared = self.actions[action.uid] else {
      throw EntityError(action.uid, "the schema has no such action")
    }
    var found: Set<EntityUID> = []
    var open = Array(action.parents)
    while let next = open.popLast(), found.count <= declared.ancestors.count {
      if found.insert(next).inserted, let parent = actions[next] { open.append(contentsOf: parent.parents) }
    }
    guard action.attributes.isEmpty, action.tags.isEmpty, found == declared.ancestors else {
      throw EntityError(action.uid, "differs from the schema's declaration of this action")
    }
  }

  /// Holds a request against what its action applies to.
  ///
  /// Source: Cedar, "Request validation".
  public func check(_ request: Request) throws(EntityError) {
    for uid in [request.principal, request.resource] {
      guard entityTypes[uid.type] != nil else {
        throw EntityError(nil, "the schema has no entity type `\(uid.type.path.shown)`")
      }
      try checkID(uid)
    }
    guard let action = actions[request.action] else {
      throw EntityError(nil, "the schema has no action \(request.action.shown)")
    }
    guard action.principals.contains(request.principal.type) else {
      throw EntityError(
        request.action, "does not apply to the principal type `\(request.principal.type.path.shown)`")
    }
    guard action.resources.contains(request.resource.type) else {
      throw EntityError(
        request.action, "does not apply to the resource type `\(request.resource.type.path.shown)`")
    }
    do throws(EntityError) {
      try check(request.context, action.context)
    } catch {
      throw EntityError(nil, "context: \(error.message)")
    }
  }

  /// An enumerated type has the ids that it lists.
  private func checkID(_ uid: EntityUID) throws(EntityError) {
    guard let choices = entityTypes[uid.type]?.choices, !choices.contains(uid.id) else { return }
    throw EntityError(nil, "`\(uid.id.shown)` is none of the ids of `\(uid.type.path.shown)`")
  }

  private func check(_ fields: [Text: Value], _ type: RecordType) throws(EntityError) {
    for key in type.keys {
      if type[key]?.isRequired == true, fields[key] == nil {
        throw EntityError(nil, "the attribute `\(key.shown)` is missing")
      }
    }
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      guard let attribute = type[key] else {
        throw EntityError(nil, "the schema has no attribute `\(key.shown)` here")
      }
      do throws(EntityError) { try check(value, attribute.type) } catch {
        throw error.within("attribute", key)
      }
    }
  }

  /// Goes as deep as the type does.
  private func check(_ value: Value, _ type: SchemaType) throws(EntityError) {
    switch (value, type) {
    case (.bool, .bool), (.long, .long), (.string, .string), (.decimal, .extension(.decimal)),
      (.ip, .extension(.ip)), (.datetime, .extension(.datetime)), (.duration, .extension(.duration)):
      return
    case (.entity(let uid), .entity(let expected)) where uid.type == expected: try checkID(uid)
    case (.set(let members), .set(let element)): for member in members { try check(member, element) }
    case (.record(let fields), .record(let record)): try check(fields, record)
    default: throw EntityError(nil, "expected \(type.name()), found \(value.kindName)")
    }
  }
}

extension Value {
  /// What it is, for a message.
  fileprivate var kindName: String {
    switch self {
    case .bool: "a Bool"
    case .long: "a Long"
    case .string: "a String"
    case .entity(let uid): "an entity of the type `\(uid.type.path.shown)`"
    case .set: "a set"
    case .record: "a record"
    case .decimal: "a decimal"
    case .ip: "an ipaddr"
    case .datetime: "a datetime"
    case .duration: "a duration"
    }
  }
}
