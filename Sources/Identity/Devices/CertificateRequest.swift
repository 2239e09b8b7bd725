import Crypto
import Foundation
import SwiftASN1
import X509

/// A request for a certificate, as somebody who may be hostile wrote it. Of all that it says only its key is
/// taken, once it proved to own it: names, uses and extensions are the site's to decide.
///
/// Source: RFC 2986 (PKCS #10).
struct CertificateRequest {
  /// PKCS #10 with a P-256 key takes some 300 octets.
  static let limitOctets = 16 << 10

  let key: P256.Signing.PublicKey
  /// As DER.
  let octets: [UInt8]

  /// - Parameter sent: DER, or PEM as `openssl req` writes it.
  init(_ sent: [UInt8]) throws(IdentityError) {
    let octets = try DocumentForm.der(sent, limit: Self.limitOctets, label: "CERTIFICATE REQUEST")
    guard let request = try? CertificateSigningRequest(derEncoded: octets) else {
      throw .certificate(.malformed)
    }
    guard let key = P256.Signing.PublicKey(request.publicKey) else { throw .certificate(.wrongKeyType) }
    guard request.publicKey.isValidSignature(request.signature, for: request) else {
      throw .certificate(.signatureWrong)
    }
    self.key = key
    self.octets = octets
  }
}

/// DER as it is, or in PEM's clothes.
enum DocumentForm {
  static func der(_ sent: [UInt8], limit: Int, label: String) throws(IdentityError) -> [UInt8] {
    guard sent.count <= limit else { throw .certificate(.tooLong) }
    // DER begins with a SEQUENCE; PEM with dashes, or with a line of text before them.
    guard sent.first != 0x30 else { return sent }
    guard let document = try? PEMDocument(pemString: String(decoding: sent, as: UTF8.self)),
      document.discriminator == label || document.discriminator == "NEW " + label
    else { throw .certificate(.malformed) }
    return Array(document.derBytes)
  }
}
