import Authorization
public import IdentityRecords
import Ledger
public import Sealing

/// Backups of all of it, the keys that seal it, and what a restored site says of itself.
extension Site {
  /// Copies everything into one encrypted file, whoever works with the site meanwhile.
  public func makeBackup(
    to path: String, under key: BackupKey, as caller: Caller
  ) async throws -> CopiedSite {
    try await door.pass(Act("makeBackup", on: uid), as: caller) { passage in
      try stores.copier(passage).copy(to: path, under: key)
    }
  }

  /// Seals everything under a fresh key, and retires the older ones.
  ///
  /// - Returns: how many values were sealed anew
  public func rotateKeys(as caller: Caller) async throws -> Int {
    try await door.pass(Act("rotateKeys", on: uid), as: caller) { passage in
      try await stores.keys(passage).rotate()
    }
  }

  /// The first that a site records which was made from a backup: who made it, and whom it forgot once more.
  /// Whoever has the backup's key may make it; nobody was asked.
  ///
  /// - Parameters:
  ///   - forgotten: who was forgotten after the backup was made
  ///   - reason: what the restore went by
  public func noteRestored(
    forgotten: [Pseudonym], reason: String, as caller: Caller
  ) async throws {
    try await door.note(
      "restoreBackup", of: "Site/\(name)", by: caller.actor, from: Self.ownDevice, .done, reason: reason)
    for pseudonym in forgotten {
      try await door.note(
        "forgetPerson", of: "User/\(pseudonym)", by: caller.actor, from: Self.ownDevice, .done,
        reason: "forgotten after the backup was made")
    }
  }
}
