import Reports
import Testing
import Vocabulary

/// `vantage.tsv` says why something is wrong with the place of a capture, for each that is said to be so.
@Suite("The place of the corpus's captures", .enabled(if: Corpus.isPresent, Corpus.absence))
struct VantageTableTests {
  @Test("no capture is accused without a reason, and none with one is missed")
  func accused() throws {
    let table = try #require(CorpusTable("vantage.tsv"))
    #expect(table.head == ["capture", "kind", "why"])
    #expect(table.rows.allSatisfy { $0.fields.count == 3 && !$0.fields[2].isEmpty })
    let known = Set(table.rows.map { $0.fields[0] + " " + $0.fields[1] })
    var found: Set<String> = []
    for capture in Corpus.captures {
      for fault in Inspected.report([Corpus.path(capture)]).coverage.vantage {
        found.insert("\(capture) \(fault.kind)")
      }
    }
    #expect(found.subtracting(known).sorted() == [])
    #expect(known.subtracting(found).sorted() == [])
  }
}
