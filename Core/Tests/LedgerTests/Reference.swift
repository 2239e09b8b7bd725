import Bytes
import Ledger
import Vocabulary

/// SHA-256 of Core, by another hand than the library that signs in the ledger.
let hash = TreeHash { octets in
  let octets = Bytes.SHA256.digest(octets)
  return Digest(octets) ?? Digest(words: (0, 0, 0, 0))
}

/// The tree as the specification defines it, by recursion over all entries: slow, and plainly right.
///
/// Source: RFC 6962, section 2.1.
enum NaiveTree {
  static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    guard let first = leaves.first else { return hash.empty }
    if leaves.count == 1 { return first }
    let middle = leaves.startIndex + split(leaves.count)
    return hash.node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
    if leaves.count <= 1 { return [] }
    let half = split(leaves.count)
    let middle = leaves.startIndex + half
    return index < half
      ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
      : path(index - half, leaves[middle...]) + [root(leaves[..<middle])]
  }

  static func proof(_ old: Int, _ leaves: ArraySlice<Digest>, isWhole: Bool = true) -> [Digest] {
    if old == 0 { return [] }
    if old == leaves.count { return isWhole ? [] : [root(leaves)] }
    let half = split(leaves.count)
    let middle = leaves.startIndex + half
    return old <= half
      ? proof(old, leaves[..<middle], isWhole: isWhole) + [root(leaves[middle...])]
      : proof(old - half, leaves[middle...], isWhole: false) + [root(leaves[..<middle])]
  }

  private static func split(_ count: Int) -> Int {
    var half = 1
    while half * 2 < count { half *= 2 }
    return half
  }
}

/// The hashes of `count` small entries.
func leaves(_ count: Int) -> [Digest] {
  (0..<count).map { hash.leaf(Array("entry \($0)".utf8)) }
}

/// A signature that holds where both sides know the public key: no cryptography, for the forms alone.
enum ToySignature {
  static func make(_ publicKey: [UInt8], _ message: [UInt8]) -> [UInt8] {
    let digest = hash.sha256((publicKey + message).span).octets
    return digest + digest
  }

  static let check: SignatureCheck = { key, message, signature in make(key, message) == signature }

  static func signer(_ name: String, _ algorithm: NoteKey.Algorithm = .ed25519) throws -> NoteSigner {
    let publicKey = hash.sha256(Array(name.utf8).span).octets
    let key = try NoteKey(name: Array(name.utf8), algorithm: algorithm, publicKey: publicKey, hash)
    return NoteSigner(key: key) { make(publicKey, $0) }
  }
}

/// The files of a tree in memory.
struct TreeFiles {
  var files: [TilePath: [UInt8]] = [:]

  init(_ leaves: [Digest]) {
    var hashes = leaves
    for level in 0..<TilePath.levelCount where !hashes.isEmpty {
      var roots: [Digest] = []
      for (index, start) in stride(from: 0, to: hashes.count, by: 256).enumerated() {
        let run = Array(hashes[start..<min(start + 256, hashes.count)])
        let path = TilePath(.hashes(level: level), index: UInt64(index), width: run.count)
        files[path] = Tile.octets(run)
        if path.isFull { roots.append(NaiveTree.root(run[...])) }
      }
      hashes = roots
    }
  }

  func tree(size: Int) -> TiledTree {
    let files = files
    return TiledTree(size: UInt64(size), hash) { (path) throws(LedgerError) in
      // A tree as it was has the beginnings of today's files.
      for width in path.width...TilePath.fullWidth {
        if let octets = files[TilePath(path.kind, index: path.index, width: width)] {
          return Array(octets.prefix(path.width * Digest.octetCount))
        }
      }
      throw LedgerError(.unreadable(path: path.text, reason: "not there"))
    }
  }
}

extension LedgerEntry {
  static let sample = LedgerEntry(
    time: Timestamp(seconds: 1_796_083_200, nanoseconds: 123_456_789),
    clock: Clock(source: "ntp", uncertaintyNanoseconds: 2_500_000), actor: Actor(.person, "p-4f1c0a9e"),
    device: "laptop-7", session: "s-81", action: "write", target: "asset:press-01",
    object: "holding register 40001 to 40004", decision: .allowed,
    policies: ["maintenance-shift", "work-order"], outcome: .done, reason: "order 4711: \"new limit\"")
}
