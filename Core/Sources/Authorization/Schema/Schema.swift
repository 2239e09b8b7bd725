/// Which entities, actions and contexts there are: every name resolved, every common type written out.
///
/// Source: Cedar schema format, "Human-readable schema", version 4.
public struct Schema: Sendable {
  public let entityTypes: [TypeName: EntityType]
  public let actions: [EntityUID: Action]
  /// The types that actions have, one for each namespace with actions.
  public let actionTypes: Set<TypeName>

  /// Reads a schema's text, UTF-8.
  ///
  /// - Throws: the first thing that is wrong, and where.
  public init(parsing text: [UInt8]) throws(SyntaxError) {
    var parser = try SchemaParser(text)
    let written = try parser.schema()
    var resolver = SchemaResolver(text)
    try resolver.resolve(written)
    entityTypes = resolver.entityTypes
    actions = resolver.actions
    actionTypes = resolver.actionTypes
  }

  public init(parsing text: String) throws(SyntaxError) {
    try self.init(parsing: Array(text.utf8))
  }
}

extension Schema {
  /// What entities of one type have and belong to.
  public struct EntityType: Hashable, Sendable {
    public let name: TypeName
    public let attributes: RecordType
    /// The type of each tag's value; nil where entities of this type have no tags.
    public let tags: SchemaType?
    /// The only ids there are; nil where any text is one.
    public let choices: Set<Text>?
    /// The types of what they may belong to, at any remove; itself only where it may belong to its like.
    public let ancestors: Set<TypeName>
  }

  /// Who may be asked about doing this, to what, and what context comes with the question.
  public struct Action: Hashable, Sendable {
    public let uid: EntityUID
    /// In the order of their names, none twice.
    public let principals: [TypeName]
    public let resources: [TypeName]
    public let context: RecordType
    /// The actions it belongs to, at any remove, never itself.
    public let ancestors: Set<EntityUID>
  }
}

extension Schema {
  /// Whether `entity in ancestor` can hold for some entities of these types.
  func mayBelong(_ type: TypeName, to ancestor: TypeName) -> Bool {
    if type == ancestor || entityTypes[type]?.ancestors.contains(ancestor) == true { return true }
    guard actionTypes.contains(type), actionTypes.contains(ancestor) else { return false }
    return actions.values.contains { action in
      action.uid.type == type && action.ancestors.contains { $0.type == ancestor }
    }
  }

  /// Whether `action in ancestor` holds.
  func belongs(_ action: EntityUID, to ancestor: EntityUID) -> Bool {
    action == ancestor || actions[action]?.ancestors.contains(ancestor) == true
  }
}
