/// The forms in which entries go to other programs.
public enum LedgerExport: String, CaseIterable, Sendable {
  /// The entries as they stand in the ledger, a line each.
  case jsonl
  case ocsf
  case csv
  case syslog

  /// What stands before the first entry.
  public var header: [UInt8] { self == .csv ? SeparatedEntry.header : [] }

  /// Appends one entry, with its line end.
  ///
  /// - Parameters:
  ///   - index: its place in the ledger, from 0
  ///   - origin: the ledger's name
  ///   - version: Bulkhead's
  public func append(
    _ entry: LedgerEntry, index: UInt64, origin: String, version: String, to octets: inout [UInt8]
  ) throws(LedgerError) {
    switch self {
    case .jsonl:
      octets += try entry.encoded()
      octets.append(0x0A)
    case .ocsf: EntryEvent.append(entry, index: index, origin: origin, version: version, to: &octets)
    case .csv: SeparatedEntry.append(entry, index: index, to: &octets)
    case .syslog: SyslogEntry.append(entry, index: index, origin: origin, to: &octets)
    }
  }
}
