public import Access
public import IdentityRecords
import Sealing

/// Where the owner's policies lie, each set under its digest; the sets never change.
public protocol PolicyShelf: Sendable {
  /// The set that holds. It is asked at each decision.
  func current() throws -> PolicyDigest
  /// The sets that held, the newest first: that one holds.
  func history() throws -> [HeldPolicies]
  func digest(of set: OwnerPolicies) -> PolicyDigest
  /// Reads a set and holds it against its digest.
  ///
  /// - Throws: which file is not what was set
  func files(_ digest: PolicyDigest) throws -> [PolicyFile]
  /// Puts a set in the place of the one that holds, durably and at once, or not at all.
  ///
  /// - Throws: where another one holds meanwhile
  func hold(_ set: OwnerPolicies, inPlaceOf other: PolicyDigest) throws
}

/// Why the owner's policies are of no use, and where: nobody is let through by them then.
public struct PolicyFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let digest: PolicyDigest
  public let words: String

  public init(_ digest: PolicyDigest, _ words: String) {
    self.digest = digest
    self.words = words
  }

  public var description: String { words }
}

extension PolicyDigest: CustomStringConvertible {
  /// 64 hexadecimal digits.
  public var description: String { Hexadecimal.text(octets) }

  public init?(hexadecimal text: String) {
    guard let octets = Hexadecimal.octets(text), octets.count == Self.octetCount else { return nil }
    self.init(octets)
  }
}
