import Foundation
import Testing

@Suite("Activities checked by hand", .enabled(if: Corpus.isPresent, Corpus.absence))
struct ActivityTableTests {
  static let head = ["capture", "frame", "actor", "target", "unit", "verb", "object", "outcome"]

  @Test(
    "each row of a table is an activity whose request stands in that frame",
    arguments: CorpusTable.all("activities-"))
  func rows(table: CorpusTable) {
    #expect(table.head == Self.head)
    for (capture, rows) in table.byCapture {
      let seen = Inspected.activities(Corpus.path(capture))
      for row in rows {
        let wanted = Array(row.fields.dropFirst())
        guard !seen.contains(where: { $0.fields == wanted }) else { continue }
        let there = seen.filter { $0.fields[0] == wanted.first }.map { $0.fields.joined(separator: " | ") }
        Issue.record("\(table.name) \(row)\n  in that frame: \(there)")
      }
    }
  }

  @Test(
    "each of the six protocols has at least 30 rows",
    arguments: [["modbus"], ["s7comm"], ["enip", "cip"], ["opcua"], ["ams"]])
  func counts(protocols: [String]) {
    let rows = protocols.compactMap { CorpusTable("activities-\($0).tsv") }.map(\.rows.count).reduce(0, +)
    #expect(rows >= 30, "\(protocols)")
  }
}
