import Foundation
import Reports
import Testing
import Vocabulary

/// `findings-attacks.tsv` says which finding names an attack, at which packet, or `-` and why the wire does
/// not show it. `findings-quiet.tsv` explains each finding of medium or above on the other captures by a
/// message that is in the capture; what no message explains begins with `unexplained`.
@Suite("Findings on the corpus", .enabled(if: Corpus.isPresent, Corpus.absence))
struct FindingTableTests {
  static let attacks = CorpusTable("findings-attacks.tsv")
  static let quiet = CorpusTable("findings-quiet.tsv")

  @Test("each attack is named at its packet")
  func namedAttacks() throws {
    let table = try #require(Self.attacks)
    #expect(table.head == ["capture", "kind", "packet", "why"])
    for (capture, rows) in table.byCapture {
      let found = FoundFinding.all(in: capture)
      for row in rows where row.fields[1] != "-" {
        let has = found.contains { $0.kind == row.fields[1] && $0.packets.contains(row.fields[2]) }
        #expect(has, "\(table.name) \(row)\n  found: \(found.map(\.line))")
      }
      #expect(rows.allSatisfy { $0.fields.count == 4 && !$0.fields[3].isEmpty }, "\(capture) lacks a reason")
    }
    let named = Set(table.rows.map { $0.fields[0] })
    for capture in Corpus.attackCaptures { #expect(named.contains(capture), "no row for \(capture)") }
  }

  @Test("each finding of medium or above without an attack has its message")
  func explainedFindings() throws {
    let table = try #require(Self.quiet)
    #expect(table.head == ["capture", "kind", "packet", "message"])
    var missing: [String] = []
    var used: Set<Int> = []
    var unexplained: Set<String> = []
    for capture in Corpus.quietCaptures {
      let rows = table.rows.filter { $0.fields[0] == capture }
      for finding in FoundFinding.all(in: capture) where finding.severity >= .medium {
        let row = rows.first { $0.fields[1] == finding.kind && finding.packets.contains($0.fields[2]) }
        guard let row else {
          missing.append(finding.line)
          continue
        }
        used.insert(row.line)
        guard row.fields.last?.hasPrefix("unexplained") == true else { continue }
        unexplained.insert(capture)
        #expect(finding.severity == .medium, "unexplained, yet not medium: \(finding.line)")
      }
    }
    #expect(missing.isEmpty, "no row for:\n\(missing.joined(separator: "\n"))")
    let stale = table.rows.filter { !used.contains($0.line) }
    #expect(stale.isEmpty, "rows without a finding: \(stale)")
    #expect(unexplained.count * 50 <= Corpus.quietCaptures.count, "unexplained: \(unexplained.sorted())")
  }
}

/// A finding as the tables name it.
private struct FoundFinding {
  let capture: String
  let kind: String
  let severity: Severity
  let packets: [String]

  /// A row to start from, with the severity where the reason belongs.
  var line: String { "\(capture)\t\(kind)\t\(packets.first ?? "-")\t\(severity.text)" }

  static func all(in capture: String) -> [FoundFinding] {
    Inspected.report([Corpus.path(capture)]).findings.map { finding in
      FoundFinding(
        capture: capture, kind: finding.kind.text, severity: finding.severity,
        packets: finding.evidence.map { String($0.place.packet) })
    }
  }
}
