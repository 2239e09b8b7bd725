import Access
import Authorization
public import Identity
public import IdentityRecords
public import Vocabulary

/// Accounts. They are told by pseudonym: who it is shows ``unmask(_:reason:as:)`` alone.
extension Site {
  public func accounts(as caller: Caller) async throws -> [Account] {
    try await door.pass(Act("viewAccounts", on: uid), as: caller) { passage in
      try stores.accounts(passage).accounts()
    }
  }

  /// Makes an account that nobody can use until its code was.
  public func invite(
    _ person: Person, roles: Set<String>, zones: Set<String>, expires: Timestamp?, as caller: Caller
  ) async throws -> HandedCode {
    try await door.pass(Act("inviteAccount", on: uid), as: caller) { passage in
      try stores.identities(passage).invite(person, roles: roles, zones: zones, expires: expires)
    }
  }

  /// Ends an account: no sign-in and no session from the next act on.
  public func end(_ pseudonym: Pseudonym, as caller: Caller) async throws {
    try await door.pass(Act("endAccount", on: user(pseudonym)), as: caller) { passage in
      try stores.identities(passage).end(pseudonym)
    }
  }

  public func assign(_ roles: Set<String>, to pseudonym: Pseudonym, as caller: Caller) async throws {
    try await door.pass(Act("assignRole", on: user(pseudonym)), as: caller) { passage in
      let accounts = stores.accounts(passage)
      guard var account = try accounts.account(pseudonym) else { throw IdentityError.noAccount(pseudonym) }
      account.roles = roles
      try accounts.change(account)
    }
  }

  /// Gives an account these zones, and no others: whose machines the person runs.
  public func assign(zones: Set<String>, to pseudonym: Pseudonym, as caller: Caller) async throws {
    try await door.pass(Act("assignZone", on: user(pseudonym)), as: caller) { passage in
      let accounts = stores.accounts(passage)
      guard var account = try accounts.account(pseudonym) else { throw IdentityError.noAccount(pseudonym) }
      account.zones = zones
      try accounts.change(account)
    }
  }

  /// A new code for somebody who lost password or second factor; both end.
  public func reset(_ pseudonym: Pseudonym, as caller: Caller) async throws -> HandedCode {
    try await door.pass(Act("resetCredentials", on: user(pseudonym)), as: caller) { passage in
      try stores.identities(passage).inviteAgain(pseudonym)
    }
  }

  /// A code to be printed and sealed in an envelope: it opens this account once, when nobody else can.
  public func sealEnvelope(for pseudonym: Pseudonym, as caller: Caller) async throws -> HandedCode {
    try await door.pass(Act("resetCredentials", on: user(pseudonym)), as: caller) { passage in
      try stores.identities(passage).sealEnvelope(for: pseudonym)
    }
  }

  /// Who a pseudonym is; nil for one who was forgotten.
  public func unmask(_ pseudonym: Pseudonym, reason: String, as caller: Caller) async throws -> Person? {
    let act = Act("unmaskPerson", on: user(pseudonym), reason: reason)
    return try await door.pass(act, as: caller, checking: { try check(reason) }) {
      try stores.accounts($0).person(pseudonym)
    }
  }

  /// Erases who a pseudonym was, for good. What was done stays told, and every proof holds.
  public func forget(_ pseudonym: Pseudonym, reason: String, as caller: Caller) async throws {
    let act = Act("forgetPerson", on: user(pseudonym), reason: reason)
    try await door.pass(act, as: caller, checking: { try check(reason) }) { passage in
      try stores.identities(passage).forget(pseudonym)
    }
  }

  /// The account of a sign-in name: who knows the name may use it in place of the pseudonym.
  public func pseudonym(login: String) throws -> Pseudonym? { try stores.pseudonym(login: login) }

  func check(_ reason: String) throws {
    if try stores.proving.namesSomebody(reason) { throw IdentityError.reasonNamesSomebody }
  }

  private func user(_ pseudonym: Pseudonym) -> EntityUID { EntityUID("User", Text(pseudonym.text)) }
}
