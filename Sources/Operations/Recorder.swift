public import Ledger

/// Where acts are recorded.
public protocol Recorder: Sendable {
  /// Returns when the entry is in the ledger, durable and proved.
  func record(_ entry: LedgerEntry) async throws

  /// Keeps an entry, sealed, until the ledger can be written again; it then stands there marked late.
  func recordLate(_ entry: LedgerEntry) async throws
}
