public import JSON

// JSON whose values a schema describes: where it expects an entity or an extension's value, the escapes
// `__entity` and `__extn` may be left out.
extension Entities {
  /// Reads a JSON list of entities and holds each against the schema, whose actions join them.
  ///
  /// Source: Cedar documentation, "Entities and context syntax", with a schema.
  public init(parsing text: [UInt8], by schema: Schema) throws(EntityError) {
    var entities: [Entity] = []
    try WrittenEntity.read(text) { (written) throws(EntityError) in
      guard entities.count <= Self.entityLimit else {
        throw EntityError(nil, "more than \(Self.entityLimit) entities")
      }
      let entity = try schema.entity(written)
      if !entity.uid.type.isAction { try schema.check(entity) }
      entities.append(entity)
    }
    let written = try Entities(entities)
    try schema.checkActions(in: written)
    let known = Set(written.entities.map { $0.uid })
    try self.init(written.entities + schema.actionEntities.filter { !known.contains($0.uid) })
  }
}

extension Schema {
  /// The actions as entities, in order: what they belong to is the schema's to say.
  public var actionEntities: [Entity] {
    actions.values.sorted { $0.uid < $1.uid }.map { Entity($0.uid, parents: $0.ancestors) }
  }
}

extension Schema {
  /// Reads an entity's values by its type.
  func entity(_ written: WrittenEntity) throws(EntityError) -> Entity {
    do throws(EntityError) {
      guard let type = entityTypes[written.uid.type] else {
        return Entity(
          written.uid, attributes: try Value.record(written.attributes), tags: try Value.record(written.tags),
          parents: written.parents)
      }
      let attributes = try Self.record(written.attributes, type.attributes)
      var tags: [Text: Value] = [:]
      for tag in written.tags {
        do throws(EntityError) {
          if let expected = type.tags {
            tags[Text(tag.key)] = try Self.value(tag.value, expected)
          } else {
            tags[Text(tag.key)] = try Value(tag.value)
          }
        } catch {
          throw error.within("tag", Text(tag.key))
        }
      }
      return Entity(written.uid, attributes: attributes, tags: tags, parents: written.parents)
    } catch {
      throw EntityError(written.uid, error.message)
    }
  }

  /// Reads what comes with a request to do `action`: an object.
  public func context(_ json: JSONValue, of action: EntityUID) throws(EntityError) -> [Text: Value] {
    guard let declared = actions[action] else {
      throw EntityError(nil, "the schema has no action \(action.shown)")
    }
    guard let members = json.members else { throw EntityError(nil, "a context is an object") }
    do throws(EntityError) {
      return try Self.record(members, declared.context)
    } catch {
      throw EntityError(nil, "context: \(error.message)")
    }
  }

  private static func record(
    _ members: [JSONMember], _ type: RecordType
  ) throws(EntityError) -> [Text: Value] {
    var fields: [Text: Value] = [:]
    for member in members {
      let key = Text(member.key)
      do throws(EntityError) {
        if let attribute = type[key] {
          fields[key] = try value(member.value, attribute.type)
        } else {
          fields[key] = try Value(member.value)
        }
      } catch {
        throw error.within("attribute", key)
      }
    }
    return fields
  }

  /// Reads a value where `type` is expected. Whether it then is of that type, ``mismatch(_:_:)`` says.
  private static func value(_ json: JSONValue, _ type: SchemaType) throws(EntityError) -> Value {
    switch (type, json) {
    case (.entity, _): return .entity(try EntityUID(json))
    case (.extension(let type), _): return try value(json, type)
    case (.set(let element), .array(let elements)):
      var members: Set<Value> = []
      for json in elements { members.insert(try value(json, element)) }
      return .set(members)
    case (.record(let type), .object(let members)): return .record(try record(members, type))
    default: return try Value(json)
    }
  }

  /// `"10.0.0.1"`, `{"fn": "ip", "arg": "10.0.0.1"}` or the same under `__extn`.
  private static func value(_ json: JSONValue, _ type: ExtensionType) throws(EntityError) -> Value {
    if let value = try Value.call(json["__extn"] ?? json) { return value }
    guard let string = json.string else {
      throw EntityError(nil, "expected \(type.rawValue), a string")
    }
    guard let value = type.value(Text(string)) else {
      throw EntityError(nil, "`\(Text(string).shown)` is no \(type.rawValue)")
    }
    return value
  }
}

extension ExtensionType {
  /// The value that the type's constructor makes of a text.
  fileprivate func value(_ text: Text) -> Value? {
    switch self {
    case .ip: IPNetwork(parsing: text).map { .ip($0) }
    case .decimal: Decimal(parsing: text).map { .decimal($0) }
    case .datetime: Datetime(parsing: text).map { .datetime($0) }
    case .duration: TimeSpan(parsing: text).map { .duration($0) }
    }
  }
}

extension EntityError {
  /// The same, said of the value of a key.
  func within(_ what: String, _ key: Text) -> EntityError {
    EntityError(nil, "\(what) `\(key.shown)`: \(message)")
  }
}
