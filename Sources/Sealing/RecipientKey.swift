public import Crypto
import Foundation

/// Sealing to a public key: who writes cannot read. A process that captures seals evidence so.
///
///     0       1                9                     41                 n-16      n
///     | form  | key id (8)     | encapsulated (32)   | sealed octets    | tag (16)|
///
/// Form 2 is HPKE's base mode with X25519, HKDF-SHA256 and ChaCha20-Poly1305. Source: RFC 9180, section
/// 5.1.1. It says nothing of who sealed: whoever holds the public key can.
public struct RecipientKey: Sendable {
  static let form: UInt8 = 2
  static let encapsulatedOctets = 32
  static let headerOctets = 1 + KeyID.lengthOctets
  static let leastOctets = headerOctets + encapsulatedOctets + Envelope.tagOctets
  private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
  private static let purpose = Data("bulkhead sealed to a recipient".utf8)

  public let publicKey: Curve25519.KeyAgreement.PublicKey

  public init(_ publicKey: Curve25519.KeyAgreement.PublicKey) { self.publicKey = publicKey }

  /// - Parameter octets: the 32 octets of an X25519 public key.
  public init?(octets: [UInt8]) {
    guard let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: octets) else { return nil }
    publicKey = key
  }

  public var octets: [UInt8] { Array(publicKey.rawRepresentation) }
  public var id: KeyID { KeyID(naming: octets) }

  public func seal(_ octets: [UInt8], as place: SealedPlace) throws(SealingError) -> [UInt8] {
    let header = [Self.form] + id.octets
    do {
      var sender = try HPKE.Sender(recipientKey: publicKey, ciphersuite: Self.suite, info: Self.purpose)
      let sealed = try sender.seal(octets, authenticating: header + place.associatedOctets)
      return header + Array(sender.encapsulatedKey) + Array(sealed)
    } catch {
      throw .altered(place: place)
    }
  }

  /// Opens what was sealed to the public half of this key.
  public static func open(
    _ sealed: [UInt8], with privateKey: Curve25519.KeyAgreement.PrivateKey, as place: SealedPlace
  ) throws(SealingError) -> [UInt8] {
    if let found = sealed.first, found != form { throw .unknownForm(found, place: place) }
    guard sealed.count >= leastOctets else {
      throw .cutOff(octets: sealed.count, neededOctets: leastOctets, place: place)
    }
    let header = Array(sealed.prefix(headerOctets))
    let id = KeyID(octets: header[1...])
    guard RecipientKey(privateKey.publicKey).id == id else { throw .unknownKey(id: id, place: place) }
    let bodyStart = headerOctets + encapsulatedOctets
    do {
      var recipient = try HPKE.Recipient(
        privateKey: privateKey, ciphersuite: suite, info: purpose,
        encapsulatedKey: Data(sealed[headerOctets..<bodyStart]))
      return Array(
        try recipient.open(Data(sealed[bodyStart...]), authenticating: Data(header + place.associatedOctets)))
    } catch {
      throw .altered(place: place)
    }
  }
}
