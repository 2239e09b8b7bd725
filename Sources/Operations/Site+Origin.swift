import Access
import Authorization
public import Identity
import IdentityRecords
import Ledger

/// Which device a request comes from, and who works there. What is refused here is refused before anything
/// could be asked, and stands in the ledger.
extension Site {
  /// The device that shows a certificate. Each request asks: one that was revoked a moment ago counts no
  /// more.
  ///
  /// - Parameter certificate: DER, whose key the device proved to have
  /// - Throws: `IdentityError.certificate` where it is not one of this site's that counts now
  public func origin(
    certificate: [UInt8], address: String, isRemote: Bool
  ) async throws -> Origin {
    do {
      let facts = try stores.judge(certificate: certificate)
      return Origin(.certificate(certificate), key: facts.key, address: address, isRemote: isRemote)
    } catch {
      let shown = DeviceKey(secret: certificate).map { "\($0)" } ?? "unknown"
      try await door.note(
        "showCertificate", of: "Site/\(name)", by: LedgerEntry.Actor(.unknown, shown), from: shown, .refused,
        reason: error.description)
      throw error
    }
  }

  /// Who works with this token at this device, for an act of theirs and for telling them of their session.
  ///
  /// A token that is shown at another device than its own ends with that, and it is recorded: it was stolen.
  public func atWork(
    _ token: SessionToken?, from origin: Origin
  ) async throws -> (caller: Caller, work: AtWork) {
    do {
      let work = try stores.proving.atWork(token, device: origin.key)
      return (try caller(work.session, origin), work)
    } catch let error as IdentityError {
      guard case .otherDevice(let pseudonym, _) = error else { throw error }
      try await door.note(
        "showSession", of: "User/\(pseudonym)", by: LedgerEntry.Actor(.unknown, "\(origin.key)"),
        from: "\(origin.key)", .refused, reason: "the session belongs to another device: it has ended")
      throw error
    }
  }
}
