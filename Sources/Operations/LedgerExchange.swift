public import Ledger

/// A site's ledger before its witnesses, and the site as the witness of other ledgers.
public protocol LedgerExchange: Sendable {
  /// The site's checkpoint, and the proof that it continues what the witness saw.
  ///
  /// - Parameter size: what the witness saw, by its own word; nil where it is known from its last cosignature
  func request(to witness: NoteKey, since size: UInt64?) throws -> WitnessRequest

  /// Cosigns another ledger's checkpoint where it continues the one that was cosigned before.
  ///
  /// Returns when what is cosigned is durable: nothing that contradicts it is cosigned after.
  ///
  /// - Parameter key: the log's; nil where it is known from before
  func cosign(_ request: WitnessRequest, by key: NoteKey?) throws -> SignedNote

  /// Keeps a checkpoint of the site's own that a witness cosigned.
  ///
  /// - Returns: the file that holds it
  func keep(_ note: SignedNote, from witness: NoteKey) throws -> String
}
