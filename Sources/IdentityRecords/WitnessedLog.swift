/// Another site's ledger, as this one saw it last.
public struct WitnessedLog: Hashable, Sendable {
  /// So many logs are witnessed at most.
  public static let limit = 256

  /// As its checkpoints name it.
  public var origin: [UInt8]
  /// The public key that signs it, in its written form.
  public var key: String
  /// The last checkpoint that was cosigned, with the log's signature.
  public var note: [UInt8]

  public init(origin: [UInt8], key: String, note: [UInt8]) {
    self.origin = origin
    self.key = key
    self.note = note
  }
}
