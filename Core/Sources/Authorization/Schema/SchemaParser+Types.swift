// Types and attributes.
extension SchemaParser {
  mutating func type(depth: Int) throws(SyntaxError) -> WrittenType {
    guard depth < Self.nestingLimit else {
      throw reader.error("types nested more than \(Self.nestingLimit) deep")
    }
    if reader.take(.leftBrace) { return .record(try attributes(depth: depth + 1)) }
    if reader.is("Set"), reader.ahead(1).kind == .punctuation(.less) {
      reader.advance(2)
      let element = try type(depth: depth + 1)
      try reader.expect(.greater, "after the type of a set's elements")
      return .set(element)
    }
    return .named(try name("a type"))
  }

  /// What follows a record's `{`, its `}` included. Of two attributes with one name the last counts.
  mutating func attributes(depth: Int) throws(SyntaxError) -> [WrittenAttribute] {
    var attributes: [WrittenAttribute] = []
    while !reader.take(.rightBrace) {
      try annotations()
      let key = try identifierOrString("an attribute's name")
      let isRequired = !reader.take(.question)
      try reader.expect(.colon, "after the attribute's name")
      let type = try type(depth: depth)
      attributes.append(WrittenAttribute(key: key.path, isRequired: isRequired, type: type))
      guard reader.take(.comma) else {
        try reader.expect(.rightBrace, "or `,` after the attribute's type")
        break
      }
    }
    return attributes
  }
}
