public import IdentityRecords
import Vocabulary

extension People {
  public static let recoveryCodes = 10

  /// Whether somebody may bind an app to their account now: who signed in moments ago, with the app that is
  /// bound already where one is. Who came by the envelope may not: the account would be theirs from then on.
  /// - Throws: `stepUpNeeded`
  public func requireBinding(_ atWork: AtWork) throws(IdentityError) {
    let seed = try stored { () throws(StoreError) in try store.seed(of: atWork.account.pseudonym) }
    guard !atWork.session.kind.isBreakGlass else { throw .stepUpNeeded }
    try requireFresh(atWork, factors: seed == nil ? 1 : 2)
  }

  /// A seed for an authenticator app. It counts once a code of it was shown to `confirmSecondFactor`.
  /// - Returns: the seed as a person types it, and the address that stands in a picture.
  public func newSecondFactor(of pseudonym: Pseudonym) throws(IdentityError) -> (
    seed: String, address: String
  ) {
    _ = try account(pseudonym)
    let person = try stored { () throws(StoreError) in try store.person(pseudonym) }
    let seed = surroundings.random(TimeCode.seedOctets)
    return (CodeText.seed(seed), TimeCode.address(seed: seed, site: site, login: person?.login ?? ""))
  }

  /// Makes a seed the account's second factor, in place of the one before.
  /// - Returns: recovery codes, each of which stands in for one code of the app; those before are dead.
  public func confirmSecondFactor(
    _ seed: String, code: String, of pseudonym: Pseudonym
  ) throws(IdentityError) -> [String] {
    let now = try time()
    _ = try account(pseudonym)
    guard let octets = CodeText.octets(ofSeed: seed), octets.count == TimeCode.seedOctets else {
      throw .seedNotValid
    }
    guard let step = TimeCode.step(of: code, seed: octets, at: now, after: .min) else { throw .refused }
    try stored { () throws(StoreError) in
      try store.setSeed(StoredSeed(octets, lastStep: step), of: pseudonym)
    }
    return try newRecoveryCodes(of: pseudonym)
  }

  public func newRecoveryCodes(of pseudonym: Pseudonym) throws(IdentityError) -> [String] {
    let codes = (0..<Self.recoveryCodes).map { _ in CodeText.make(random: surroundings.random) }
    let stored = codes.map { code in
      OneTimeCode(
        hash: CodeText.hash(code, purpose: .recovery, subject: pseudonym.text), purpose: .recovery,
        subject: pseudonym.text, expires: nil)
    }
    try Identity.stored { () throws(StoreError) in
      try store.replaceCodes(stored, purpose: .recovery, subject: pseudonym.text)
    }
    return codes
  }

  public func recoveryCodesLeft(of pseudonym: Pseudonym) throws(IdentityError) -> Int {
    try stored { () throws(StoreError) in
      try store.codesLeft(purpose: .recovery, subject: pseudonym.text)
    }
  }
}
