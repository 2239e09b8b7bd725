import Vocabulary

/// A proof that needs nothing else: an entry, where it stands, and the checkpoint of the tree that has it.
///
///     c2sp.org/tlog-proof@v1
///     extra base64(the entry)
///     index 73894
///     (hashes of the inclusion proof in base64, a line each)
///
///     the checkpoint
///
/// Source: C2SP tlog-proof, Format.
public struct LogProof: Hashable, Sendable {
  public static let octetLimit = 256 << 10
  private static let header = "c2sp.org/tlog-proof@v1"

  public let index: UInt64
  public let path: [Digest]
  public let note: SignedNote
  /// What its application put there: here the entry itself, which the proof then proves.
  public let extra: [UInt8]?

  public init(index: UInt64, path: [Digest], note: SignedNote, extra: [UInt8]? = nil) {
    self.index = index
    self.path = path
    self.note = note
    self.extra = extra
  }

  public init(parsing text: [UInt8]) throws(LedgerError) {
    guard text.count <= Self.octetLimit else {
      throw LedgerError(.tooLarge(limitOctets: Self.octetLimit), at: Self.octetLimit)
    }
    var lines = Lines(text)
    guard try lines.next().elementsEqual(Self.header.utf8) else {
      throw LedgerError(.expected(Self.header), at: 0)
    }
    var place = lines.offset
    var line = try lines.next()
    if line.starts(with: "extra ".utf8) {
      guard let octets = Base64.decode(line.dropFirst(6)) else {
        throw LedgerError(.invalidBase64, at: place)
      }
      extra = octets
      place = lines.offset
      line = try lines.next()
    } else {
      extra = nil
    }
    guard line.starts(with: "index ".utf8), let index = decimal(line.dropFirst(6)) else {
      throw LedgerError(.expected("the entry's index"), at: place)
    }
    self.index = index
    path = try lines.digests(limit: InclusionProof.pathLimit)
    note = try SignedNote(parsing: Array(lines.rest))
  }

  public var octets: [UInt8] {
    var octets = Array("\(Self.header)\n".utf8)
    if let extra {
      octets += Array("extra ".utf8)
      appendBase64(extra.span, to: &octets)
      octets.append(0x0A)
    }
    octets += Array("index \(index)\n".utf8)
    for digest in path { octets += Array(digest.base64.utf8) + [0x0A] }
    return octets + [0x0A] + note.octets
  }

  /// The checkpoint, where the log's key signed it and the entry stands in its tree.
  ///
  /// - Throws: where the note is not that log's; nil where the path does not lead to its root
  public func checkpoint(
    holding entry: [UInt8], log key: NoteKey, _ check: SignatureCheck, _ hash: TreeHash
  ) throws(LedgerError) -> Checkpoint? {
    let checkpoint = try Checkpoint(of: note, log: key, check)
    let proof = InclusionProof(index: index, size: checkpoint.size, path: path)
    return proof.verifies(leaf: hash.leaf(entry), root: checkpoint.root, hash) ? checkpoint : nil
  }
}
