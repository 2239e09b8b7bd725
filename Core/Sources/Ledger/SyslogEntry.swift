import JSON
import Vocabulary

/// An entry as a message of syslog, facility log audit: a denied action is a warning, others are notices.
///
/// Source: RFC 5424, section 6. The structured data's number, 32473, is the one for documentation (RFC 5612):
/// Bulkhead has none of its own.
enum SyslogEntry {
  static func append(_ entry: LedgerEntry, index: UInt64, origin: String, to octets: inout [UInt8]) {
    let severity = entry.decision == .denied ? 4 : 5
    octets += Array("<\(13 * 8 + severity)>1 ".utf8)
    // Six digits of a second are the most that syslog has.
    let start = octets.count
    entry.time.appendRFC3339(to: &octets)
    octets.removeSubrange((start + 26)..<(start + 29))
    octets += Array(" \(word(origin, limit: 255)) bulkhead - ledger [ledger@32473".utf8)
    let values: [(String, String?)] = [
      ("index", "\(index)"), ("clock", entry.clock.source),
      ("sure_ns", entry.clock.uncertaintyNanoseconds.map { "\($0)" }), ("late", entry.late?.rfc3339),
      ("actor", entry.actor.kind.rawValue), ("id", entry.actor.id), ("device", entry.device),
      ("session", entry.session), ("action", entry.action), ("target", entry.target),
      ("object", entry.object), ("decision", entry.decision.rawValue),
      ("policies", entry.policies.isEmpty ? nil : entry.policies.joined(separator: " ")),
      ("outcome", entry.outcome.rawValue), ("reason", entry.reason),
    ]
    for (name, value) in values {
      guard let value else { continue }
      octets += Array(" \(name)=\"".utf8)
      append(value, to: &octets)
      octets.append(0x22)
    }
    octets += Array("]\n".utf8)
  }

  /// A line feed would be two messages where they are told apart by lines: controls become spaces.
  ///
  /// Source: RFC 5424, section 6.3.3, what is to be escaped.
  private static func append(_ value: String, to octets: inout [UInt8]) {
    for octet in value.utf8 {
      if octet == 0x22 || octet == 0x5C || octet == 0x5D { octets.append(0x5C) }
      octets.append(octet < 0x20 || octet == 0x7F ? 0x20 : octet)
    }
  }

  /// Printable ASCII, as a host name is there.
  private static func word(_ text: String, limit: Int) -> String {
    let octets = text.utf8.prefix(limit).map { (0x21...0x7E).contains($0) ? $0 : UInt8(ascii: "_") }
    return octets.isEmpty ? "-" : String(decoding: octets, as: UTF8.self)
  }
}
