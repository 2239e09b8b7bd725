/// Whether a signature by a public key is a message's; Ed25519 of a library.
public typealias SignatureCheck =
  @Sendable (_ publicKey: [UInt8], _ message: [UInt8], _ signature: [UInt8]) -> Bool

/// Who signs notes: the public key, and a closure that has the private one.
public struct NoteSigner: Sendable {
  public let key: NoteKey
  /// The Ed25519 signature of a message, 64 octets; nil where it could not be made.
  private let sign: @Sendable (_ message: [UInt8]) -> [UInt8]?

  public init(key: NoteKey, sign: @escaping @Sendable (_ message: [UInt8]) -> [UInt8]?) {
    self.key = key
    self.sign = sign
  }

  /// Signs a text, as a log does.
  public func sign(text: [UInt8]) throws(LedgerError) -> SignedNote.Signature {
    guard key.algorithm == .ed25519, let octets = sign(text) else { throw LedgerError(.notSigned) }
    return SignedNote.Signature(name: key.name, keyID: key.id, octets: octets)
  }

  /// Cosigns a checkpoint's text, as a witness does.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z
  public func cosign(text: [UInt8], seconds: UInt64) throws(LedgerError) -> SignedNote.Signature {
    guard key.algorithm == .cosignature, let octets = sign(Cosignature.message(text, seconds: seconds)) else {
      throw LedgerError(.notSigned)
    }
    return SignedNote.Signature(
      name: key.name, keyID: key.id, octets: Cosignature(seconds: seconds, signature: octets).octets)
  }
}

/// A signature that holds, by a key that is known.
public struct VerifiedSignature: Hashable, Sendable {
  public let key: NoteKey
  /// When a witness cosigned, in seconds since 1970-01-01T00:00:00Z; nil for a log's own signature.
  public let seconds: UInt64?
}

extension SignedNote {
  /// The signatures by keys that are known; those by others are passed over.
  ///
  /// - Throws: where one by a known key is not this text's: such a note is not to be believed at all
  public func verified(
    by keys: [NoteKey], _ check: SignatureCheck
  ) throws(LedgerError) -> [VerifiedSignature] {
    var verified: [VerifiedSignature] = []
    for signature in signatures {
      guard let key = keys.first(where: { $0.id == signature.keyID && $0.name == signature.name }) else {
        continue
      }
      var message = text
      var octets = signature.octets
      var seconds: UInt64?
      if key.algorithm == .cosignature {
        guard let cosignature = Cosignature(signature.octets) else {
          throw LedgerError(.wrongSignature(key: String(decoding: key.name, as: UTF8.self)))
        }
        (octets, seconds) = (cosignature.signature, cosignature.seconds)
        message = Cosignature.message(text, seconds: cosignature.seconds)
      }
      guard octets.count == Cosignature.signatureOctets, check(key.publicKey, message, octets) else {
        throw LedgerError(.wrongSignature(key: String(decoding: key.name, as: UTF8.self)))
      }
      verified.append(VerifiedSignature(key: key, seconds: seconds))
    }
    return verified
  }
}

/// A witness's signature with its time.
///
///     seconds, 8 octets | Ed25519 signature, 64 octets
///
/// Source: C2SP tlog-cosignature, Format and Ed25519 signed message.
struct Cosignature {
  static let signatureOctets = 64

  let seconds: UInt64
  let signature: [UInt8]

  init(seconds: UInt64, signature: [UInt8]) {
    self.seconds = seconds
    self.signature = signature
  }

  /// Nil where the octets are no cosignature, or its time is beyond 2^63 - 1.
  init?(_ octets: [UInt8]) {
    guard octets.count == 8 + Self.signatureOctets else { return nil }
    seconds = octets.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    guard seconds >> 63 == 0 else { return nil }
    signature = Array(octets.dropFirst(8))
  }

  var octets: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: seconds >> UInt64(56 - 8 * $0)) } + signature
  }

  static func message(_ text: [UInt8], seconds: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(seconds)\n".utf8) + text
  }
}
