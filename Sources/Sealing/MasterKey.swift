import Crypto

/// The key that the key ring is sealed under, and where it comes from: a file, a passphrase, or systemd.
public enum MasterKey: Sendable {
  /// A file of 64 hexadecimal digits that only its owner can read, as `openssl rand -hex 32` writes it.
  case file(path: String)
  /// Stretched by scrypt; the salt stands in the key ring's file.
  case passphrase([UInt8])
  /// A file of that name in the folder that systemd hands over (LoadCredential=, LoadCredentialEncrypted=).
  /// Source: systemd.exec(5), "Credentials".
  case credential(name: String, folder: String?)

  public static let passphraseLimitOctets = 1024

  /// Makes a file with a fresh key. One that is there stays.
  public static func makeFile(_ path: String, random: RandomOctets) throws(SealingError) {
    let isThere: Bool
    do {
      _ = try PrivateFile.read(path)
      isThere = true
    } catch .file(_, let reason) where reason == "No such file or directory" {
      isThere = false
    }
    guard !isThere else { throw .file(path: path, reason: "there is a key already; it was not replaced") }
    try PrivateFile.write(Array((Hexadecimal.text(random(KeyRing.keyOctets)) + "\n").utf8), to: path)
  }

  /// How it is called in the key ring's file.
  var kind: String {
    switch self {
    case .file: "file"
    case .passphrase: "passphrase"
    case .credential: "credential"
    }
  }

  /// - Parameters:
  ///   - cost: what a passphrase's stretching costs.
  ///   - salt: what the stretching is salted with.
  func key(cost: ScryptCost, salt: [UInt8]) throws(SealingError) -> SymmetricKey {
    switch self {
    case .file(let path):
      return try Self.key(in: PrivateFile.read(path), path: path)
    case .credential(let name, let folder):
      let isName = !name.isEmpty && !name.contains("/") && name != ".." && name != "."
      guard let folder, isName else { throw .noCredential(name: name) }
      let path = folder + "/" + name
      return try Self.key(in: PrivateFile.read(path, readers: .systemd), path: path)
    case .passphrase(let octets):
      guard (1...Self.passphraseLimitOctets).contains(octets.count) else {
        throw .passphraseLength(octets: octets.count)
      }
      return try cost.key(from: octets, salt: salt)
    }
  }

  private static func key(in octets: [UInt8], path: String) throws(SealingError) -> SymmetricKey {
    let text = String(decoding: octets, as: UTF8.self)
    let digits = text.hasSuffix("\n") ? text.dropLast() : Substring(text)
    guard let key = Hexadecimal.octets(digits), key.count == KeyRing.keyOctets else {
      throw .notAKeyFile(path: path, reason: "64 hexadecimal digits and a line's end are expected")
    }
    return SymmetricKey(data: key)
  }
}
