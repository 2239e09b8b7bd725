import Crypto

/// What a backup is encrypted with: a key of its own, so that who has the backup's medium and the site's
/// master key, or the other way round, has nothing.
public enum BackupKey: Sendable {
  /// Stretched by scrypt; the salt stands in the backup.
  case passphrase([UInt8])
  /// A file of 64 hexadecimal digits that only its owner can read.
  case file(path: String)
  /// HPKE: the public key's file for writing, the private key's for reading. Who writes cannot read.
  case recovery(path: String)

  /// Makes the two files of a recovery key: `path` with the private half, and `path.pub`.
  public static func makeRecoveryKey(_ path: String, random: RandomOctets) throws(SealingError) {
    try MasterKey.makeFile(path, random: random)
    let key = try privateKey(path)
    let line = Hexadecimal.text(key.publicKey.rawRepresentation) + "\n"
    try PrivateFile.write(Array(line.utf8), to: path + ".pub")
  }

  fileprivate static func privateKey(
    _ path: String
  ) throws(SealingError) -> Curve25519.KeyAgreement.PrivateKey {
    let octets = try digits(path)
    do {
      return try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: octets)
    } catch {
      throw .notAKeyFile(path: path, reason: "it is no private key of X25519")
    }
  }

  fileprivate static func digits(
    _ path: String, readers: PrivateFile.Readers = .ownerOnly
  ) throws(SealingError) -> [UInt8] {
    let text = String(decoding: try PrivateFile.read(path, readers: readers), as: UTF8.self)
    guard let octets = Hexadecimal.octets(text.hasSuffix("\n") ? text.dropLast() : Substring(text)),
      octets.count == KeyRing.keyOctets
    else { throw .notAKeyFile(path: path, reason: "64 hexadecimal digits and a line's end are expected") }
    return octets
  }
}

/// The first three lines of a backup, and the key that they and a ``BackupKey`` give:
///
///     bulkhead backup 1
///     passphrase ln=17,r=8,p=1 SALT  |  file SALT  |  recovery SEALED
///     under ID
///
/// Every backup has a key of its own, so that counting nonces never meet twice. The lines go into the key of
/// the chunks: nobody changes them unnoticed.
struct BackupHeader {
  static let title = "bulkhead backup 1"
  static let limitOctets = 1_024
  private static let saltOctets = 32
  private static let place = SealedPlace("backup key", row: "recovery")

  let octets: [UInt8]
  /// What the chunks are sealed under.
  let chunkKey: SymmetricKey

  /// A fresh header for writing.
  init(for key: BackupKey, random: RandomOctets) throws(SealingError) {
    let salt = random(Self.saltOctets)
    let line: String
    let fileKey: SymmetricKey
    switch key {
    case .passphrase(let octets):
      try Self.check(passphrase: octets)
      line = "passphrase \(ScryptCost.standard) \(Hexadecimal.text(salt))"
      fileKey = try ScryptCost.standard.key(from: octets, salt: salt)
    case .file(let path):
      line = "file \(Hexadecimal.text(salt))"
      fileKey = Self.derived(try BackupKey.digits(path), salt)
    case .recovery(let path):
      guard let recipient = RecipientKey(octets: try BackupKey.digits(path, readers: .anyone)) else {
        throw .notAKeyFile(path: path, reason: "it is no public key of X25519")
      }
      fileKey = SymmetricKey(data: salt)
      line = "recovery \(Hexadecimal.text(try recipient.seal(salt, as: Self.place)))"
    }
    let id = KeyID(naming: fileKey.octets)
    self.init(Array("\(Self.title)\n\(line)\nunder \(id)\n".utf8), fileKey)
  }

  /// Of a backup that is read.
  ///
  /// - Parameter octets: the three lines
  init(parsing octets: [UInt8], path: String, key: BackupKey) throws {
    let lines = String(decoding: octets, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0] == Self.title[...], lines[2].hasPrefix("under ") else {
      throw BackupFailure.notABackup(
        path: path, reason: "its first lines are not '\(Self.title)' and a key's")
    }
    let words = lines[1].split(separator: " ")
    let fileKey: SymmetricKey
    switch (key, words.first.map(String.init), words.count) {
    case (.passphrase(let passphrase), "passphrase", 3):
      guard let cost = ScryptCost(words[1]), let salt = Hexadecimal.octets(words[2]) else {
        throw BackupFailure.notABackup(path: path, reason: "its second line has no cost and salt")
      }
      try Self.check(passphrase: passphrase)
      fileKey = try cost.key(from: passphrase, salt: salt)
    case (.file(let file), "file", 2):
      guard let salt = Hexadecimal.octets(words[1]) else {
        throw BackupFailure.notABackup(path: path, reason: "its second line has no salt")
      }
      fileKey = Self.derived(try BackupKey.digits(file), salt)
    case (.recovery(let file), "recovery", 2):
      guard let sealed = Hexadecimal.octets(words[1]) else {
        throw BackupFailure.notABackup(path: path, reason: "its second line has no sealed key")
      }
      let privateKey = try BackupKey.privateKey(file)
      guard let opened = try? RecipientKey.open(sealed, with: privateKey, as: Self.place) else {
        throw BackupFailure.wrongKey(path: path)
      }
      fileKey = SymmetricKey(data: opened)
    default:
      let made = words.first.map { String($0.prefix(20)) } ?? "nothing"
      throw BackupFailure.notABackup(path: path, reason: "it was made with another kind of key: \(made)")
    }
    guard lines[2].dropFirst(6) == KeyID(naming: fileKey.octets).description[...] else {
      throw BackupFailure.wrongKey(path: path)
    }
    self.init(octets, fileKey)
  }

  private init(_ octets: [UInt8], _ fileKey: SymmetricKey) {
    self.octets = octets
    chunkKey = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: fileKey, salt: Array(SHA256.hash(data: octets)),
      info: Array("bulkhead backup chunks".utf8), outputByteCount: KeyRing.keyOctets)
  }

  private static func derived(_ key: [UInt8], _ salt: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: key), salt: salt, info: Array("bulkhead backup file".utf8),
      outputByteCount: KeyRing.keyOctets)
  }

  private static func check(passphrase: [UInt8]) throws(SealingError) {
    guard (1...MasterKey.passphraseLimitOctets).contains(passphrase.count) else {
      throw .passphraseLength(octets: passphrase.count)
    }
  }
}
