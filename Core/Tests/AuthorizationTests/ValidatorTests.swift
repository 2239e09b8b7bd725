import Authorization
import Testing

@Suite("Strict validation of policies")
struct ValidatorTests {
  let validator: Validator

  init() throws {
    validator = Validator(try Schema(parsing: ValidationSamples.schema))
  }

  private func findings(_ policies: String) throws -> [ValidationFinding] {
    validator.validate(try PolicySet(parsing: policies).policies)
  }

  private func errors(_ policies: String) throws -> [String] {
    try findings(policies).filter { $0.severity == .error }.map { $0.words }
  }

  private func policy(_ condition: String) -> String {
    "permit(principal, action == Action::\"a\", resource) when { \(condition) };"
  }

  @Test("takes what cannot fail", arguments: ValidationSamples.taken)
  func takes(condition: String) throws {
    #expect(try errors(policy(condition)) == [])
  }

  @Test("refuses what could fail, or names what is not there", arguments: ValidationSamples.refused)
  func refuses(condition: String, message: String) throws {
    #expect(try errors(policy(condition)).contains(message))
  }

  @Test("judges a condition for each kind of request the head allows")
  func environments() throws {
    // Only `a` brings this context; only its resources have attributes.
    #expect(
      try errors("permit(principal, action, resource) when { context.r.x == 1 };") == [
        "{} has no attribute `r`"
      ])
    #expect(try errors("permit(principal, action, resource is A) when { resource.b == 1 };") == [])
    #expect(
      try errors("permit(principal, action, resource) when { resource.b == 1 };") == [
        "F has no attribute `b`"
      ])
    #expect(
      try errors("permit(principal, action, resource in F::\"x\") when { resource.b == 1 };") == [
        "F has no attribute `b`"
      ])
  }

  @Test(
    "refuses a head that fits no action",
    arguments: [
      "principal, action == Action::\"g\", resource", "principal == F::\"x\", action, resource",
      "principal, action == Action::\"h\", resource is A", "principal is T, action, resource",
      "principal in T::\"x\", action, resource", "principal is A in T::\"x\", action, resource",
      "principal == E::\"x\", action, resource",
    ])
  func heads(head: String) throws {
    #expect(
      try errors("permit(\(head));") == ["no action applies to such a principal and such a resource"])
  }

  @Test(
    "takes a head that fits some action",
    arguments: [
      "principal, action in Action::\"g\", resource", "principal in F::\"x\", action, resource",
      "principal is A in F::\"x\", action in [Action::\"h\", Action::\"a\"], resource == F::\"y\"",
      "principal in A::\"x\", action, resource in A::\"y\"",
    ])
  func fittingHeads(head: String) throws {
    #expect(try errors("permit(\(head));") == [])
  }

  @Test("warns of what never applies, and calls it no error")
  func impossible() throws {
    let findings = try findings(
      "permit(principal, action, resource) when { false };" + policy("principal.b == 1"))
    #expect(
      findings == [
        ValidationFinding(
          .warning, policy: "policy0", place: Place(0), words: "this policy never applies to any request")
      ])
  }

  @Test("names each finding once, in order, with its place, whatever kinds of request there are")
  func order() throws {
    let text = "permit(principal, action, resource) when { principal.zz == 1 && principal.yy == 1 };"
    let findings = try findings(text)
    #expect(findings.map { $0.words } == ["A has no attribute `zz`", "A has no attribute `yy`"])
    #expect(findings.map { $0.place.offset } == [43, 64])
    #expect(try self.findings(text) == findings)
  }

  @Test("refuses actions of two namespaces in one list")
  func namespaces() throws {
    let schema = try Schema(
      parsing: """
        namespace N { entity A; action a appliesTo { principal: A, resource: A }; }
        namespace M { entity B; action a appliesTo { principal: B, resource: B }; }
        """)
    func errors(_ head: String) throws -> [String] {
      Validator(schema).validate(try PolicySet(parsing: "permit(\(head));").policies).map { $0.words }
    }
    #expect(try errors("principal, action in [N::Action::\"a\"], resource") == [])
    #expect(
      try errors("principal, action in [N::Action::\"a\", M::Action::\"a\"], resource")
        == ["a set's elements must have one type, but it holds N::Action and M::Action"])
    #expect(
      try errors("principal, action in [], resource")
        == [
          "an empty set has no type: strict validation refuses `[]`",
          "no action applies to such a principal and such a resource",
        ])
  }

  @Test("goes as deep as policies can nest, and through long chains")
  func depth() throws {
    let forms = [
      ("!(", ")"), ("if true then ", " else true"), ("(true && ", ")"), ("[", "].isEmpty()"), ("{a: ", "}.a"),
      ("(", " == true)"),
    ]
    for (open, close) in forms {
      // The deepest that the parser takes.
      for depth in stride(from: 256, to: 0, by: -1) {
        let text = policy(
          String(repeating: open, count: depth) + "true" + String(repeating: close, count: depth))
        guard let policies = try? PolicySet(parsing: text).policies else { continue }
        #expect(depth >= 80)
        _ = validator.validate(policies)
        break
      }
    }
    let chain = String(repeating: "principal has a && principal.a == 1 && ", count: 5_000) + "true"
    #expect(try errors(policy(chain)) == [])
    let many = (0..<5_000).map { "principal.z\($0) == 1" }.joined(separator: " && ")
    #expect(try errors(policy(many)).count == Validator.findingLimit)
  }
}
