public import Vocabulary

/// The device somebody works at: SHA-256 of its certificate's public key, or of a secret that it alone keeps.
public struct DeviceKey: Hashable, Sendable, CustomStringConvertible {
  public static let lengthOctets = 32
  public let octets: [UInt8]

  /// nil where it is no hash of 32 octets.
  public init?(_ octets: [UInt8]) {
    guard octets.count == Self.lengthOctets else { return nil }
    self.octets = octets
  }

  /// Its first eight octets, enough to tell devices of one site apart.
  public var description: String {
    octets.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// Somebody at work, as it is kept.
public struct Session: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case ordinary
    /// Opened with the code from the sealed envelope, for this reason, which names nobody.
    case breakGlass(reason: String)

    public var isBreakGlass: Bool { reason != nil }

    public var reason: String? {
      switch self {
      case .ordinary: nil
      case .breakGlass(let reason): reason
      }
    }
  }

  /// A hash of the token; the token itself is with the device alone.
  public var hash: [UInt8]
  public var pseudonym: Pseudonym
  public var device: DeviceKey
  public var kind: Kind
  public var began: Timestamp
  public var lastUsed: Timestamp
  public var ends: Timestamp
  /// When a password or code was last given.
  public var authenticated: Timestamp
  /// How many factors were given then.
  public var factors: Int

  public init(
    hash: [UInt8], pseudonym: Pseudonym, device: DeviceKey, kind: Kind, began: Timestamp, lastUsed: Timestamp,
    ends: Timestamp, authenticated: Timestamp, factors: Int
  ) {
    self.hash = hash
    self.pseudonym = pseudonym
    self.device = device
    self.kind = kind
    self.began = began
    self.lastUsed = lastUsed
    self.ends = ends
    self.authenticated = authenticated
    self.factors = factors
  }
}
