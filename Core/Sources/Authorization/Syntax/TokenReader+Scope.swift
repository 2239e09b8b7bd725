extension TokenReader {
  /// Reads what the head of a policy says of its principal or its resource.
  ///
  /// Source: Cedar language reference, "Grammar", Principal and Resource.
  mutating func principalOrResource(_ variable: StaticString) throws(SyntaxError) -> Policy.ScopeConstraint {
    try begin(variable)
    if take("is") {
      let type = try typeName("an entity type")
      if self.is(.doubleColon) { throw error("`is` takes an entity type, not an entity") }
      if self.is(.equal) { throw error("`is` goes together with `in`, not with `==`") }
      return take("in") ? .isIn(type, try entityInScope()) : .is(type)
    }
    if take(.equal) { return .equal(try entityInScope()) }
    if take("in") {
      if self.is(.leftBracket) { throw error("only the action takes a list; here stands one entity") }
      let entity = try entityInScope()
      if self.is("is") { throw error("where `is` and `in` stand together, `is` comes first") }
      return .in(entity)
    }
    try refuseOperator()
    return .any
  }

  /// Reads what the head of a policy says of its action.
  mutating func action() throws(SyntaxError) -> Policy.ActionConstraint {
    try begin("action")
    if self.is("is") { throw error("`is` can't stand with the action") }
    if take(.equal) {
      if self.is(.leftBracket) { throw error("`==` takes one action; a list stands behind `in`") }
      return .equal(try actionEntity())
    }
    if take("in") {
      var depth = 0
      while take(.leftParenthesis) { depth += 1 }
      guard take(.leftBracket) else {
        let action = try actionEntity()
        try close(depth)
        return .in(action)
      }
      var actions: [EntityUID] = []
      while !take(.rightBracket) {
        actions.append(try actionEntity())
        if !self.is(.rightBracket) { try expect(.comma, "between two actions") }
      }
      try close(depth)
      return .inAny(actions)
    }
    try refuseOperator()
    return .any
  }

  private mutating func begin(_ variable: StaticString) throws(SyntaxError) {
    guard take(variable) else { throw unexpected("expected `\(variable)` in the policy's head") }
    if self.is(.colon) { throw error("a type is given by `is`, not by `:`") }
  }

  private func refuseOperator() throws(SyntaxError) {
    switch current.kind {
    case .punctuation(.assign): throw error("entities are compared with `==`")
    case .punctuation(.notEqual), .punctuation(.less), .punctuation(.lessOrEqual), .punctuation(.greater),
      .punctuation(.greaterOrEqual):
      throw error("the head of a policy compares with `==`, `in` and `is` only")
    default: break
    }
  }

  private mutating func actionEntity() throws(SyntaxError) -> EntityUID {
    let place = place
    let action = try entityInScope()
    guard action.type.isAction else {
      throw error("an action's type ends in `Action`; `\(action.type.path)` does not", at: place)
    }
    return action
  }

  /// One entity, in as many parentheses as there are.
  private mutating func entityInScope() throws(SyntaxError) -> EntityUID {
    var depth = 0
    while take(.leftParenthesis) { depth += 1 }
    if self.is(.question) { throw template() }
    guard current.kind == .identifier, ahead(1).kind == .punctuation(.doubleColon) else {
      throw unexpected("expected an entity, as in `User::\"alice\"`")
    }
    let type = try typeName("an entity type")
    try expect(.doubleColon, "between an entity's type and its name")
    let id = try string("an entity's name, a string")
    try close(depth)
    return EntityUID(type, id)
  }

  private mutating func close(_ depth: Int) throws(SyntaxError) {
    for _ in 0..<depth { try expect(.rightParenthesis, "to close what was opened") }
  }

  func template() -> SyntaxError {
    error("templates are not taken: a policy names its entities, so write one where `?…` stands")
  }
}
