import Vocabulary

/// An entry as a row of comma-separated values.
///
/// Spreadsheets run what begins like a formula: such a value gets an apostrophe before it.
///
/// Source: RFC 4180, section 2.
enum SeparatedEntry {
  private static let columns = [
    "index", "time", "clock", "sure_ns", "late", "actor", "id", "device", "session", "action", "target",
    "object", "decision", "policies", "outcome", "reason",
  ]
  static let header = Array((columns.joined(separator: ",") + "\r\n").utf8)

  static func append(_ entry: LedgerEntry, index: UInt64, to octets: inout [UInt8]) {
    let values: [String?] = [
      "\(index)", entry.time.rfc3339, entry.clock.source,
      entry.clock.uncertaintyNanoseconds.map { "\($0)" }, entry.late?.rfc3339, entry.actor.kind.rawValue,
      entry.actor.id, entry.device, entry.session, entry.action, entry.target, entry.object,
      entry.decision.rawValue, entry.policies.joined(separator: " "), entry.outcome.rawValue, entry.reason,
    ]
    for (place, value) in values.enumerated() {
      if place > 0 { octets.append(UInt8(ascii: ",")) }
      if let value { append(value, to: &octets) }
    }
    octets += [0x0D, 0x0A]
  }

  private static func append(_ value: String, to octets: inout [UInt8]) {
    guard let first = value.utf8.first else { return }
    let isFormula = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first)
    let isPlain = value.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 >= 0x20 }
    if isPlain && !isFormula {
      octets += Array(value.utf8)
      return
    }
    octets.append(0x22)
    if isFormula { octets.append(UInt8(ascii: "'")) }
    for octet in value.utf8 {
      if octet == 0x22 { octets.append(octet) }
      octets.append(octet)
    }
    octets.append(0x22)
  }
}
