extension TokenReader {
  /// Reads one policy up to its `;`.
  ///
  /// Source: Cedar language reference, "Grammar", Policy.
  mutating func policy(id: Text) throws(SyntaxError) -> Policy {
    let place = place
    let annotations = try annotations()
    let effect = try effect()
    try expect(.leftParenthesis, "before the principal")
    let principal = try principalOrResource("principal")
    try expect(.comma, "between the principal and the action")
    let action = try action()
    try expect(.comma, "between the action and the resource")
    let resource = try principalOrResource("resource")
    _ = take(.comma)
    if current.kind == .identifier { throw error("the head of a policy ends with its resource") }
    try expect(.rightParenthesis, "behind the resource")
    var conditions: [Policy.Condition] = []
    while !take(.semicolon) { conditions.append(try condition()) }
    return Policy(
      id: id, effect: effect, annotations: annotations, principal: principal, action: action,
      resource: resource, conditions: conditions, place: place)
  }

  /// `@key("value")` or `@key`; every word may be a key.
  private mutating func annotations() throws(SyntaxError) -> [Policy.Annotation] {
    var annotations: [Policy.Annotation] = []
    var keys: Set<Text> = []
    while take(.at) {
      guard current.kind == .identifier else { throw unexpected("expected an annotation's name behind `@`") }
      let key = text(of: current)
      guard keys.insert(key).inserted else { throw error("the annotation `@\(key)` stands twice") }
      advance()
      var value = Text("")
      if take(.leftParenthesis) {
        value = try string("the annotation's value, a string")
        try expect(.rightParenthesis, "behind the annotation's value")
      }
      annotations.append(Policy.Annotation(key: key, value: value))
    }
    return annotations
  }

  private mutating func effect() throws(SyntaxError) -> Policy.Effect {
    if take("permit") { return .permit }
    if take("forbid") { return .forbid }
    throw unexpected("a policy begins with `permit` or `forbid`")
  }

  private mutating func condition() throws(SyntaxError) -> Policy.Condition {
    let kind: Policy.Condition.Kind
    if self.is("when") {
      kind = .when
    } else if self.is("unless") {
      kind = .unless
    } else {
      throw unexpected("expected `when`, `unless` or the `;` at the policy's end")
    }
    advance()
    try expect(.leftBrace, "before the condition")
    if self.is(.rightBrace) { throw error("a condition can't be empty") }
    let expression = try expression()
    try expect(.rightBrace, "behind the condition")
    return Policy.Condition(kind, expression)
  }
}
