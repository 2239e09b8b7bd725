import Access
import Authorization
public import Ledger

/// Two sites hold each other to what their ledgers were: each cosigns the other's checkpoints, and a ledger
/// that was put back or written anew continues none of them.
extension Site {
  /// What a witness is asked: the checkpoint of now, and the proof that it continues what the witness saw.
  ///
  /// - Parameter size: what the witness saw, by its own word; nil where it is known from its last cosignature
  public func requestCosignature(
    of witness: NoteKey, since size: UInt64?, as caller: Caller
  ) async throws -> WitnessRequest {
    try await door.pass(Act("witnessLedger", on: uid), as: caller) { passage in
      try stores.exchange(passage).request(to: witness, since: size)
    }
  }

  /// Cosigns another site's checkpoint. Which entries of which ledger stands in this one's.
  ///
  /// - Parameter key: the other ledger's; nil where it is known from before
  /// - Returns: the checkpoint with this site's cosignature
  public func cosign(
    _ request: WitnessRequest, by key: NoteKey?, as caller: Caller
  ) async throws -> SignedNote {
    let act = Act("witnessLedger", on: uid, object: try Checkpoint(parsing: request.note.text).entries)
    return try await door.pass(act, as: caller) { passage in
      try stores.exchange(passage).cosign(request, by: key)
    }
  }

  /// Keeps a checkpoint of this site's that a witness cosigned.
  ///
  /// - Returns: the file that holds it
  public func take(_ note: SignedNote, from witness: NoteKey, as caller: Caller) async throws -> String {
    let act = Act("witnessLedger", on: uid, object: try Checkpoint(parsing: note.text).entries)
    return try await door.pass(act, as: caller) { passage in
      try stores.exchange(passage).keep(note, from: witness)
    }
  }
}

extension Checkpoint {
  /// The entries that it is about, as the ledger names them; nil where there are none.
  fileprivate var entries: Circumstances.Touched? {
    guard size > 0, let last = Int64(exactly: size - 1) else { return nil }
    return Circumstances.Touched(space: Text(String(decoding: origin, as: UTF8.self)), first: 0, last: last)
  }
}
