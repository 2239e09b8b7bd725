import Testing

@Suite("Tidy")
struct TidyTests {
  static let rules = TidyRule.safety + TidyRule.reading

  @Test("the repository keeps the rule", arguments: rules)
  func repository(rule: TidyRule) {
    let found = Repository.files.flatMap { rule.violations(in: $0) }
    #expect(found.count == 0, "\(found.map(\.description).joined(separator: "\n"))")
  }

  @Test("the rule finds each marked line of its bad samples, and tells the reason", arguments: rules)
  func counterExample(rule: TidyRule) {
    for sample in rule.bad {
      let marked = sample.lineNumbers(in: sample.lines) { $0.hasSuffix("⚑") }
      #expect(rule.offendingLines(sample) == (marked.isEmpty ? [0] : marked), "\(sample.path)")
      #expect(rule.violations(in: sample).allSatisfy { $0.description.contains(rule.reason) })
    }
    #expect(!rule.bad.isEmpty)
  }

  @Test("the rule leaves its good samples alone", arguments: rules)
  func lookAlike(rule: TidyRule) {
    for sample in rule.good {
      #expect(rule.offendingLines(sample) == [], "\(sample.path)")
    }
    #expect(!rule.good.isEmpty)
  }

  @Test("the rules see the files of both packages")
  func seesFiles() {
    let paths = Repository.files.map(\.path)
    #expect(paths.contains("Core/Sources/Bytes/ByteReader.swift"))
    #expect(paths.contains("Tests/HouseTests/TidyTests.swift"))
    #expect(!paths.contains { $0.contains(".build/") })
  }
}
