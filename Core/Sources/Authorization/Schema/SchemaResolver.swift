/// Turns declarations as written into a schema: names looked up, common types written out, hierarchies
/// closed.
///
/// Source: Cedar schema format, "Human-readable schema"; RFC 24 (names), RFC 70 (no shadowing).
struct SchemaResolver {
  let text: [UInt8]

  /// Declared entity types, with where.
  var entityPlaces: [TypeName: Place] = [:]
  /// Declared common types, with the namespace their own names are looked up in.
  var commonTypes: [TypeName: DeclaredCommonType] = [:]
  /// The names of common types in the order of the text.
  var commonTypeOrder: [TypeName] = []
  var actionPlaces: [EntityUID: Place] = [:]
  /// Common types written out; complete once ``resolveCommonTypes()`` is through.
  var writtenOut: [TypeName: MeasuredType] = [:]

  var entityTypes: [TypeName: Schema.EntityType] = [:]
  var actions: [EntityUID: Schema.Action] = [:]
  var actionTypes: Set<TypeName> = []
  /// Kinds of request so far: an action, a type of principal and a type of resource.
  var environmentCount = 0

  struct DeclaredCommonType {
    let namespace: WrittenName?
    let type: WrittenType
    let place: Place
  }

  init(_ text: [UInt8]) {
    self.text = text
  }

  mutating func resolve(_ schema: WrittenSchema) throws(SyntaxError) {
    var names: Set<Text> = []
    for namespace in schema.namespaces {
      if let name = namespace.name {
        guard names.insert(name.path).inserted else {
          throw error("the namespace `\(name.path.shown)` is declared twice", at: name.place)
        }
      }
      try declare(namespace)
    }
    try refuseShadowing()
    for action in actionPlaces.keys { actionTypes.insert(action.type) }
    try resolveCommonTypes()
    var hierarchy = Hierarchy<TypeName>()
    for namespace in schema.namespaces {
      for entity in namespace.entities { try addParents(of: entity, in: namespace, to: &hierarchy) }
    }
    let ancestors = try closed(hierarchy)
    for namespace in schema.namespaces {
      for entity in namespace.entities { try add(entity, in: namespace, ancestors) }
    }
    try addActions(of: schema)
  }

  func error(_ message: String, at place: Place) -> SyntaxError {
    SyntaxError(message, at: place.offset, in: text.span)
  }

  /// The declared name with its namespace's before it.
  func qualified(_ name: Text, in namespace: WrittenName?) -> TypeName {
    guard let namespace else { return TypeName(name) }
    return TypeName(
      Text(validated: namespace.path.octets + [UInt8(ascii: ":"), UInt8(ascii: ":")] + name.octets))
  }
}

// Entity types.
extension SchemaResolver {
  private func addParents(
    of entity: WrittenEntityType, in namespace: WrittenNamespace, to hierarchy: inout Hierarchy<TypeName>
  ) throws(SyntaxError) {
    var parents: [TypeName] = []
    for parent in entity.parents { parents.append(try entityType(parent, in: namespace.name)) }
    for name in entity.names { hierarchy.add(qualified(name.path, in: namespace.name), in: parents) }
  }

  private func closed(
    _ hierarchy: Hierarchy<TypeName>
  ) throws(SyntaxError) -> [TypeName: Set<TypeName>] {
    guard let ancestors = hierarchy.ancestors() else {
      throw error("entity types belong to more than \(Hierarchy<TypeName>.pairLimit) others", at: Place(0))
    }
    return ancestors
  }

  private mutating func add(
    _ entity: WrittenEntityType, in namespace: WrittenNamespace, _ ancestors: [TypeName: Set<TypeName>]
  ) throws(SyntaxError) {
    let attributes = try record(entity.attributes, in: namespace.name, at: entity.names[0].place)
    var tags: SchemaType?
    if let written = entity.tags {
      tags = try measured(written, in: namespace.name, at: entity.names[0].place).type
    }
    for name in entity.names {
      let type = qualified(name.path, in: namespace.name)
      entityTypes[type] = Schema.EntityType(
        name: type, attributes: attributes, tags: tags, choices: entity.choices,
        ancestors: ancestors[type] ?? [])
    }
  }

  /// Looks up a name that must be a declared entity type.
  func entityType(_ name: WrittenName, in namespace: WrittenName?) throws(SyntaxError) -> TypeName {
    for candidate in candidates(name, in: namespace) where entityPlaces[candidate] != nil { return candidate }
    throw error("no entity type `\(name.path.shown)` is declared", at: name.place)
  }
}
