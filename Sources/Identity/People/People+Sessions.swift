public import IdentityRecords
import Vocabulary

/// Somebody at work, as a decision reads it.
public struct AtWork: Sendable {
  public let account: Account
  public let session: Session
  /// When the session ends unless something is done, and at the latest.
  public let deadline: Deadline
  /// Until when the last authentication counts as fresh.
  public let freshness: Deadline
}

extension People {
  /// Who works with this token at this device. Asked at each action: what ended a moment ago is over now.
  public func atWork(_ token: SessionToken?, device: DeviceKey) throws(IdentityError) -> AtWork {
    let now = try time()
    guard let token, let session = try stored({ () throws(StoreError) in try store.session(token.hash) })
    else {
      throw .noSession
    }
    guard session.device == device else {
      try stored { () throws(StoreError) in try store.end(session.hash) }
      throw .otherDevice(session.pseudonym, seenAt: device)
    }
    let account = try account(session.pseudonym)
    let deadline = deadline(of: session, account)
    guard account.state == .active, !deadline.isOver(at: now) else {
      try stored { () throws(StoreError) in try store.end(session.hash) }
      throw .sessionOver(account.state == .active ? deadline.reason : .accountEnd)
    }
    if now > session.lastUsed.advanced(by: .seconds(10)) {
      try stored { () throws(StoreError) in try store.use(session.hash, at: now) }
    }
    var used = session
    used.lastUsed = max(session.lastUsed, now)
    return AtWork(
      account: account, session: used, deadline: self.deadline(of: used, account),
      freshness: freshness(of: session))
  }

  /// - Throws: `stepUpNeeded` where a dangerous action needs a fresher authentication, or one with more
  /// factors.
  public func requireFresh(_ atWork: AtWork, factors: Int) throws(IdentityError) {
    let now = try time()
    guard !atWork.freshness.isOver(at: now), atWork.session.factors >= factors else { throw .stepUpNeeded }
  }

  /// Authenticates once more in a session. Its token changes: one that somebody copied before is dead.
  public func stepUp(
    _ token: SessionToken, password: String, code: String? = nil, device: DeviceKey
  ) throws(IdentityError) -> SignedIn {
    let now = try time()
    let atWork = try atWork(token, device: device)
    let name = atWork.account.pseudonym
    guard let person = try stored({ () throws(StoreError) in try store.person(name) }) else {
      throw .noAccount(name)
    }
    let throttle = Throttle(store, login: person.login, device: device, address: "", isKnown: true)
    do { try throttle.begin(at: now) } catch {
      // Who guesses inside a session loses it.
      if error == .closedToNewDevices { try stored { () throws(StoreError) in try store.end(token.hash) } }
      throw error
    }
    let factors: Factors
    do { factors = try verify(Password(password), code: code, of: name, at: now) } catch {
      if error == .codeNeeded || error == .busy { try throttle.settle(.neutral, at: now) }
      throw error
    }
    try throttle.settle(.success, at: now)
    let fresh = SessionToken(random: surroundings.random)
    var session = atWork.session
    session.hash = fresh.hash
    session.authenticated = now
    session.lastUsed = now
    session.factors = factors.count
    let next = session
    guard try stored({ () throws(StoreError) in try store.replace(token.hash, by: next) }) else {
      throw .noSession
    }
    let event = IdentityEvent(
      kind: .steppedUp(factors: factors.count), at: now, pseudonym: name, device: device)
    return SignedIn(
      token: fresh, account: atWork.account, session: next, deadline: deadline(of: next, atWork.account),
      event: event)
  }

  public func signOut(_ token: SessionToken) throws(IdentityError) {
    try stored { () throws(StoreError) in try store.end(token.hash) }
  }

  /// The first end of a session: idle, its own, or its account's.
  public func deadline(of session: Session, _ account: Account) -> Deadline {
    let end: Deadline.Reason = session.kind.isBreakGlass ? .breakGlass : .sessionEnd
    return .first(
      Deadline(began: session.lastUsed, lasting: rules.idle, reason: .idle),
      Deadline(began: session.began, ends: session.ends, reason: end), deadline(of: account))
  }

  public func freshness(of session: Session) -> Deadline {
    Deadline(began: session.authenticated, lasting: rules.stepUp, reason: .stepUp)
  }
}
