public import Sealing

/// Copies all of a site's data into one encrypted file.
public protocol SiteCopier: Sendable {
  /// Returns when the file is durable and was read back whole.
  func copy(to path: String, under key: BackupKey) throws -> CopiedSite
}

/// What a backup holds.
public struct CopiedSite: Hashable, Sendable {
  /// Entries of its ledger.
  public let entries: UInt64
  /// The root of its ledger's tree, as its checkpoint writes it: base64.
  public let root: String
  /// Sealed values of its database, all of which opened.
  public let sealedValues: Int

  public init(entries: UInt64, root: String, sealedValues: Int) {
    self.entries = entries
    self.root = root
    self.sealedValues = sealedValues
  }
}
