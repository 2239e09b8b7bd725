import Bytes
import Ledger
import Vocabulary

/// What a ledger reads: entries, notes with checkpoints, proofs, requests to witnesses, bundles, paths, keys.
/// Each input is read as all of them; what is taken is written again, and must be the same octets.
enum FuzzedLedger {
  private static let hash = TreeHash { octets in
    Digest(Bytes.SHA256.digest(octets)) ?? Digest(words: (0, 0, 0, 0))
  }

  /// One of each.
  static let seeds: [[UInt8]] = {
    let entry = LedgerEntry(
      time: Timestamp(nanoseconds: 1_796_083_200_123_456_789),
      clock: LedgerEntry.Clock(source: "ntp", uncertaintyNanoseconds: 5),
      late: Timestamp(nanoseconds: 1_796_083_300_000_000_000), actor: LedgerEntry.Actor(.person, "p-1"),
      device: "d", session: "s", action: "write", target: "asset:a", object: "\u{1}\"é", decision: .allowed,
      policies: ["a", "b"], outcome: .done, reason: "r")
    let octets = (try? entry.encoded()) ?? []
    var note = SignedNote(text: Checkpoint(origin: Array("log".utf8), size: 3, root: hash.empty).text)
    note.add(
      SignedNote.Signature(name: Array("log".utf8), keyID: 7, octets: [UInt8](repeating: 1, count: 64)))
    note.add(SignedNote.Signature(name: Array("w".utf8), keyID: 8, octets: [UInt8](repeating: 2, count: 72)))
    var bundle: [UInt8] = []
    for part in [octets, [], [1, 2, 3]] { try? EntryBundle.append(part, to: &bundle) }
    let key = try? NoteKey(
      name: Array("log".utf8), algorithm: .ed25519, publicKey: [UInt8](repeating: 3, count: 32), hash)
    return [
      octets, note.octets, bundle, Array((key?.text ?? "").utf8),
      LogProof(index: 1, path: [hash.empty, hash.empty], note: note, extra: octets).octets,
      WitnessRequest(oldSize: 1, path: [hash.empty], note: note).octets,
      Array("tile/0/x001/234.p/17".utf8), Array("tile/entries/000".utf8),
    ]
  }()

  static func run(_ input: [UInt8]) {
    check(input) { (octets) throws(LedgerError) in try LedgerEntry(parsing: octets[...]).encoded() }
    check(input) { (octets) throws(LedgerError) in
      let note = try SignedNote(parsing: octets)
      if let checkpoint = try? Checkpoint(parsing: note.text) {
        demand(checkpoint.text == note.text, "a checkpoint is not written as it was read")
      }
      return note.octets
    }
    check(input) { (octets) throws(LedgerError) in try LogProof(parsing: octets).octets }
    check(input) { (octets) throws(LedgerError) in try WitnessRequest(parsing: octets).octets }
    check(input) { (octets) throws(LedgerError) in Array(try NoteKey(parsing: octets, hash).text.utf8) }
    check(input) { (octets) throws(LedgerError) in
      let bundle = try EntryBundle(parsing: octets, count: 3)
      var written: [UInt8] = []
      for place in 0..<bundle.count { try EntryBundle.append(Array(bundle[place]), to: &written) }
      return written
    }
    if let path = TilePath(parsing: input) {
      demand(path.text.utf8.elementsEqual(input), "a path is not written as it was read")
    }
    prove(input)
  }

  /// A reader takes nothing that it would write otherwise, and its errors lie within the input.
  private static func check(
    _ input: [UInt8], _ rewritten: ([UInt8]) throws(LedgerError) -> [UInt8]
  ) {
    do throws(LedgerError) {
      demand(try rewritten(input) == input, "what was read is not written so")
    } catch {
      demand((0...max(input.count, 64 << 10)).contains(error.offset), "an error at \(error.offset)")
      demand(!error.description.isEmpty, "an error without words")
    }
  }

  /// The first octets are sizes and indices, the rest hashes: none proves what is not there.
  private static func prove(_ input: [UInt8]) {
    guard input.count >= 24 else { return }
    func number(_ at: Int) -> UInt64 { input[at..<(at + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
    let span = input.span
    var path: [Digest] = []
    var at = 24
    while let digest = Digest(span, at: at) {
      path.append(digest)
      at += Digest.octetCount
    }
    let proof = InclusionProof(index: number(0), size: number(8), path: path)
    demand(!proof.verifies(leaf: hash.empty, root: hash.leaf(input), hash), "a proof of nothing holds")
    let growth = ConsistencyProof(oldSize: number(0), newSize: number(8), path: path)
    demand(!growth.verifies(oldRoot: hash.empty, newRoot: hash.leaf(input), hash), "a proof of nothing holds")
    if let subtree = Subtree(start: number(0), end: number(16)), subtree.start < subtree.end {
      demand(
        !ConsistencyProof.verifies(
          subtree, subtreeRoot: hash.leaf(input), size: number(8), root: hash.empty, path, hash),
        "a proof of nothing holds")
    }
  }
}
