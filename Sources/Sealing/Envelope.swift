import Crypto
import Foundation

/// The form of a sealed value:
///
///     0       1                9            21                 n-16      n
///     | form  | key id (8)     | nonce (12) | sealed octets    | tag (16)|
///
/// Form 1 is AES-256-GCM. The form, the key's id and the place are authenticated with the value. Source: NIST
/// SP 800-38D; a random nonce of 96 bits allows 2^32 values a key (8.3), which rotation keeps far away.
enum Envelope {
  static let form: UInt8 = 1
  static let headerOctets = 1 + KeyID.lengthOctets
  static let nonceOctets = 12
  static let tagOctets = 16
  static let leastOctets = headerOctets + nonceOctets + tagOctets

  static func seal(
    _ octets: [UInt8], under key: SymmetricKey, id: KeyID, as place: SealedPlace
  ) throws(SealingError) -> [UInt8] {
    let header = [form] + id.octets
    do {
      let box = try AES.GCM.seal(octets, using: key, authenticating: header + place.associatedOctets)
      return header + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    } catch {
      throw .altered(place: place)
    }
  }

  /// The id of the key that opens a value.
  static func keyID(of envelope: [UInt8], as place: SealedPlace) throws(SealingError) -> KeyID {
    if let found = envelope.first, found != form { throw .unknownForm(found, place: place) }
    guard envelope.count >= leastOctets else {
      throw .cutOff(octets: envelope.count, neededOctets: leastOctets, place: place)
    }
    return KeyID(octets: envelope[1..<headerOctets])
  }

  static func open(
    _ envelope: [UInt8], under key: SymmetricKey, as place: SealedPlace
  ) throws(SealingError) -> [UInt8] {
    _ = try keyID(of: envelope, as: place)
    let nonceEnd = headerOctets + nonceOctets
    let tagStart = envelope.count - tagOctets
    do {
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: envelope[headerOctets..<nonceEnd]),
        ciphertext: envelope[nonceEnd..<tagStart], tag: envelope[tagStart...])
      let header = Array(envelope.prefix(headerOctets))
      return Array(try AES.GCM.open(box, using: key, authenticating: header + place.associatedOctets))
    } catch {
      throw .altered(place: place)
    }
  }
}
