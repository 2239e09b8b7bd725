public import IdentityRecords
import Sealing
public import Vocabulary

/// A code for somebody, to be handed over once.
public struct HandedCode: Sendable {
  public let pseudonym: Pseudonym
  /// What is typed or stands behind a link; it is nowhere else.
  public let code: String
  public let deadline: Deadline
}

extension People {
  /// The role of the first account, as the policies name it.
  public static let administrator = "it-administrator"

  /// The first account, an administrator's, where there is none. Asked again before the code was used, it
  /// makes a new one and the first is dead.
  /// - Throws: `alreadyStarted` once somebody has used it.
  public func firstStart(
    _ person: Person = Person(login: "administrator", name: "Administrator")
  ) throws(IdentityError) -> HandedCode {
    let now = try time()
    let account = Account(
      newPseudonym(), state: .invited, roles: [Self.administrator], created: now)
    let isFirst = try stored { () throws(StoreError) in try store.addFirst(account, person: person) }
    var pseudonym = account.pseudonym
    if !isFirst {
      let accounts = try stored { () throws(StoreError) in try store.accounts() }
      guard accounts.count == 1, let only = accounts.first, only.state == .invited,
        only.roles == [Self.administrator]
      else { throw .alreadyStarted }
      pseudonym = only.pseudonym
    }
    return try hand(.firstStart, to: pseudonym, lasting: rules.firstStart, at: now)
  }

  /// Makes an account that nobody can use until its code was.
  /// - Parameter expires: when the account ends, as a contractor's does.
  public func invite(
    _ person: Person, roles: Set<String>, zones: Set<String> = [], expires: Timestamp? = nil
  ) throws(IdentityError) -> HandedCode {
    let now = try time()
    guard SignInName.octets(person.login) != nil else { throw .nameNotValid }
    let account = Account(
      newPseudonym(), state: .invited, roles: roles, zones: zones, created: now, expires: expires)
    guard try stored({ () throws(StoreError) in try store.add(account, person: person) }) else {
      throw .nameTaken
    }
    return try hand(.invitation, to: account.pseudonym, lasting: rules.invitation, at: now)
  }

  /// A new code for an account, whose password and second factor end: also for who lost both.
  public func inviteAgain(_ pseudonym: Pseudonym) throws(IdentityError) -> HandedCode {
    let now = try time()
    var account = try account(pseudonym)
    guard account.state == .active || account.state == .invited else { throw .noAccount(pseudonym) }
    account.state = .invited
    let invited = account
    try stored { () throws(StoreError) in
      try store.change(invited)
      try store.setPassword(nil, of: pseudonym)
      try store.setSeed(nil, of: pseudonym)
      try store.replaceCodes([], purpose: .recovery, subject: pseudonym.text)
    }
    return try hand(.invitation, to: pseudonym, lasting: rules.invitation, at: now)
  }

  /// Uses an invitation's or the first start's code: the account is open with this password.
  ///
  /// The password is judged before the code is used, so that a weak one costs no new invitation. Of two at
  /// once with one code, one opens the account.
  public func redeem(
    _ code: String, password: String, address: String
  ) throws(IdentityError) -> Account {
    let now = try time()
    let throttle = Throttle(store, address: address)
    try throttle.begin(at: now)
    for purpose in [OneTimeCode.Purpose.invitation, .firstStart] {
      let hash = CodeText.hash(code, purpose: purpose)
      let subject = try stored { () throws(StoreError) in
        try store.subject(ofCode: hash, purpose: purpose, at: now)
      }
      guard let subject else { continue }
      try throttle.settle(.neutral, at: now)
      let name = Pseudonym(subject)
      // Looked at before the code is used, so that an account which ended is not opened by an old letter.
      let invited = try account(name)
      guard invited.state == .invited, !(deadline(of: invited)?.isOver(at: now) ?? false) else {
        throw .codeNotValid
      }
      let text = try judgedHash(password, of: name)
      let used = try stored { () throws(StoreError) in try store.useCode(hash, purpose: purpose, at: now) }
      guard used == subject else { throw .codeNotValid }
      var open = invited
      open.state = .active
      let opened = open
      try stored { () throws(StoreError) in
        try store.setPassword(StoredPassword(text, set: now), of: name)
        try store.change(opened)
      }
      return opened
    }
    throw .codeNotValid
  }

  /// Ends an account: no sign-in, no session, from the next action on. What was done stays told.
  public func end(_ pseudonym: Pseudonym) throws(IdentityError) {
    var account = try account(pseudonym)
    account.state = .ended
    let ended = account
    try stored { () throws(StoreError) in try store.change(ended) }
  }

  /// Erases who a pseudonym was.
  public func forget(_ pseudonym: Pseudonym) throws(IdentityError) {
    let now = try time()
    _ = try account(pseudonym)
    try stored { () throws(StoreError) in try store.forget(pseudonym, at: now) }
  }

  func hand(
    _ purpose: OneTimeCode.Purpose, to pseudonym: Pseudonym, lasting: Duration?, at now: Timestamp
  ) throws(IdentityError) -> HandedCode {
    let code = CodeText.make(random: surroundings.random)
    let ends = lasting.map { now.advanced(by: $0) }
    let stored = OneTimeCode(
      hash: CodeText.hash(code, purpose: purpose), purpose: purpose, subject: pseudonym.text, expires: ends)
    try Identity.stored { () throws(StoreError) in
      try store.replaceCodes([stored], purpose: purpose, subject: pseudonym.text)
    }
    return HandedCode(
      pseudonym: pseudonym, code: code,
      deadline: Deadline(ends: ends ?? Timestamp(nanoseconds: .max), reason: .code))
  }

  private func newPseudonym() -> Pseudonym {
    Pseudonym("p-" + Hexadecimal.text(surroundings.random(Pseudonym.randomOctets)))
  }
}
