import Crypto
public import IdentityRecords
import Vocabulary

/// A token for a program that acts by itself, and the device that it runs on.
public struct IssuedToken: Hashable, Sendable {
  public let device: Device
  public let token: String
}

extension Devices {
  public static let audienceLimitOctets = 255
  /// How far the time of a proof may lie from now: who saw a proof gets tokens for its audience until then.
  public static let proofSeconds: Int64 = 120

  /// A token for the program of an enrolled device, by its certificate and its key.
  ///
  /// - Parameters:
  ///   - seconds: when it was signed, since 1970-01-01T00:00:00Z
  ///   - proof: the key's ECDSA signature (DER) over `tokenText(audience:at:)`
  public func token(
    _ certificate: [UInt8], audience: String, at seconds: Int64, proof: [UInt8]
  ) throws(IdentityError) -> IssuedToken {
    guard (1...Self.audienceLimitOctets).contains(audience.utf8.count) else { throw .token(.noAudience) }
    let device = try judge(certificate).device
    let key = try knownWithKey(certificate).2
    guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: proof),
      key.isValidSignature(signature, for: Self.tokenText(audience: audience, at: seconds))
    else { throw .token(.wrongProof) }
    let now = try time().nanoseconds / 1_000_000_000
    // The proof may hold any number.
    guard seconds >= now - Self.proofSeconds, seconds <= now + Self.proofSeconds else {
      throw .token(.staleProof)
    }
    guard device.program != nil else { throw .token(.actsForPeople) }
    return IssuedToken(
      device: device, token: try token(for: device.id, audience: audience, lasting: Self.longestToken))
  }

  /// What the device's key signs for a token.
  public static func tokenText(audience: String, at seconds: Int64) -> [UInt8] {
    Array("bulkhead token\n\(audience)\n\(seconds)\n".utf8)
  }

  /// The device whose program shows a token: one that has not ended.
  public func bearer(of token: String, audience: String) throws(IdentityError) -> Device {
    let device = try device(try read(token, audience: audience).subject)
    guard device.ended == nil else { throw .certificate(.deviceEnded) }
    guard device.program != nil else { throw .token(.actsForPeople) }
    return device
  }
}
