public import Vocabulary

/// Accounts and who they are. Every function is one transaction: all of it happened, or nothing.
public protocol PeopleStore: Sendable {
  /// - Returns: false, and nothing is added, where the sign-in name or the system's user is taken.
  func add(_ account: Account, person: Person) throws(StoreError) -> Bool
  /// Adds the account only where there is none at all, of two at once one.
  func addFirst(_ account: Account, person: Person) throws(StoreError) -> Bool
  func account(_ pseudonym: Pseudonym) throws(StoreError) -> Account?
  /// All of them, in the order of their pseudonyms.
  func accounts() throws(StoreError) -> [Account]
  func account(login: String) throws(StoreError) -> Account?
  func account(systemUser: String) throws(StoreError) -> Account?
  /// Changes an account's state, roles or end; one that ended stays so. Sessions end with one that is not
  /// active, codes with one that ended.
  func change(_ account: Account) throws(StoreError)
  /// Who it is: unmasking, which is an action with a reason. nil for one who was forgotten.
  func person(_ pseudonym: Pseudonym) throws(StoreError) -> Person?
  /// Erases the name, its key, every credential and every trace of the sign-in name, from free pages and log
  /// too.
  func forget(_ pseudonym: Pseudonym, at: Timestamp) throws(StoreError)
  /// Whom to forget again in a backup that was made before.
  func forgotten() throws(StoreError) -> [Pseudonym]
}

/// Passwords, second factors and one-time codes.
public protocol CredentialStore: Sendable {
  func password(of pseudonym: Pseudonym) throws(StoreError) -> StoredPassword?
  func setPassword(_ password: StoredPassword?, of pseudonym: Pseudonym) throws(StoreError)
  func passwordSettings() throws(StoreError) -> PasswordSettings
  func set(_ settings: PasswordSettings) throws(StoreError)
  func seed(of pseudonym: Pseudonym) throws(StoreError) -> StoredSeed?
  func setSeed(_ seed: StoredSeed?, of pseudonym: Pseudonym) throws(StoreError)
  /// Takes a step, once: false where it or a later one was taken.
  func takeStep(_ step: Int64, of pseudonym: Pseudonym) throws(StoreError) -> Bool
  /// Adds codes; those of the same purpose and subject that were there before work no more.
  func replaceCodes(
    _ codes: [OneTimeCode], purpose: OneTimeCode.Purpose, subject: String) throws(StoreError)
  /// Whom the code is for while it can be used, without using it.
  func subject(ofCode hash: [UInt8], purpose: OneTimeCode.Purpose, at: Timestamp) throws(StoreError)
    -> String?
  /// Uses a code, once: nil where it is unknown, used or past its end.
  func useCode(_ hash: [UInt8], purpose: OneTimeCode.Purpose, at: Timestamp) throws(StoreError) -> String?
  func codesLeft(purpose: OneTimeCode.Purpose, subject: String) throws(StoreError) -> Int
}

/// Sessions, the devices at which people are known, failed attempts, and the clock's highest mark.
public protocol SessionStore: Sendable {
  /// Adds a session. Those that ended before it, and those of the person beyond a limit, go.
  func add(_ session: Session) throws(StoreError)
  func session(_ hash: [UInt8]) throws(StoreError) -> Session?
  func sessions(of pseudonym: Pseudonym) throws(StoreError) -> [Session]
  /// Marks it used. Nothing happens where it is gone.
  func use(_ hash: [UInt8], at: Timestamp) throws(StoreError)
  /// Puts a session in the place of another; false, and nothing is added, where that one is gone.
  func replace(_ hash: [UInt8], by session: Session) throws(StoreError) -> Bool
  func end(_ hash: [UInt8]) throws(StoreError)
  func endAll(of pseudonym: Pseudonym) throws(StoreError)
  func isKnown(_ device: DeviceKey, to pseudonym: Pseudonym) throws(StoreError) -> Bool
  func remember(_ device: DeviceKey, of pseudonym: Pseudonym, at: Timestamp) throws(StoreError)
  func forgetDevice(_ device: DeviceKey, of pseudonym: Pseudonym) throws(StoreError)
  /// The tag under which attempts at a sign-in name are counted, whether somebody has it or not.
  func tag(login: String) -> [UInt8]
  /// A tag for anything else that attempts are counted under.
  func tag(_ octets: [UInt8]) -> [UInt8]
  /// Reads and writes what was counted under the keys, as one transaction. Nothing is written where `change`
  /// gives nil.
  func changeThrottles<Answer: Sendable>(
    _ keys: [ThrottleKey], _ change: ([ThrottleState]) -> (states: [ThrottleState]?, answer: Answer)
  ) throws(StoreError) -> Answer
  /// Moves the clock's mark on. Where the clock went back by more than `tolerance`, every session ends.
  /// - Returns: nanoseconds that the clock went back beyond the tolerance; 0 where it did not.
  func observeClock(_ now: Timestamp, toleranceNanoseconds: Int64) throws(StoreError) -> Int64
}

/// Devices, certificates, what was revoked, and the site's own keys.
public protocol DeviceStore: Sendable {
  func add(_ device: Device) throws(StoreError)
  func device(_ id: String) throws(StoreError) -> Device?
  func devices() throws(StoreError) -> [Device]
  func change(_ device: Device) throws(StoreError)
  func add(_ certificate: IssuedCertificate) throws(StoreError)
  func certificate(serial: [UInt8]) throws(StoreError) -> IssuedCertificate?
  func certificates(of device: String) throws(StoreError) -> [IssuedCertificate]
  /// Revokes, durably before it answers; false where it was revoked before.
  func revoke(_ revocation: Revocation) throws(StoreError) -> Bool
  func revocation(serial: [UInt8]) throws(StoreError) -> Revocation?
  func revocations() throws(StoreError) -> [Revocation]
  func add(_ key: SiteKey) throws(StoreError)
  /// The newest first.
  func siteKeys(_ purpose: SiteKey.Purpose) throws(StoreError) -> [SiteKey]
}

/// What this site saw of other sites' ledgers, as their witness.
public protocol WitnessStore: Sendable {
  /// Reads what was seen of a log and writes what is seen now, as one transaction; nothing is written where
  /// `change` gives nil.
  func changeWitnessed<Answer: Sendable>(
    _ origin: [UInt8], _ change: (WitnessedLog?) -> (log: WitnessedLog?, answer: Answer)
  ) throws(StoreError) -> Answer
}

/// Why the store did not do it, in the words of whoever must act.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file is no database of Bulkhead, or damaged.
  case broken(path: String, reason: String)
  /// A newer Bulkhead wrote it.
  case newerSchema(path: String, found: Int, known: Int)
  /// The file or its folder cannot be used.
  case file(path: String, reason: String)
  /// The disk is full, the file is locked, the machine failed: nothing was changed.
  case failed(path: String, reason: String)
  /// A sealed field does not open.
  case sealed(path: String, reason: String)
  /// What is to be stored breaks a rule of the schema.
  case refused(path: String, reason: String)

  public var description: String {
    switch self {
    case .broken(let path, let reason): "\(path): damaged, or no database of Bulkhead: \(reason)"
    case .newerSchema(let path, let found, let known):
      "\(path): written by a newer Bulkhead (schema \(found), this one knows \(known)); "
        + "install that version, or go back to the copy that it made before its upgrade"
    case .file(let path, let reason), .sealed(let path, let reason): "\(path): \(reason)"
    case .failed(let path, let reason): "\(path): nothing was changed: \(reason)"
    case .refused(let path, let reason): "\(path): refused: \(reason)"
    }
  }
}
