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
    guard DocumentForm.hasPlainSignature(octets),
      let request = try? CertificateSigningRequest(derEncoded: octets)
    else { throw .certificate(.malformed) }
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
    // A certificate comes with those that it is known by: it is the first.
    guard
      let document = try? PEMDocument.parseMultiple(pemString: String(decoding: sent, as: UTF8.self)).first,
      document.discriminator == label || document.discriminator == "NEW " + label
    else { throw .certificate(.malformed) }
    return Array(document.derBytes)
  }
  /// Whether the third part of a signed document is a bit string without unused bits. A parser may take bits
  /// that are said to be unused: one signature would have several spellings. Source: X.690, section 11.2.
  static func hasPlainSignature(_ octets: [UInt8]) -> Bool {
    guard let whole = content(octets, at: 0), whole.upperBound == octets.count,
      let signed = content(octets, at: whole.lowerBound),
      let algorithm = content(octets, at: signed.upperBound),
      let signature = content(octets, at: algorithm.upperBound), signature.upperBound == octets.count
    else { return false }
    return octets[algorithm.upperBound] == 0x03 && !signature.isEmpty && octets[signature.lowerBound] == 0
  }

  /// Where the content of the element lies that begins at an offset; nil where it is cut off.
  /// Source: X.690, section 8.1.3.
  private static func content(_ octets: [UInt8], at start: Int) -> Range<Int>? {
    guard start + 2 <= octets.count else { return nil }
    let first = Int(octets[start + 1])
    guard first >= 0x80 else { return within(octets, start + 2, count: first) }
    let lengthOctets = first & 0x7f
    guard (1...3).contains(lengthOctets), start + 2 + lengthOctets <= octets.count else { return nil }
    let count = octets[(start + 2)..<(start + 2 + lengthOctets)].reduce(0) { $0 << 8 | Int($1) }
    return within(octets, start + 2 + lengthOctets, count: count)
  }

  private static func within(_ octets: [UInt8], _ start: Int, count: Int) -> Range<Int>? {
    count <= octets.count - start ? start..<(start + count) : nil
  }
}
