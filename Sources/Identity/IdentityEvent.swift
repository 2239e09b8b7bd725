public import IdentityRecords
public import Vocabulary

/// Something that happened to an identity, for the ledger and for who must hear of it.
public struct IdentityEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case signedIn(factors: Int, usedRecoveryCode: Bool, atKnownDevice: Bool)
    case steppedUp(factors: Int)
    /// In the person's own words, which name nobody who has an account.
    case breakGlass(reason: String)
  }

  public let kind: Kind
  public let at: Timestamp
  public let pseudonym: Pseudonym
  public let device: DeviceKey

  /// Whether somebody should hear of it at once.
  public var isLoud: Bool {
    switch kind {
    case .breakGlass: true
    case .signedIn(_, let usedRecoveryCode, _): usedRecoveryCode
    case .steppedUp: false
    }
  }
}
