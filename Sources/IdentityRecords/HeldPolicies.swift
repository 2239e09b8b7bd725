public import Vocabulary

/// SHA-256 of a set of the owner's policies: what it is known by.
public struct PolicyDigest: Hashable, Sendable {
  public static let octetCount = 32

  public let octets: [UInt8]

  /// - Parameter octets: 32 of them
  public init(_ octets: [UInt8]) { self.octets = octets }
}

/// That a set of the owner's policies came to hold. Its files lie in the data folder; which of them hold the
/// database alone says.
public struct HeldPolicies: Hashable, Sendable {
  public let digest: PolicyDigest
  public let since: Timestamp

  public init(_ digest: PolicyDigest, since: Timestamp) {
    self.digest = digest
    self.since = since
  }
}

/// Which of the owner's policies hold, and which did.
public protocol PolicyStore: Sendable {
  /// The set that holds; nil where there never was one.
  func currentPolicies() throws(StoreError) -> PolicyDigest?
  /// The sets that held, the newest first: that one holds.
  func heldPolicies() throws(StoreError) -> [HeldPolicies]
  /// Puts a set in the place of the one that holds; false, and nothing changes, where another one holds.
  ///
  /// - Parameter limit: how many are remembered; the oldest give way
  func hold(
    _ policies: HeldPolicies, inPlaceOf other: PolicyDigest?, limit: Int
  ) throws(StoreError) -> Bool
}
