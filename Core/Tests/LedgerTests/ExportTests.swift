import Foundation
import Ledger
import Testing
import Vocabulary

@Suite("Entries for other programs")
struct ExportTests {
  private static func text(_ export: LedgerExport, _ entry: LedgerEntry) throws -> String {
    var octets = export.header
    try export.append(entry, index: 41, origin: "plant.example/ledger", version: "0.1.0", to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }

  private static var hostile: LedgerEntry {
    var entry = LedgerEntry.sample
    entry.decision = .denied
    entry.outcome = .refused
    entry.object = "=cmd|' /C calc'!A0, \"x\"]\\\n<script>"
    entry.late = Timestamp(seconds: 1_796_083_260, nanoseconds: 0)
    return entry
  }

  @Test("comma-separated values have a row each, quoted where they must be, and no formula")
  func separated() throws {
    let lines = try Self.text(.csv, Self.hostile).split(separator: "\r\n")
    #expect(lines.count == 2)
    #expect(lines[0].split(separator: ",").count == 16)
    #expect(
      lines[1].hasPrefix(
        "41,2026-12-01T00:00:00.123456789Z,ntp,2500000,2026-12-01T00:01:00.000000000Z,person,"))
    #expect(lines[1].contains(",\"'=cmd|' /C calc'!A0, \"\"x\"\"]\\\n<script>\",denied,"))
  }

  @Test("syslog has the header, the severity and escaped values, and no line feed within a message")
  func syslog() throws {
    let text = try Self.text(.syslog, Self.hostile)
    #expect(
      text.hasPrefix(
        "<108>1 2026-12-01T00:00:00.123456Z plant.example/ledger bulkhead - ledger "
          + "[ledger@32473 index=\"41\" "
      ))
    #expect(text.contains("object=\"=cmd|' /C calc'!A0, \\\"x\\\"\\]\\\\ <script>\""))
    #expect(text.utf8.filter { $0 == 0x0A }.count == 1 && text.hasSuffix("]\n"))
    #expect(try Self.text(.syslog, .sample).hasPrefix("<109>1 "))
  }

  @Test("OCSF has an API Activity a line, with what the schema requires")
  func events() throws {
    let text = try Self.text(.ocsf, Self.hostile)
    let event = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(event["class_uid"] as? Int == 6_003 && event["type_uid"] as? Int == 600_399)
    #expect(event["category_uid"] as? Int == 6 && event["activity_id"] as? Int == 99)
    #expect(event["time"] as? Int == 1_796_083_200_123)
    for key in ["actor", "api", "src_endpoint", "metadata", "unmapped"] {
      #expect(event[key] is [String: Any])
    }
    #expect(event["action_id"] as? Int == 2 && event["disposition_id"] as? Int == 2)
    #expect(event["status_id"] as? Int == 2 && event["severity_id"] as? Int == 3)
    let metadata = event["metadata"] as? [String: Any]
    #expect(metadata?["uid"] as? String == "plant.example/ledger#41")
    #expect(metadata?["version"] as? String == "1.3.0")
    let user = (event["actor"] as? [String: Any])?["user"] as? [String: Any]
    #expect(user?["uid"] as? String == "p-4f1c0a9e")
    let resource = (event["resources"] as? [[String: Any]])?.first
    #expect(resource?["name"] as? String == Self.hostile.object)
  }

  @Test("JSON lines are the entries, octet for octet")
  func lines() throws {
    #expect(try Array(Self.text(.jsonl, .sample).utf8) == LedgerEntry.sample.encoded() + [0x0A])
  }
}
