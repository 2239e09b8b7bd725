import Ledger
import Testing

@Suite("Notes, checkpoints and witnesses")
struct NoteTests {
  private static let origin = Array("plant.example/ledger".utf8)

  private static func note(size: Int = 7, signers: [NoteSigner]) throws -> SignedNote {
    let root = NaiveTree.root(leaves(size)[...])
    let checkpoint = Checkpoint(origin: origin, size: UInt64(size), root: root)
    var note = SignedNote(text: checkpoint.text)
    for signer in signers { note.add(try signer.sign(text: note.text)) }
    return note
  }

  @Test("a checkpoint's text, and the note around it, are those of the specification")
  func example() throws {
    // Facts of C2SP tlog-cosignature's example: its names, keys' ids and time.
    let text = """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa \
      Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — witness.example.com/w1 \
      jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

      """
    let note = try SignedNote(parsing: Array(text.utf8))
    #expect(note.octets == Array(text.utf8))
    #expect(note.signatures.map(\.keyID) == [0x033D_E0AE, 0x8D66_CF3F])
    #expect(note.signatures.map(\.octets.count) == [64, 72])
    let checkpoint = try Checkpoint(parsing: note.text)
    #expect(checkpoint.size == 20_852_163)
    #expect(checkpoint.text == note.text)
    // The witness's time stands in the first eight octets.
    #expect(note.signatures[1].octets.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } == 1_679_315_147)
  }

