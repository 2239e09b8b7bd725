import Access
import Authorization
public import Identity
import IdentityRecords
import Ledger

/// What a listener does by itself, before anybody has come: recorded, and asked of nobody, for whoever starts
/// one can open the folder and its keys.
extension Site {
  /// Records that a listener serves this site from now on, or no more.
  ///
  /// - Parameter address: where, as `127.0.0.1:8443`
  public func noteListening(_ listens: Bool, at address: String, as caller: Caller) async throws {
    try await door.note(
      listens ? "startListener" : "stopListener", of: "Site/\(name)", by: caller.actor, from: Self.ownDevice,
      .done, reason: address)
  }

  /// A certificate for the site's own listener.
  ///
  /// - Parameters: as `Devices.serverCertificate(names:addresses:)` has them
  public func serverCertificate(
    names: [String], addresses: [[UInt8]], as caller: Caller
  ) async throws -> ServerCertificate {
    func note(_ outcome: LedgerEntry.Outcome) async throws {
      try await door.note(
        "issueServerCertificate", of: "Site/\(name)", by: caller.actor, from: Self.ownDevice, outcome)
    }
    try await note(.begun)
    let made = try stores.serverCertificate(names: names, addresses: addresses)
    try await note(.done)
    return made
  }
}
