// Names: identifiers that may also be words of the schema language, such as `type` or `Set`.
extension SchemaParser {
  private static let reserved: Set<Text> = [
    "true", "false", "if", "then", "else", "in", "is", "like", "has",
  ]

  mutating func identifier(_ what: String) throws(SyntaxError) -> WrittenName {
    guard reader.current.kind == .identifier else { throw reader.unexpected("expected \(what)") }
    let name = WrittenName(path: reader.text(of: reader.current), place: reader.place)
    guard !Self.reserved.contains(name.path) else {
      throw reader.error("`\(name.path.shown)` is reserved and can't be \(what)")
    }
    reader.advance()
    return name
  }

  /// Identifiers joined by `::`.
  mutating func name(_ what: String) throws(SyntaxError) -> WrittenName {
    var name = try identifier(what)
    while reader.take(.doubleColon) {
      name.append(try identifier("an identifier after `::`"))
    }
    return name
  }

  /// An identifier, or any text in quotation marks.
  mutating func identifierOrString(_ what: String) throws(SyntaxError) -> WrittenName {
    let place = reader.place
    guard reader.current.kind == .string else { return try identifier(what) }
    return WrittenName(path: try reader.string(what), place: place)
  }

  /// `read`, `"read"` or `Plant::Action::"read"`.
  mutating func actionReference() throws(SyntaxError) -> WrittenActionReference {
    var name = try identifierOrString("an action")
    guard reader.is(.doubleColon) else { return WrittenActionReference(id: name) }
    while reader.take(.doubleColon) {
      if reader.current.kind == .string {
        let id = WrittenName(path: try reader.string("an action's id"), place: name.place)
        return WrittenActionReference(type: name, id: id)
      }
      name.append(try identifier("an identifier or an action's id after `::`"))
    }
    throw reader.error("an action is named as `\(name.path.shown)::\"id\"`", at: name.place)
  }
}