  @Test(
    "a note holds by a known key; unknown keys are passed over, and a wrong signature of a known one ends it")
  func signatures() throws {
    let (log, other) = (try ToySignature.signer("plant.example/ledger"), try ToySignature.signer("other"))
    let note = try Self.note(signers: [other, log])
    #expect(try note.verified(by: [log.key], ToySignature.check).map(\.key) == [log.key])
    #expect(try Checkpoint(of: note, log: log.key, ToySignature.check).size == 7)
    let unsigned = try Self.note(signers: [other])
    #expect(throws: LedgerError(.unsigned)) { try Checkpoint(of: unsigned, log: log.key, ToySignature.check) }
    var wrong = try Self.note(signers: [other])
    wrong.add(
      SignedNote.Signature(name: log.key.name, keyID: log.key.id, octets: [UInt8](repeating: 1, count: 64)))
    #expect(throws: LedgerError(.wrongSignature(key: "plant.example/ledger"))) {
      try wrong.verified(by: [log.key, other.key], ToySignature.check)
    }
    // The same id under another name is another key.
    var renamed = try Self.note(signers: [])
    renamed.add(
      SignedNote.Signature(name: Array("x".utf8), keyID: log.key.id, octets: [UInt8](repeating: 1, count: 64))
    )
    #expect(try renamed.verified(by: [log.key], ToySignature.check).isEmpty)
  }

  @Test("every octet of a note changed is refused, or the signature no longer holds")
  func mutations() throws {
    let log = try ToySignature.signer("plant.example/ledger")
    let octets = try Self.note(signers: [log]).octets
    for at in octets.indices {
      for bit in 0..<8 {
        var changed = octets
        changed[at] ^= 1 << UInt8(bit)
        let holds =
          (try? SignedNote(parsing: changed)).map { note in
            (try? Checkpoint(of: note, log: log.key, ToySignature.check)) != nil
          } ?? false
        #expect(!holds, "octet \(at), bit \(bit)")
      }
    }
    for end in octets.indices {
      #expect(throws: LedgerError.self, "octet \(end)") { try SignedNote(parsing: Array(octets[..<end])) }
    }
  }

  @Test(
    "what is no note is refused with the place",
    arguments: [
      ("", 0), ("text\n", 5), ("text\n\n", 6), ("text\n\nx y z\n", 6), ("text\n\n— a\n", 10),
      ("te\u{7}xt\n\n— a QUFBQUE=\n", 2),
      ("text\n\n— a QUF\n", 12), ("text\n\n— a QUFBQQ==\n", 12), ("text\n\n— a+b QUFBQUE=\n", 10),
      ("text\n\n— a QUFBQUE=", 20), ("text\n\n— a\u{2003}b QUFBQUE=\n", 10),
    ])
  func refused(text: String, place: Int) {
    let error = #expect(throws: LedgerError.self) { try SignedNote(parsing: Array(text.utf8)) }
    // Places behind the empty line are told from the note's beginning where a line begins, else near it.
    #expect(
      error.map { abs($0.offset - place) <= 10 } == true, "\(text): \(error.map { $0.description } ?? "")")
  }

  @Test("a note has at most 64 signatures and 64 KiB")
  func limits() throws {
    let line = "— a QUFBQUE=\n"
    let most = "text\n\n" + String(repeating: line, count: 64)
    #expect(try SignedNote(parsing: Array(most.utf8)).signatures.count == 64)
    #expect(throws: LedgerError.self) { try SignedNote(parsing: Array((most + line).utf8)) }
    #expect(throws: LedgerError(.tooLarge(limitOctets: 65_536), at: 65_536)) {
      try SignedNote(parsing: [UInt8](repeating: 0x61, count: 65_537))
    }
  }

  @Test(
    "what is no checkpoint is refused",
    arguments: [
      "o\n1\n", "\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
      "o\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
      "o\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "o\n1\nAAAA\n",
      "o\n18446744073709551616\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
      "o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
      "o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n",
    ])
  func notCheckpoints(text: String) {
    #expect(throws: LedgerError.self) { try Checkpoint(parsing: Array(text.utf8)) }
  }

  @Test("a key's written form carries its id, and every changed character is refused or another key")
  func keys() throws {
    let key = try ToySignature.signer("plant.example/ledger").key
    let text = Array(key.text.utf8)
    #expect(try NoteKey(parsing: text, hash) == key)
    for at in text.indices {
      var changed = text
      changed[at] = changed[at] == 0x41 ? 0x42 : 0x41
      #expect((try? NoteKey(parsing: changed, hash)) == nil, "character \(at)")
      #expect((try? NoteKey(parsing: Array(text[..<at]), hash)) == nil)
    }
  }

  @Test("a quorum counts each witness once, and none that signed another text")
  func quorum() throws {
    let witnesses = try (1...3).map { try ToySignature.signer("witness-\($0)", .cosignature) }
    let log = try ToySignature.signer("plant.example/ledger")
    var note = try Self.note(signers: [log])
    let quorum = WitnessQuorum(keys: witnesses.map(\.key), count: 2)
    #expect(try !quorum.holds(for: note, ToySignature.check))
    note.add(try witnesses[0].cosign(text: note.text, seconds: 100))
    note.add(try witnesses[0].cosign(text: note.text, seconds: 101))
    #expect(try !quorum.holds(for: note, ToySignature.check))
    note.add(try witnesses[2].cosign(text: note.text, seconds: 99))
    #expect(try quorum.holds(for: note, ToySignature.check))
    #expect(try note.verified(by: [witnesses[2].key], ToySignature.check).map(\.seconds) == [99])
    var forged = try Self.note(size: 8, signers: [log])
    forged.add(note.signatures[1])
    #expect(throws: LedgerError(.wrongSignature(key: "witness-1"))) {
      try quorum.holds(for: forged, ToySignature.check)
    }
    #expect(try !WitnessQuorum(keys: [], count: 0).holds(for: note, ToySignature.check))
    #expect(throws: LedgerError(.notSigned)) { try log.cosign(text: note.text, seconds: 1) }
  }

  @Test("a witness cosigns what continues the tree that it holds, and refuses all else with the reason")
  func witness() throws {
    let log = try ToySignature.signer("plant.example/ledger")
    let files = TreeFiles(leaves(20))
    func request(_ old: Int, _ new: Int, path: [Digest]? = nil) throws -> WitnessRequest {
      var tree = files.tree(size: new)
      let proof = try path ?? tree.consistencyProof(from: UInt64(old)).path
      let request = WitnessRequest(
        oldSize: UInt64(old), path: proof, note: try Self.note(size: new, signers: [log]))
      #expect(try WitnessRequest(parsing: request.octets) == request)
      return request
    }
    var witness = Witness(log: log.key, origin: Self.origin)
    #expect(try witness.judge(request(0, 5), ToySignature.check, hash).size == 5)
    #expect(try witness.judge(request(5, 12), ToySignature.check, hash).size == 12)
    #expect(throws: Witness.Refusal.conflict(size: 12)) {
      try witness.judge(request(5, 12), ToySignature.check, hash)
    }
    let empty = try request(12, 15, path: [])
    #expect(throws: Witness.Refusal.inconsistent) { try witness.judge(empty, ToySignature.check, hash) }
    let shorter = WitnessRequest(oldSize: 12, path: [], note: try Self.note(size: 11, signers: [log]))
    #expect(throws: Witness.Refusal.inconsistent) { try witness.judge(shorter, ToySignature.check, hash) }
    let unsigned = WitnessRequest(oldSize: 12, path: [], note: try Self.note(size: 12, signers: []))
    #expect(throws: Witness.Refusal.unsigned) { try witness.judge(unsigned, ToySignature.check, hash) }
    var elsewhere = Witness(log: log.key, origin: Array("another".utf8))
    #expect(throws: Witness.Refusal.unknownLog) {
      try elsewhere.judge(request(0, 5), ToySignature.check, hash)
    }
    #expect(witness.checkpoint?.size == 12)
    let octets = try request(12, 20).octets
    for end in octets.indices {
      #expect((try? WitnessRequest(parsing: Array(octets[..<end]))) == nil)
    }
  }

  @Test("a proof stands alone: every octet changed is refused, or proves nothing")
  func proofs() throws {
    let log = try ToySignature.signer("plant.example/ledger")
    var tree = TreeFiles(leaves(7)).tree(size: 7)
    let entry = Array("entry 4".utf8)
    let proof = LogProof(
      index: 4, path: try tree.inclusionProof(of: 4).path, note: try Self.note(signers: [log]), extra: entry)
    let octets = proof.octets
    #expect(try LogProof(parsing: octets) == proof)
    #expect(try proof.checkpoint(holding: entry, log: log.key, ToySignature.check, hash)?.size == 7)
    #expect(
      try proof.checkpoint(holding: Array("entry 5".utf8), log: log.key, ToySignature.check, hash) == nil)
    for at in octets.indices {
      #expect((try? LogProof(parsing: Array(octets[..<at]))) == nil)
      var changed = octets
      changed[at] ^= 1
      let other = try? LogProof(parsing: changed)
      let holds = try? other?.checkpoint(
        holding: other?.extra ?? [], log: log.key, ToySignature.check, hash)
      #expect(holds == nil || holds == .some(nil), "octet \(at)")
    }
  }
}
