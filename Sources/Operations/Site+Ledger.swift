import Access
import Authorization

/// The ledger is looked at through the door: looking is an act, and stands in it.
extension Site {
  /// Lets `body` read the site's ledger, to show it or to write it elsewhere.
  public func readLedger(
    exporting: Bool, as caller: Caller, _ body: @escaping @Sendable () throws -> Void
  ) async throws {
    try await door.pass(Act(exporting ? "exportLedger" : "viewLedger", on: uid), as: caller) { _ in
      try body()
    }
  }
}
