import Crypto
import IdentityRecords
import Sealing
import SwiftASN1
public import Vocabulary
import X509

/// A certificate of the site's own listener, and its key.
///
/// The key is in memory alone, and another one comes with each certificate: whoever copies the folder, or a
/// backup of it, can't pretend to be the listener, and nothing has to be sealed, rotated or forgotten. What
/// people trust is the authority, so a new key at each start costs them nothing.
public struct ServerCertificate: Sendable {
  /// As PEM.
  public let certificate: String
  /// PKCS #8 as PEM.
  public let privateKey: String
  public let ends: Timestamp
  /// The half of its life: from then on another one is due.
  public let renewFrom: Timestamp
}

extension Devices {
  /// For how long a listener's certificate holds.
  static let serverLife: Duration = .seconds(7 * 86_400)

  /// A certificate for the listener of this site, from its authority.
  ///
  /// There is no record of it among the certificates of devices, so it is never taken for one.
  /// - Parameters:
  ///   - names: by which people reach it, as DNS has them; the first is its subject
  ///   - addresses: by which they reach it, 4 or 16 octets each
  public func serverCertificate(
    names: [String], addresses: [[UInt8]]
  ) throws(IdentityError) -> ServerCertificate {
    let now = try time()
    let key = newKey()
    let (issuer, authority) = try signer()
    let ends = now.advanced(by: Self.serverLife).wholeSeconds
    do {
      let alternatives =
        names.map { GeneralName.dnsName($0) }
        + addresses.map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0[...])) }
      let octets = try Self.octets(
        of: Certificate(
          version: .v3, serialNumber: newSerial(), publicKey: .init(key.publicKey),
          notValidBefore: now.advanced(by: .zero - rules.certificateBackdating).date,
          notValidAfter: ends.date, issuer: issuer.subject,
          subject: DistinguishedName {
            OrganizationName(site)
            CommonName(names.first ?? site)
          },
          signatureAlgorithm: .ecdsaWithSHA256,
          extensions: Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames(alternatives)
            SubjectKeyIdentifier(hash: .init(key.publicKey))
            AuthorityKeyIdentifier(
              keyIdentifier: SubjectKeyIdentifier(hash: .init(authority.publicKey)).keyIdentifier)
          }, issuerPrivateKey: .init(authority)))
      return ServerCertificate(
        certificate: Self.pem(octets), privateKey: key.pemRepresentation, ends: ends,
        renewFrom: now.advanced(by: Self.serverLife / 2))
    } catch {
      throw .certificate(.malformed)
    }
  }

  /// The authority that signs today.
  private func signer() throws(IdentityError) -> (certificate: Certificate, key: P256.Signing.PrivateKey) {
    _ = try authority()
    guard let newest = try authorityKeys().first(where: { $0.retired == nil }),
      let certificate = try? Certificate(derEncoded: newest.certificate),
      let key = try? P256.Signing.PrivateKey(rawRepresentation: newest.privateKey)
    else { throw .certificate(.foreign) }
    return (certificate, key)
  }
}
