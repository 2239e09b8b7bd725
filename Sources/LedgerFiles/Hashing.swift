import Crypto
public import Ledger

extension TreeHash {
  /// SHA-256 of swift-crypto, over which every tree here is built.
  public static let library = TreeHash { octets in
    var function = SHA256()
    // SAFETY: the buffer is read during the call only; the span outlives it.
    unsafe octets.withUnsafeBytes { unsafe function.update(bufferPointer: $0) }
    // SAFETY: a SHA-256 digest has 32 octets; four numbers of eight are read within them.
    return unsafe function.finalize().withUnsafeBytes { digest in
      func word(_ index: Int) -> UInt64 {
        // SAFETY: as above, index is 0 to 3.
        UInt64(bigEndian: unsafe digest.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      return Digest(words: (word(0), word(1), word(2), word(3)))
    }
  }
}

/// Ed25519 of swift-crypto, for notes.
public enum NoteCrypto {
  public static let check: SignatureCheck = { publicKey, message, signature in
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(signature, for: message)
  }

  /// Who signs with a private key.
  ///
  /// - Parameters:
  ///   - seed: the private key's 32 octets
  ///   - name: the log's or witness's
  /// - Throws: where the seed or the name is none
  public static func signer(
    seed: [UInt8], name: String, algorithm: NoteKey.Algorithm = .ed25519
  ) throws(LedgerError) -> NoteSigner {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw LedgerError(.expected("a private key of 32 octets"))
    }
    let publicKey = try NoteKey(
      name: Array(name.utf8), algorithm: algorithm, publicKey: Array(key.publicKey.rawRepresentation),
      .library)
    return NoteSigner(key: publicKey) { message in (try? key.signature(for: message)).map { Array($0) } }
  }
}
