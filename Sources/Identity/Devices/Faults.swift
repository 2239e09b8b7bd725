/// Why a certificate or a request for one is not taken.
public enum CertificateFault: String, Hashable, Sendable, CustomStringConvertible {
  case malformed, tooLong, foreign, notYetValid, expired, revoked, unknownSerial, deviceEnded, wrongKeyType
  case signatureWrong, tooEarly

  public var description: String {
    switch self {
    case .malformed: "this is no certificate or request that can be read (PEM or DER, PKCS #10)"
    case .tooLong: "longer than a certificate or request is"
    case .foreign: "not issued by this site's authority"
    case .notYetValid: "the certificate is not valid yet: is this machine's clock right?"
    case .expired: "the certificate's time is over: renew it, or enrol the device again"
    case .revoked: "the certificate was revoked"
    case .unknownSerial: "this site's authority has no record of having issued this certificate"
    case .deviceEnded: "the device does not belong to this site any more"
    case .wrongKeyType: "the key must be of ECDSA on P-256"
    case .signatureWrong: "the request is not signed by the key that it asks a certificate for"
    case .tooEarly: "it is renewed from the half of its life on"
    }
  }
}

/// Why a token is not taken.
public enum TokenFault: String, Hashable, Sendable, CustomStringConvertible {
  case malformed, wrongAudience, wrongKey, expired, notYetValid
  case noAudience, wrongProof, staleProof, actsForPeople

  public var description: String {
    switch self {
    case .malformed: "this is no token of Bulkhead"
    case .wrongAudience: "the token is for somebody else"
    case .wrongKey: "the token was not signed by a key of this site"
    case .expired: "the token's time is over"
    case .notYetValid: "the token is not valid yet: do the clocks agree?"
    case .noAudience: "say whom the token is for, in 1 to \(Devices.audienceLimitOctets) octets"
    case .wrongProof: "the proof is not the certificate's key's signature over audience and time"
    case .staleProof:
      "the proof was signed more than \(Devices.proofSeconds) s ago, or ahead: do the clocks agree?"
    case .actsForPeople: "people act from this device: it was not announced as a service's or a sensor's"
    }
  }
}
