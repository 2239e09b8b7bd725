import Authorization
import Testing

@Suite("Limits of policy texts")
struct PolicyLimitTests {
  private func policy(_ condition: String) -> String {
    "permit(principal, action, resource) when { \(condition) };"
  }

  /// A form, opened and closed `depth` times around `core`.
  private func nested(_ opening: String, _ core: String, _ closing: String, _ depth: Int) -> String {
    String(repeating: opening, count: depth) + core + String(repeating: closing, count: depth)
  }

  @Test(
    "says so where forms are nested too deep",
    arguments: [
      ("(", "true", ")"), ("[", "1", "]"), ("{a: ", "1", "}"), ("if true then ", "1", " else 1"),
      ("if ", "true", " then true else true"), ("ip(", "1", ")"), ("!(", "true", ")"), ("-(", "1", ")"),
      ("1 + (", "1", ")"), ("principal.contains(", "1", ")"), ("", "principal", ".a"), ("", "1", " + 1"),
      ("", "1", " * 2"), ("", "principal", "[\"a\"]"), ("", "principal", ".isEmpty()"),
      ("true && (", "true", ")"),
      ("", "principal has a", ".a"), ("(principal is U in ", "principal", ")"),
    ])
  func nesting(opening: String, core: String, closing: String) throws {
    for depth in [10_000, 100_000] {
      let error = #expect(throws: SyntaxError.self) {
        _ = try PolicySet(parsing: policy(nested(opening, core, closing, depth)))
      }
      #expect(error?.message == "nested more than 256 deep")
    }
    // What real policies reach, many times over.
    _ = try PolicySet(parsing: policy(nested(opening, core, closing, 60)))
  }

  @Test("takes the limit itself and refuses one more", arguments: [("(", ")"), ("[", "]")])
  func boundary(opening: String, closing: String) throws {
    let core = opening == "[" ? "" : "1"
    _ = try PolicySet(parsing: policy(nested(opening, core, closing, 256)))
    #expect(throws: SyntaxError.self) {
      _ = try PolicySet(parsing: policy(nested(opening, core, closing, 257)))
    }
  }

  @Test("takes long lists and chains in proportion to their length")
  func long() throws {
    let clock = ContinuousClock()
    let texts = [
      policy(String(repeating: "true && ", count: 100_000) + "true"),
      policy(String(repeating: "true || ", count: 100_000) + "true"),
      policy("[" + String(repeating: "1, ", count: 100_000) + "1].isEmpty()"),
      policy("{" + (0..<100_000).map { "a\($0): 1" }.joined(separator: ", ") + "} has a"),
      String(repeating: policy("true"), count: 20_000),
    ]
    for text in texts {
      let time = try clock.measure { _ = try PolicySet(parsing: text) }
      // A second is for debug builds on a loaded machine; what grows with the square takes minutes.
      #expect(time < .seconds(10))
    }
  }

  @Test("names the line and column of what is wrong")
  func places() {
    let error = #expect(throws: SyntaxError.self) {
      _ = try PolicySet(parsing: "permit(principal, action, resource)\nwhen { principal.é };")
    }
    #expect(error?.description == "line 2, column 18: a character that has no meaning here")
    let second = #expect(throws: SyntaxError.self) {
      _ = try PolicySet(parsing: "permit(principal, action, resource) when { 1 < 2 < 3 };")
    }
    #expect(
      second?.description == "line 1, column 50: more than one comparison: parentheses say which comes first")
    let third = #expect(throws: SyntaxError.self) {
      _ = try PolicySet(parsing: Array("permit".utf8) + [0xFF])
    }
    #expect(third?.offset == 6)
  }
}
