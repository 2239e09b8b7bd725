import ArgumentParser
import JSON
import Ledger
import LedgerFiles
import Vocabulary

/// Entries and verdicts as text for a person.
struct LedgerText {
  private(set) var octets: [UInt8] = []

  /// A paragraph for an entry.
  mutating func append(_ entry: LedgerEntry, index: UInt64) {
    var clock = entry.clock.source
    if let nanoseconds = entry.clock.uncertaintyNanoseconds {
      clock += ", within \(Self.spelled(nanoseconds: nanoseconds))"
    } else {
      clock += ", nobody can say how exact"
    }
    line("entry \(index)", "\(entry.time.rfc3339) (\(clock))")
    if let late = entry.late { line("  late", "recorded \(late.rfc3339): it could not be written at once") }
    var who = "\(entry.actor.kind.rawValue) \(entry.actor.id)"
    if let device = entry.device { who += " on \(device)" }
    if let session = entry.session { who += ", session \(session)" }
    line("  who", who)
    line("  did", "\(entry.action) \(entry.target)" + (entry.object.map { ", \($0)" } ?? ""))
    let policies = entry.policies.isEmpty ? "" : " by \(entry.policies.joined(separator: ", "))"
    line("  decision", "\(entry.decision.rawValue)\(policies); \(entry.outcome.rawValue)")
    if let reason = entry.reason { line("  reason", reason) }
    octets.append(0x0A)
  }

  mutating func drain() {
    StandardStream.output.writeOrEnd(octets)
    octets.removeAll(keepingCapacity: true)
  }

  /// A row whose text is safe on a terminal, whatever stands in it.
  private mutating func line(_ name: String, _ text: String) {
    octets += Array(name.utf8)
    octets += [UInt8](repeating: 0x20, count: max(1, 12 - name.utf8.count))
    appendEscaped(Array(text.utf8).span, to: &octets)
    octets.append(0x0A)
  }

  private static func spelled(nanoseconds: UInt64) -> String {
    if nanoseconds < 1_000 { return "\(nanoseconds) ns" }
    if nanoseconds < 1_000_000 { return "\(nanoseconds / 1_000) µs" }
    if nanoseconds < 1_000_000_000 { return "\(nanoseconds / 1_000_000) ms" }
    return "\(nanoseconds / 1_000_000_000) s"
  }

  /// Says what a check found; where that is damage, ends the run with status 2.
  static func tell(_ verdict: LedgerCheck.Verdict, of path: String, by key: NoteKey? = nil) throws {
    for fault in verdict.faults { StandardStream.error.write(line: "\(path): \(fault)") }
    if verdict.furtherFaults > 0 {
      StandardStream.error.write(line: "\(path): and \(verdict.furtherFaults) further faults")
    }
    for remark in verdict.remarks { StandardStream.output.write(line: "\(path): \(remark)") }
    guard verdict.isWhole, let checkpoint = verdict.checkpoint else { throw ExitCode(2) }
    let signed =
      key.map { "signed by \(String(decoding: $0.name, as: UTF8.self))" } ?? "its signature not looked at"
    StandardStream.output.write(
      line: "\(path): whole: \(verdict.entries) entries, root \(checkpoint.root.base64), \(signed)")
  }
}
