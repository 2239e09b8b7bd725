import Foundation
import Testing

/// Messages of protocols that tshark does not decode, read by hand from their octets. Where one has no verb,
/// none may be made of it.
@Suite("Messages read by hand", .enabled(if: Corpus.isPresent, Corpus.absence))
struct MessageTableTests {
  static let head = ["capture", "frame", "direction", "what", "verb", "object"]

  @Test(
    "each message is the activity that its row says, or none",
    arguments: CorpusTable.all("messages-"))
  func rows(table: CorpusTable) {
    #expect(table.head == Self.head)
    for (capture, rows) in table.byCapture {
      var seen: [String: [[String]]] = [:]
      for activity in Inspected.activities(Corpus.path(capture)) {
        // Verb and object.
        seen[activity.fields[0], default: []].append([activity.fields[4], activity.fields[5]])
      }
      for row in rows {
        guard row.fields.count == Self.head.count, ["request", "reply", "told"].contains(row.fields[2]) else {
          Issue.record("\(table.name) \(row) is cut")
          continue
        }
        let (frame, verb, object) = (row.fields[1], row.fields[4], row.fields[5])
        let there = seen[frame] ?? []
        if verb == "-" {
          #expect(there.isEmpty, "\(table.name) \(row)\n  in that frame: \(there)")
        } else {
          #expect(there.contains([verb, object]), "\(table.name) \(row)\n  in that frame: \(there)")
        }
      }
    }
  }

  @Test(
    "each of these protocols has at least 20 rows, of requests and of what answers them",
    arguments: ["s7comm-plus", "umas", "melsec"])
  func counts(name: String) throws {
    let table = try #require(CorpusTable("messages-\(name).tsv"))
    #expect(table.rows.count >= 20)
    #expect(Set(table.rows.map { $0.fields[2] }).isSuperset(of: ["request", "reply"]))
  }
}
