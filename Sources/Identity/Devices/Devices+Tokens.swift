import Crypto
import Foundation
import IdentityRecords
import Sealing
import Vocabulary

/// What a token of the site says: who, for whom, until when.
public struct SiteToken: Hashable, Sendable {
  public let subject: String
  public let audience: String
  public let deadline: Deadline
}

extension Devices {
  public static let tokenLimitOctets = 4096
  /// Tokens cannot be taken back, so they are short.
  public static let longestToken: Duration = .seconds(900)

  /// A token that one audience takes, signed by the site: a JSON Web Token with ES256 (RFC 7519, RFC 7518).
  ///
  /// Written here over swift-crypto, since one algorithm, one header and five claims need no package: what
  /// makes such tokens dangerous is the choice of algorithms that a header offers, and here there is none.
  public func token(for subject: String, audience: String, lasting: Duration) throws(IdentityError) -> String
  {
    let now = try time().wholeSeconds
    let key: SiteKey
    if let newest = try tokenKeys().first(where: { $0.retired == nil }) {
      key = newest
    } else {
      key = SiteKey(
        id: Hexadecimal.text(surroundings.random(8)), purpose: .tokens,
        privateKey: Array(newKey().rawRepresentation), certificate: [], created: now)
      try stored { () throws(StoreError) in try store.add(key) }
    }
    let ends = now.advanced(by: min(lasting, Self.longestToken))
    let claims = Claims(
      iss: site, sub: subject, aud: audience, nbf: now.nanoseconds / 1_000_000_000,
      exp: ends.nanoseconds / 1_000_000_000)
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let text = Self.header(key.id) + "." + Self.base64url(try encoder.encode(claims))
      let privateKey = try P256.Signing.PrivateKey(rawRepresentation: key.privateKey)
      let signature = try privateKey.signature(for: Array(text.utf8))
      return text + "." + Self.base64url(signature.rawRepresentation)
    } catch {
      throw .token(.malformed)
    }
  }

  /// Reads a token that somebody showed.
  /// - Parameter audience: who reads it; a token for anybody else is refused.
  public func read(_ token: String, audience: String) throws(IdentityError) -> SiteToken {
    guard token.utf8.count <= Self.tokenLimitOctets else { throw .token(.malformed) }
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = Self.octets(base64url: parts[1]),
      let raw = Self.octets(base64url: parts[2]), raw.count == 64
    else { throw .token(.malformed) }
    // The header is never interpreted: it is one that this site writes, octet for octet, or none.
    guard let key = try tokenKeys().first(where: { Self.header($0.id).utf8.elementsEqual(parts[0].utf8) }),
      let privateKey = try? P256.Signing.PrivateKey(rawRepresentation: key.privateKey),
      let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw),
      privateKey.publicKey.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8))
    else { throw .token(.wrongKey) }
    guard let claims = try? JSONDecoder().decode(Claims.self, from: payload), claims.iss == site else {
      throw .token(.malformed)
    }
    guard isSame(Array(claims.aud.utf8), Array(audience.utf8)) else { throw .token(.wrongAudience) }
    let deadline = Deadline(
      began: Timestamp(seconds: claims.nbf, nanoseconds: 0),
      ends: Timestamp(seconds: claims.exp, nanoseconds: 0), reason: .code)
    let now = try time()
    guard !deadline.isOver(at: now) else { throw .token(now >= deadline.ends ? .expired : .notYetValid) }
    return SiteToken(subject: claims.sub, audience: claims.aud, deadline: deadline)
  }

  private struct Claims: Codable {
    var iss: String
    var sub: String
    var aud: String
    var nbf: Int64
    var exp: Int64
  }

  private func tokenKeys() throws(IdentityError) -> [SiteKey] {
    try stored { () throws(StoreError) in try store.siteKeys(.tokens) }
  }

  private static func header(_ id: String) -> String {
    base64url(Data(#"{"alg":"ES256","kid":"\#(id)","typ":"JWT"}"#.utf8))
  }

  private static func base64url(_ octets: Data) -> String {
    octets.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// nil where it is not as `base64url` writes it: each token has one spelling.
  private static func octets(base64url text: Substring) -> Data? {
    let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
    let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    guard let octets = Data(base64Encoded: padded), base64url(octets) == text else { return nil }
    return octets
  }
}
