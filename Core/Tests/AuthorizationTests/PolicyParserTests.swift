import Authorization
import Testing

@Suite("Reading policies")
struct PolicyParserTests {
  @Test("takes every form that Cedar's language has", arguments: SyntaxSamples.expressions)
  func takes(expression: String) throws {
    _ = try PolicySet(parsing: "permit(principal, action, resource) when {\(expression)};")
  }

  @Test("refuses what Cedar's language does not have", arguments: SyntaxSamples.refusedExpressions)
  func refuses(expression: String) {
    #expect(throws: SyntaxError.self) {
      _ = try PolicySet(parsing: "permit(principal, action, resource) when {\(expression)};")
    }
  }

  @Test("takes every form of a policy", arguments: SyntaxSamples.policies)
  func takes(policies: String) throws {
    _ = try PolicySet(parsing: policies)
  }

  @Test("refuses a policy that Cedar refuses", arguments: SyntaxSamples.refusedPolicies)
  func refuses(policies: String) {
    #expect(throws: SyntaxError.self) { _ = try PolicySet(parsing: policies) }
  }
}
