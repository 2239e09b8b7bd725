import Foundation
import Testing

@Suite("Testing policies")
struct AccessCasesTests {
  private static let request = """
    "principal": {"type": "User", "id": "a"}, "action": {"type": "Action", "id": "read"}, \
    "resource": {"type": "Asset", "id": "1"}, "context": {"hour": 7}
    """

  private func write(_ text: String, _ name: String, _ folder: RunFolder) throws {
    try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
  }

  /// A folder with a case whose only request has this expectation.
  private func folder(
    _ expectation: String,
    policies: String = "permit(principal, action, resource) when { context.hour < 8 };",
    entities: String = "[]"
  ) throws -> RunFolder {
    let folder = try RunFolder()
    try write(policies, "p.cedar", folder)
    try write(entities, "e.json", folder)
    try write(
      """
      {"policies": "p.cedar", "entities": "e.json", "requests": [{\(Self.request), \(expectation)}]}
      """, "case.json", folder)
    return folder
  }

  @Test("ends with the counts, and 0 where all agree")
  func agrees() throws {
    let folder = try folder(#""decision": "allow", "reason": ["policy0"], "errors": []"#)
    let run = try BulkheadRun(["access", "cases", folder.path("")])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output == "1 cases, 1 requests, 0 disagreements\n")
  }

  @Test(
    "prints what was expected and what came, and ends with 1",
    arguments: [
      (#""decision": "deny", "reason": [], "errors": []"#, "deny by none, errors in none"),
      (#""decision": "allow", "reason": [], "errors": []"#, "allow by none, errors in none"),
      (
        #""decision": "allow", "reason": ["policy0"], "errors": ["policy1"]"#,
        "allow by policy0, errors in policy1"
      ),
    ])
  func disagrees(expectation: String, words: String) throws {
    let folder = try folder(expectation)
    let run = try BulkheadRun(["access", "cases", folder.path("case.json")])
    #expect(run.status == 1)
    #expect(
      run.output == """
        case.json: request 1: expected \(words), got allow by policy0, errors in none
        1 cases, 1 requests, 1 disagreements

        """)
  }

  @Test("takes the name that a policy has by its annotation")
  func names() throws {
    let folder = try folder(
      #""decision": "allow", "reason": ["early"], "errors": []"#,
      policies: "@id(\"early\") permit(principal, action, resource) when { context.hour < 8 };")
    #expect(try BulkheadRun(["access", "cases", folder.path("case.json")]).status == 0)
  }

  @Test(
    "names file, line and column of what can't be read, and ends with 2",
    arguments: [
      ("permit(principal,\naction resource);", "[]", "p.cedar: line 2, column 8: "),
      ("permit(principal, action, resource);", "[\n{\"uid\": 1}]", "e.json: line 2, column 1: "),
      ("permit(principal, action, resource);", "[1,]", "e.json: line 1, column 4: "),
      (
        "permit(principal, action, resource) when { " + String(repeating: "(", count: 10_000) + "1"
          + String(repeating: ")", count: 10_000) + " };", "[]",
        "p.cedar: line 1, column 300: nested more than 256"
      ),
    ])
  func unreadable(policies: String, entities: String, beginning: String) throws {
    let folder = try folder(#""decision": "allow""#, policies: policies, entities: entities)
    let run = try BulkheadRun(["access", "cases", folder.path("")])
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("bulkhead: \(beginning)"), "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1)
  }

  @Test("a folder without a case, and one that is not there, are told in a line and end with 2")
  func nothing() throws {
    let folder = try RunFolder()
    for path in [folder.path(""), folder.path("none")] {
      let run = try BulkheadRun(["access", "cases", path])
      #expect(run.status == 2)
      #expect(run.error.hasPrefix("bulkhead: \(path): "))
    }
  }
}
