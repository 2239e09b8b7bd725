public import IdentityRecords
import Vocabulary

/// Everything about people: who they are, how they sign in, and until when. The one place where the parts
/// meet; what it decides is in the files beside this one.
///
/// Functions block while scrypt runs and the store writes; call them off the threads that serve others.
public struct People: Sendable {
  public typealias Store = PeopleStore & CredentialStore & SessionStore

  let store: any Store
  let hasher: PasswordHasher
  public let rules: IdentityRules
  let surroundings: Surroundings
  /// What authenticator apps call this site.
  let site: String

  public init(
    site: String, store: any Store, hasher: PasswordHasher, rules: IdentityRules = IdentityRules(),
    surroundings: Surroundings
  ) {
    self.site = site
    self.store = store
    self.hasher = hasher
    self.rules = rules
    self.surroundings = surroundings
  }

  /// - Throws: `clockWentBack`, once; every session has ended then.
  func time() throws(IdentityError) -> Timestamp { try surroundings.time(heldBy: store) }

  func account(_ pseudonym: Pseudonym) throws(IdentityError) -> Account {
    guard let account = try stored({ () throws(StoreError) in try store.account(pseudonym) }) else {
      throw .noAccount(pseudonym)
    }
    return account
  }

  func isOpen(_ account: Account, at now: Timestamp) -> Bool {
    account.state == .active && !(deadline(of: account)?.isOver(at: now) ?? false)
  }

  /// Until when an account signs in; nil where no end is planned.
  public func deadline(of account: Account) -> Deadline? {
    account.expires.map { Deadline(ends: $0, reason: .accountEnd) }
  }
}

extension Surroundings {
  /// The time, after the clock was held against the latest time that the store has seen.
  func time(heldBy store: any SessionStore) throws(IdentityError) -> Timestamp {
    let now = now()
    let tolerance = Deadline.clockTolerance.components.seconds * 1_000_000_000
    let back = try stored { () throws(StoreError) in
      try store.observeClock(now, toleranceNanoseconds: tolerance)
    }
    guard back == 0 else { throw .clockWentBack(seconds: (back + tolerance) / 1_000_000_000) }
    return now
  }
}
