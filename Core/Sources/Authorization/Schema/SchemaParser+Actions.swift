// Actions, and what they apply to.
extension SchemaParser {
  /// What follows the word `action`.
  mutating func action() throws(SyntaxError) -> WrittenAction {
    let first = try identifierOrString("an action's name")
    var action = WrittenAction(names: [first])
    while reader.take(.comma) { action.names.append(try identifierOrString("an action's name")) }
    if reader.take("in") {
      if reader.take(.leftBracket) {
        repeat { action.parents.append(try actionReference()) } while reader.take(.comma)
        try reader.expect(.rightBracket, "after the actions")
      } else {
        action.parents = [try actionReference()]
      }
    }
    if reader.take("appliesTo") { action.application = try application(of: first) }
    if reader.take("attributes") {
      try reader.expect(.leftBrace, "after `attributes`")
      try reader.expect(.rightBrace, "after `attributes {`: an action has no attributes")
    }
    try reader.expect(.semicolon, "at the end of `action`")
    return action
  }

  /// What follows `appliesTo`: principal and resource once each, the context at most once.
  private mutating func application(of action: WrittenName) throws(SyntaxError) -> WrittenApplication {
    try reader.expect(.leftBrace, "after `appliesTo`")
    var principals: [WrittenName]?
    var resources: [WrittenName]?
    var context: WrittenContext?
    repeat {
      let place = reader.place
      if reader.take("principal") {
        guard principals == nil else { throw twice("principal", place) }
        principals = try applicants("principal")
      } else if reader.take("resource") {
        guard resources == nil else { throw twice("resource", place) }
        resources = try applicants("resource")
      } else if reader.take("context") {
        guard context == nil else { throw twice("context", place) }
        try reader.expect(.colon, "after `context`")
        context =
          reader.take(.leftBrace) ? .attributes(try attributes(depth: 0)) : .common(try name("a type"))
      } else {
        throw reader.unexpected("expected `principal`, `resource` or `context`")
      }
    } while reader.take(.comma) && !reader.is(.rightBrace)
    try reader.expect(.rightBrace, "at the end of `appliesTo`")
    guard let principals, let resources else {
      let missing = principals == nil ? "principal" : "resource"
      throw reader.error("the action `\(action.path.shown)` lacks `\(missing)`, its types", at: action.place)
    }
    return WrittenApplication(
      principals: principals, resources: resources, context: context ?? .attributes([]))
  }

  private func twice(_ key: String, _ place: Place) -> SyntaxError {
    reader.error("`\(key)` is written twice for one action", at: place)
  }

  private mutating func applicants(_ key: String) throws(SyntaxError) -> [WrittenName] {
    try reader.expect(.colon, "after `\(key)`")
    let place = reader.place
    let types = try entityTypes()
    guard !types.isEmpty else {
      throw reader.error("`\(key)` is empty; an action that applies to nothing has no `appliesTo`", at: place)
    }
    return types
  }
}
