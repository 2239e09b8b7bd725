import Crypto
import Foundation
public import IdentityRecords
import Sealing
import SwiftASN1
import Vocabulary
import X509

/// Everything about devices: the site's certificate authority, enrolment, renewal, revocation and tokens.
///
/// A certificate counts only while the store has its record: what the authority's key signed without one, as
/// after a theft of the key, is refused. Each decision asks the store, so a revocation holds from the next
/// one on.
public struct Devices: Sendable {
  public typealias Store = DeviceStore & CredentialStore & SessionStore

  let site: String
  let store: any Store
  public let rules: IdentityRules
  let surroundings: Surroundings

  public init(
    site: String, store: any Store, rules: IdentityRules = IdentityRules(), surroundings: Surroundings
  ) {
    self.site = site
    self.store = store
    self.rules = rules
    self.surroundings = surroundings
  }

  /// - Throws: `clockWentBack`, once; every session has ended then.
  func time() throws(IdentityError) -> Timestamp { try surroundings.time(heldBy: store) }

  func device(_ id: String) throws(IdentityError) -> Device {
    guard let device = try stored({ () throws(StoreError) in try store.device(id) }) else {
      throw .noDevice(id)
    }
    return device
  }

  /// A fresh P-256 key. A random number that is none is drawn again; it happens once in 2^32.
  func newKey() -> P256.Signing.PrivateKey {
    for _ in 0..<8 {
      if let key = try? P256.Signing.PrivateKey(rawRepresentation: surroundings.random(32)) { return key }
    }
    return P256.Signing.PrivateKey()
  }
}

extension DeviceKey {
  /// Of a certificate's public key: SHA-256 of its SubjectPublicKeyInfo, as RFC 7469 pins keys.
  init?(_ key: P256.Signing.PublicKey) {
    self.init(Array(SHA256.hash(data: key.derRepresentation)))
  }

  /// Of a secret that a device without certificate keeps, as a browser's cookie: 32 octets or more.
  public init?(secret: [UInt8]) {
    guard secret.count >= Self.lengthOctets else { return nil }
    self.init(Array(SHA256.hash(data: Array("bulkhead device secret".utf8) + secret)))
  }
}
