import Authorization
import Identity
public import IdentityRecords

/// How the site is set up.
extension Site {
  /// What new passwords are held against.
  public func passwordSettings(as caller: Caller) async throws -> PasswordSettings {
    try await door.pass(Act("viewSite", on: uid), as: caller) { passage in
      try stores.identities(passage).passwordSettings()
    }
  }

  /// Holds passwords that are set from now on against these words and this file of stolen ones.
  public func holdPasswords(
    against words: [String], stolenPath: String?, as caller: Caller
  ) async throws -> PasswordSettings {
    try await door.pass(Act("configureSite", on: uid), as: caller) { passage in
      try stores.identities(passage).holdPasswords(against: words, stolenPath: stolenPath)
    }
  }
}
