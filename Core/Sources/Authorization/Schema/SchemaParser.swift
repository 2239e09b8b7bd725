/// Reads a schema's text into its declarations.
///
/// Source: Cedar schema format, "Human-readable schema", grammar.
struct SchemaParser {
  /// How deep types may stand in types.
  static let nestingLimit = 128

  var reader: TokenReader

  init(_ text: [UInt8]) throws(SyntaxError) {
    reader = try TokenReader(text)
  }

  mutating func schema() throws(SyntaxError) -> WrittenSchema {
    var schema = WrittenSchema()
    var outside = WrittenNamespace()
    while reader.current.kind != .end {
      try annotations()
      if reader.take("namespace") {
        schema.namespaces.append(try namespace())
      } else {
        try declaration(into: &outside)
      }
    }
    schema.namespaces.append(outside)
    return schema
  }

  private mutating func namespace() throws(SyntaxError) -> WrittenNamespace {
    let name = try name("a namespace's name")
    var namespace = WrittenNamespace(name: name)
    try reader.expect(.leftBrace, "after the namespace's name")
    while !reader.take(.rightBrace) {
      if reader.current.kind == .end {
        throw reader.error("this namespace is not closed: `}` is missing", at: name.place)
      }
      try annotations()
      try declaration(into: &namespace)
    }
    return namespace
  }

  private mutating func declaration(into namespace: inout WrittenNamespace) throws(SyntaxError) {
    if reader.take("entity") {
      namespace.entities.append(try entity())
    } else if reader.take("action") {
      namespace.actions.append(try action())
    } else if reader.take("type") {
      let name = try identifier("a type's name")
      try reader.expect(.assign, "after the type's name")
      let type = try type(depth: 0)
      try reader.expect(.semicolon, "at the end of `type`")
      namespace.commonTypes.append(WrittenCommonType(name: name, type: type))
    } else {
      let outside = namespace.name == nil ? ", `namespace`" : ""
      throw reader.unexpected("expected `entity`, `action`, `type`\(outside)")
    }
  }

  private mutating func entity() throws(SyntaxError) -> WrittenEntityType {
    var entity = WrittenEntityType(names: [])
    repeat { entity.names.append(try identifier("an entity type's name")) } while reader.take(.comma)
    if reader.take("enum") {
      try reader.expect(.leftBracket, "after `enum`")
      var choices: Set<Text> = []
      repeat { choices.insert(try reader.string("an id in quotation marks")) } while reader.take(.comma)
      try reader.expect(.rightBracket, "after the ids")
      entity.choices = choices
    } else {
      if reader.take("in") { entity.parents = try entityTypes() }
      if reader.take(.assign) {
        try reader.expect(.leftBrace, "after `=`: an entity type has a record of attributes")
        entity.attributes = try attributes(depth: 0)
      } else if reader.take(.leftBrace) {
        entity.attributes = try attributes(depth: 0)
      }
      if reader.take("tags") { entity.tags = try type(depth: 0) }
    }
    try reader.expect(.semicolon, "at the end of `entity`")
    return entity
  }

  /// `A::B` or `[A, B]`, which may be empty.
  mutating func entityTypes() throws(SyntaxError) -> [WrittenName] {
    guard reader.take(.leftBracket) else { return [try name("an entity type")] }
    if reader.take(.rightBracket) { return [] }
    var names: [WrittenName] = []
    repeat { names.append(try name("an entity type")) } while reader.take(.comma)
    try reader.expect(.rightBracket, "after the entity types")
    return names
  }

  /// `@key` and `@key("value")` before a declaration or an attribute; no key twice.
  mutating func annotations() throws(SyntaxError) {
    var keys: Set<Text> = []
    while reader.take(.at) {
      guard reader.current.kind == .identifier else {
        throw reader.unexpected("expected an annotation's name")
      }
      let key = reader.text(of: reader.current)
      guard keys.insert(key).inserted else {
        throw reader.error("the annotation `\(key.shown)` is written twice")
      }
      reader.advance()
      if reader.take(.leftParenthesis) {
        _ = try reader.string("the annotation's value in quotation marks")
        try reader.expect(.rightParenthesis, "after the annotation's value")
      }
    }
  }
}
