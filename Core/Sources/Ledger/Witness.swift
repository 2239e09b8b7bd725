/// What a witness keeps of one log, and how it judges a new checkpoint: it cosigns only what continues the
/// tree that it has seen. Two sites that watch each other are a witness each.
///
/// Source: C2SP tlog-witness, add-checkpoint.
public struct Witness: Sendable {
  /// The log's key, and its name.
  public let log: NoteKey
  public let origin: [UInt8]
  /// The last one that was cosigned; nil before the first.
  public private(set) var checkpoint: Checkpoint?

  public init(log: NoteKey, origin: [UInt8], checkpoint: Checkpoint? = nil) {
    self.log = log
    self.origin = origin
    self.checkpoint = checkpoint
  }

  public enum Refusal: Error, Hashable, Sendable {
    case malformed(LedgerError)
    /// Another log's checkpoint.
    case unknownLog
    /// The log's key did not sign it.
    case unsigned
    /// The proof begins at another size than that of the last checkpoint.
    case conflict(size: UInt64)
    /// The tree is not one that was only added to.
    case inconsistent
  }

  /// Judges a new checkpoint. What is returned is to be kept before it is cosigned.
  public mutating func judge(
    _ request: WitnessRequest, _ check: SignatureCheck, _ hash: TreeHash
  ) throws(Refusal) -> Checkpoint {
    let known = checkpoint?.size ?? 0
    let next: Checkpoint
    do {
      next = try Checkpoint(of: request.note, log: log, check)
    } catch {
      throw error.kind == .unsigned ? .unsigned : .malformed(error)
    }
    guard next.origin == origin else { throw .unknownLog }
    guard request.oldSize == known else { throw .conflict(size: known) }
    guard known <= next.size else { throw .inconsistent }
    if let old = checkpoint, known > 0 {
      let proof = ConsistencyProof(oldSize: known, newSize: next.size, path: request.path)
      guard proof.verifies(oldRoot: old.root, newRoot: next.root, hash) else { throw .inconsistent }
    } else {
      // Every tree continues the empty one.
      guard request.path.isEmpty else { throw .inconsistent }
    }
    checkpoint = next
    return next
  }
}

/// What a log sends a witness.
///
///     old 20852014
///     (hashes of the consistency proof in base64, a line each)
///
///     the checkpoint
///
/// Source: C2SP tlog-witness, add-checkpoint.
public struct WitnessRequest: Hashable, Sendable {
  public static let pathLimit = 63

  public let oldSize: UInt64
  public let path: [Digest]
  public let note: SignedNote

  public init(oldSize: UInt64, path: [Digest], note: SignedNote) {
    self.oldSize = oldSize
    self.path = path
    self.note = note
  }

  public init(parsing text: [UInt8]) throws(LedgerError) {
    guard text.count <= SignedNote.octetLimit else {
      throw LedgerError(.tooLarge(limitOctets: SignedNote.octetLimit), at: SignedNote.octetLimit)
    }
    var lines = Lines(text)
    let first = try lines.next()
    guard first.starts(with: "old ".utf8), let size = decimal(first.dropFirst(4)) else {
      throw LedgerError(.expected("the old size"), at: 0)
    }
    oldSize = size
    path = try lines.digests(limit: Self.pathLimit)
    note = try SignedNote(parsing: Array(lines.rest))
  }

  public var octets: [UInt8] {
    var octets = Array("old \(oldSize)\n".utf8)
    for digest in path { octets += Array(digest.base64.utf8) + [0x0A] }
    return octets + [0x0A] + note.octets
  }
}

extension Lines {
  /// Digests, a line each, up to an empty line.
  mutating func digests(limit: Int) throws(LedgerError) -> [Digest] {
    var digests: [Digest] = []
    while true {
      let place = offset
      let line = try next()
      if line.isEmpty { return digests }
      guard digests.count < limit else { throw LedgerError(.tooMany("hashes", limit: limit), at: place) }
      guard let digest = Digest(base64: line) else { throw LedgerError(.invalidBase64, at: place) }
      digests.append(digest)
    }
  }
}

/// Which witnesses are believed, and how many of them must have cosigned.
public struct WitnessQuorum: Sendable {
  public let keys: [NoteKey]
  public let count: Int

  /// - Parameter count: at least 1, at most as many as there are keys; others are brought into that range
  public init(keys: [NoteKey], count: Int) {
    self.keys = keys
    self.count = max(1, min(count, keys.count))
  }

  /// Whether enough witnesses, each counted once, cosigned the note.
  public func holds(for note: SignedNote, _ check: SignatureCheck) throws(LedgerError) -> Bool {
    let verified = try note.verified(by: keys, check).filter { $0.seconds != nil }
    return Set(verified.map { $0.key.publicKey }).count >= count && !keys.isEmpty
  }
}
