import Crypto
import Foundation
import IdentityRecords
import Sealing
import SwiftASN1
import Vocabulary
import X509

extension Devices {
  /// For how long the authority's own certificate holds.
  static let authorityLife: Duration = .seconds(10 * 365 * 86_400)

  /// Makes the site's certificate authority where there is none: a P-256 key, stored sealed, and its
  /// certificate.
  /// - Returns: the certificates that devices trust, as PEM, the newest first.
  public func authority() throws(IdentityError) -> String {
    if try authorityKeys().isEmpty {
      let now = try time()
      let key = newKey()
      let id = Hexadecimal.text(surroundings.random(8))
      let certificate: [UInt8]
      do {
        let name = try DistinguishedName {
          OrganizationName(site)
          CommonName("Bulkhead site authority \(id)")
        }
        certificate = try Self.octets(
          of: Certificate(
            version: .v3, serialNumber: newSerial(), publicKey: .init(key.publicKey),
            notValidBefore: now.advanced(by: .zero - rules.certificateBackdating).date,
            notValidAfter: now.advanced(by: Self.authorityLife).date, issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
              Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
              Critical(KeyUsage(keyCertSign: true))
              SubjectKeyIdentifier(hash: .init(key.publicKey))
            }, issuerPrivateKey: .init(key)))
      } catch {
        throw .certificate(.malformed)
      }
      let made = SiteKey(
        id: id, purpose: .authority, privateKey: Array(key.rawRepresentation), certificate: certificate,
        created: now)
      try stored { () throws(StoreError) in try store.add(made) }
    }
    return try authorityCertificates()
  }

  /// The certificates that devices trust, as PEM, the newest first. Nothing is made.
  public func authorityCertificates() throws(IdentityError) -> String {
    try authorityKeys().map { Self.pem($0.certificate) }.joined()
  }

  /// The authority's keys, the newest first. Those that signed before are still trusted.
  func authorityKeys() throws(IdentityError) -> [SiteKey] {
    try stored { () throws(StoreError) in try store.siteKeys(.authority) }
  }

  /// Signs a certificate for a device's key, and records it before anybody has it.
  func issue(_ device: Device, key: P256.Signing.PublicKey, at now: Timestamp) throws(IdentityError) -> String
  {
    _ = try authority()
    guard let signer = try authorityKeys().first(where: { $0.retired == nil }),
      let fingerprint = DeviceKey(key)
    else { throw .certificate(.foreign) }
    let serial = newSerial()
    // A certificate counts whole seconds; its record says the same.
    let notBefore = now.advanced(by: .zero - rules.certificateBackdating).wholeSeconds
    let notAfter = now.advanced(by: rules.certificate).wholeSeconds
    let octets: [UInt8]
    do {
      let issuer = try Certificate(derEncoded: signer.certificate)
      let privateKey = try P256.Signing.PrivateKey(rawRepresentation: signer.privateKey)
      octets = try Self.octets(
        of: Certificate(
          version: .v3, serialNumber: serial, publicKey: .init(key), notValidBefore: notBefore.date,
          notValidAfter: notAfter.date, issuer: issuer.subject,
          subject: DistinguishedName {
            OrganizationName(site)
            CommonName(device.id)
          },
          signatureAlgorithm: .ecdsaWithSHA256,
          extensions: Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.clientAuth])
            SubjectKeyIdentifier(hash: .init(key))
            AuthorityKeyIdentifier(
              keyIdentifier: SubjectKeyIdentifier(hash: .init(privateKey.publicKey)).keyIdentifier)
          }, issuerPrivateKey: .init(privateKey)))
    } catch {
      throw .certificate(.malformed)
    }
    let record = IssuedCertificate(
      serial: Array(serial.bytes), device: device.id, key: fingerprint, notBefore: notBefore,
      notAfter: notAfter)
    try stored { () throws(StoreError) in try store.add(record) }
    return Self.pem(octets)
  }

  /// 126 random bits, positive and never with a leading null. Source: RFC 5280, section 4.1.2.2.
  func newSerial() -> Certificate.SerialNumber {
    var octets = surroundings.random(16)
    if let first = octets.first { octets[0] = first & 0x3f | 0x40 }
    return Certificate.SerialNumber(bytes: octets)
  }

  static func octets(of certificate: Certificate) throws -> [UInt8] {
    var serializer = DER.Serializer()
    try serializer.serialize(certificate)
    return serializer.serializedBytes
  }

  static func pem(_ octets: [UInt8]) -> String {
    PEMDocument(type: Certificate.defaultPEMDiscriminator, derBytes: octets).pemString + "\n"
  }
}

extension Timestamp {
  var wholeSeconds: Timestamp { Timestamp(seconds: nanoseconds / 1_000_000_000, nanoseconds: 0) }
  var date: Date { Date(timeIntervalSince1970: Double(nanoseconds / 1_000_000_000)) }
}
