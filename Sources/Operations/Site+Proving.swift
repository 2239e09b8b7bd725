public import Identity
public import IdentityRecords
import Ledger

/// Proving who somebody is: decided by the proof alone, and recorded, whether it succeeds or not.
extension Site {
  /// Opens an account with the code of its invitation, or of the first start.
  public func open(code: String, password: String, from origin: Origin) async throws -> Account {
    try await noted("openAccount", origin, who: { .person($0.pseudonym) }) {
      try stores.proving.redeem(code, password: password, address: origin.address)
    }
  }

  /// Signs somebody in. What they may do is asked at each act.
  public func signIn(
    login: String, password: String, code: String?, from origin: Origin, earlier: SessionToken? = nil
  ) async throws -> SignedIn {
    try await noted("signIn", of: try target(login), origin, who: { .person($0.account.pseudonym) }) {
      try stores.proving.signIn(
        login: login, password: password, code: code, device: origin.key, address: origin.address,
        earlier: earlier)
    }
  }

  /// Proves it once more, for a dangerous act.
  public func stepUp(
    _ token: SessionToken, password: String, code: String?, from origin: Origin
  ) async throws -> SignedIn {
    try await noted("stepUp", origin, who: { .person($0.account.pseudonym) }) {
      try stores.proving.stepUp(token, password: password, code: code, device: origin.key)
    }
  }

  /// Opens the sealed envelope, for an hour at most. Its reason stands with every act of the session.
  public func breakGlass(_ code: String, reason: String, from origin: Origin) async throws -> SignedIn {
    try await noted(
      "breakGlass", origin, who: { .person($0.account.pseudonym) }, why: { $0.session.kind.reason }
    ) {
      try stores.proving.breakGlass(code, reason: reason, device: origin.key, address: origin.address)
    }
  }

  public func signOut(_ token: SessionToken, from origin: Origin) async throws {
    let work = try stores.proving.atWork(token, device: origin.key)
    // Never refused, whatever the ledger can take: it leaves less open than before.
    try await noted("signOut", origin, who: { _ in .person(work.account.pseudonym) }) {
      try stores.proving.signOut(token)
    }
  }

  /// A seed for an authenticator app, for who signed in a moment ago; it counts once
  /// ``confirmSecondFactor(_:code:of:from:)`` saw a code of it.
  public func newSecondFactor(
    of token: SessionToken, from origin: Origin
  ) throws -> (seed: String, address: String) {
    let work = try stores.proving.atWork(token, device: origin.key)
    try stores.proving.requireBinding(work)
    return try stores.proving.newSecondFactor(of: work.account.pseudonym)
  }

  /// - Returns: recovery codes, each of which stands in for a code of the app, once
  public func confirmSecondFactor(
    _ seed: String, code: String, of token: SessionToken, from origin: Origin
  ) async throws -> [String] {
    let work = try stores.proving.atWork(token, device: origin.key)
    return try await noted("setSecondFactor", by: work.account.pseudonym, origin) {
      try stores.proving.requireBinding(work)
      return try stores.proving.confirmSecondFactor(seed, code: code, of: work.account.pseudonym)
    }
  }

  /// A new password for who just signed in with the old one. Every session of theirs ends.
  public func changePassword(_ password: String, for work: SignedIn, from origin: Origin) async throws {
    try await noted("changePassword", by: work.account.pseudonym, origin) {
      try stores.proving.changePassword(password, of: work.account.pseudonym)
    }
  }

  /// How hard a password is to guess, before it is set.
  public func strength(of password: String) throws -> PasswordStrength {
    try stores.proving.strength(of: password)
  }

  /// Does what a proof alone decides, and records it, whether it succeeds or not.
  ///
  /// - Parameters:
  ///   - target: what it is about, where that is known before; the site, else
  ///   - who: who was proved
  ///   - why: the reason that was given
  func noted<Result>(
    _ action: String, of target: String? = nil, _ origin: Origin, who: (Result) -> LedgerEntry.Actor,
    why: (Result) -> String? = { _ in nil }, _ body: () throws -> Result
  ) async throws -> Result {
    let target = target ?? "Site/\(name)"
    let result: Result
    do {
      result = try body()
    } catch {
      // A try that was turned away unread is none: who tries without end would fill the disk by it.
      guard (error as? IdentityError)?.isTurnedAway != true else { throw error }
      try await door.note(
        action, of: target, by: LedgerEntry.Actor(.unknown, "\(origin.key)"), from: "\(origin.key)", .refused)
      throw error
    }
    try await door.note(
      action, of: target, by: who(result), from: "\(origin.key)", .done, reason: why(result))
    return result
  }

  /// Does what somebody does for themselves who was proved before: it stands in the ledger before it is done.
  private func noted<Result>(
    _ action: String, by pseudonym: Pseudonym, _ origin: Origin, _ body: () throws -> Result
  ) async throws -> Result {
    let (target, person) = ("Site/\(name)", LedgerEntry.Actor.person(pseudonym))
    try await door.note(action, of: target, by: person, from: "\(origin.key)", .begun)
    let result: Result
    do {
      result = try body()
    } catch {
      try await door.note(action, of: target, by: person, from: "\(origin.key)", .failed)
      throw error
    }
    try await door.note(action, of: target, by: person, from: "\(origin.key)", .done)
    return result
  }

  /// The account that somebody tries to be; a name that nobody has is not recorded, for it may be a password
  /// typed in the wrong place.
  private func target(_ login: String) throws -> String? {
    try stores.pseudonym(login: login).map { "User/\($0.text)" }
  }
}

extension LedgerEntry.Actor {
  static func person(_ pseudonym: Pseudonym) -> Self { Self(.person, pseudonym.text) }
}
