import Foundation
public import IdentityRecords
import Sealing
import Vocabulary

/// Somebody who just signed in.
public struct SignedIn: Sendable {
  /// What the device shows from now on. It is nowhere else: the store holds a hash of it.
  public let token: SessionToken
  public let account: Account
  public let session: Session
  public let deadline: Deadline
  public let event: IdentityEvent
}

extension People {
  /// Signs somebody in, or says only as much as a stranger may know.
  ///
  /// A session that the device showed before ends, and none is ever taken over: who plants a token finds it
  /// dead.
  /// - Parameters:
  ///   - code: of the authenticator app, or a recovery code.
  ///   - device: where it happens; its certificate's or its own secret's hash.
  ///   - address: where it comes from, as the listener sees it.
  ///   - earlier: the token that the device showed, if any.
  public func signIn(
    login: String, password: String, code: String? = nil, device: DeviceKey, address: String,
    earlier: SessionToken? = nil
  ) throws(IdentityError) -> SignedIn {
    let now = try time()
    if let earlier { try stored { () throws(StoreError) in try store.end(earlier.hash) } }
    let found = try stored { () throws(StoreError) in try store.account(login: login) }
    // The same reads for a name that nobody has.
    let name = found?.pseudonym ?? Pseudonym("p-nobody")
    let isKnown = try stored { () throws(StoreError) in try store.isKnown(device, to: name) }
    let throttle = Throttle(store, login: login, device: device, address: address, isKnown: isKnown)
    do { try throttle.begin(at: now) } catch {
      // A known device at which a hundred failed in a row is known no more.
      if error == .closedToNewDevices, isKnown {
        try stored { () throws(StoreError) in try store.forgetDevice(device, of: name) }
      }
      throw error
    }
    let factors: Factors
    do {
      factors = try verify(Password(password), code: code, of: name, at: now)
    } catch {
      // Nothing was guessed where a code is missing or the machine was busy.
      if error == .codeNeeded || error == .busy { try throttle.settle(.neutral, at: now) }
      throw error
    }
    guard let account = found, isOpen(account, at: now) else { throw .refused }
    try throttle.settle(.success, at: now)
    try stored { () throws(StoreError) in try store.remember(device, of: name, at: now) }
    return try begin(account, device: device, kind: .ordinary, factors: factors, isKnown: isKnown, at: now)
  }

  /// Lets somebody sign in from a device as if they had worked at it before: an administrator's way out for a
  /// person whose name is closed to new devices.
  public func admit(_ device: DeviceKey, of pseudonym: Pseudonym) throws(IdentityError) {
    let now = try time()
    _ = try account(pseudonym)
    try stored { () throws(StoreError) in try store.remember(device, of: pseudonym, at: now) }
  }

  struct Factors {
    var count: Int
    var usedRecoveryCode: Bool
  }

  /// Holds password and code against an account. scrypt runs once whether or not there is one.
  func verify(
    _ password: Password, code: String?, of name: Pseudonym, at now: Timestamp
  ) throws(IdentityError) -> Factors {
    let hash = try stored { () throws(StoreError) in try store.password(of: name) }
    let seed = try stored { () throws(StoreError) in try store.seed(of: name) }
    let (isRight, isOutdated) = try hasher.verify(password, against: hash?.text)
    guard isRight else { throw .refused }
    var factors = Factors(count: 1, usedRecoveryCode: false)
    if let seed {
      guard let code, !code.isEmpty else { throw .codeNeeded }
      if let step = TimeCode.step(of: code, seed: seed.seed, at: now, after: seed.lastStep) {
        // Of two with the same code at once, the database takes one.
        let isFirst = try stored { () throws(StoreError) in try store.takeStep(step, of: name) }
        guard isFirst else { throw .refused }
      } else {
        let hash = CodeText.hash(code, purpose: .recovery, subject: name.text)
        let subject = try stored { () throws(StoreError) in
          try store.useCode(hash, purpose: .recovery, at: now)
        }
        guard subject == name.text else { throw .refused }
        factors.usedRecoveryCode = true
      }
      factors.count = 2
    }
    if isOutdated {
      let text = try hasher.hash(password)
      try stored { () throws(StoreError) in
        try store.setPassword(StoredPassword(text, set: hash?.set ?? now), of: name)
      }
    }
    return factors
  }

  func begin(
    _ account: Account, device: DeviceKey, kind: Session.Kind, factors: Factors, isKnown: Bool,
    at now: Timestamp
  ) throws(IdentityError) -> SignedIn {
    let token = SessionToken(random: surroundings.random)
    let length: Duration
    let event: IdentityEvent.Kind
    switch kind {
    case .ordinary:
      length = rules.session
      event = .signedIn(
        factors: factors.count, usedRecoveryCode: factors.usedRecoveryCode, atKnownDevice: isKnown)
    case .breakGlass(let reason): (length, event) = (rules.breakGlass, .breakGlass(reason: reason))
    }
    let session = Session(
      hash: token.hash, pseudonym: account.pseudonym, device: device, kind: kind, began: now, lastUsed: now,
      ends: now.advanced(by: length), authenticated: now, factors: factors.count)
    try stored { () throws(StoreError) in try store.add(session) }
    return SignedIn(
      token: token, account: account, session: session, deadline: deadline(of: session, account),
      event: IdentityEvent(kind: event, at: now, pseudonym: account.pseudonym, device: device))
  }
}
