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

  /// Goes back to the database that was there before an upgrade; the site can't be used after it.
  public func goBack(toSchema number: Int, as caller: Caller) async throws {
    try await door.pass(Act("restoreBackup", on: uid), as: caller) { passage in
      try stores.upgrade(passage).goBack(toSchema: number)
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

  /// The first that a site records which was made from a backup: who made it, and what it ended once more.
  /// Whoever has the backup's key may make it; nobody was asked.
  ///
  /// - Parameter reason: what the restore went by
  public func noteRestored(_ again: EndedAgain, reason: String, as caller: Caller) async throws {
    func note(_ action: String, _ target: String, _ reason: String) async throws {
      try await door.note(action, of: target, by: caller.actor, from: Self.ownDevice, .done, reason: reason)
    }
    try await note("restoreBackup", "Site/\(name)", reason)
    for person in again.forgotten {
      try await note("forgetPerson", "User/\(person)", "forgotten after the backup was made")
    }
    for account in again.accounts {
      try await note("endAccount", "User/\(account)", "ended after the backup was made")
    }
    for device in again.devices {
      try await note("revokeDevice", "Device/\(device)", "ended after the backup was made")
    }
  }
}

/// What came to an end after a backup was made, and did so once more in the site that was made from it.
public struct EndedAgain: Sendable {
  public var forgotten: [Pseudonym] = []
  public var accounts: [Pseudonym] = []
  public var devices: [String] = []

  public init() {}
}
