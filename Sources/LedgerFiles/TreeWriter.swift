import Ledger

/// Writes batches of entries into a tree's files, and keeps what the next one continues: the right edge.
///
/// The order is what makes an answer true: bundles and tiles and their folders are durable before a
/// checkpoint over them is signed, and the checkpoint is before anybody is answered. No file is ever written
/// twice.
struct TreeWriter {
  let files: TreeFiles
  let signer: NoteSigner
  let origin: [UInt8]
  private(set) var size: UInt64
  private(set) var note: SignedNote
  /// Of each level the hashes that do not fill a tile yet.
  private var edge: [[Digest]]
  /// The entries that do not fill a bundle yet.
  private var bundle: [UInt8]
  private var frontier: TreeFrontier
  /// Folders whose names are durable: a folder that an earlier process made may be there without that.
  private var folders: Set<String> = []
  /// Folders of partial files, to be removed when the full file is there.
  private var partials: Set<String> = []

  private static let folderLimit = 4_096

  init(
    files: TreeFiles, signer: NoteSigner, origin: [UInt8], note: SignedNote, edge: [[Digest]],
    bundle: [UInt8], frontier: TreeFrontier
  ) {
    self.files = files
    self.signer = signer
    self.origin = origin
    self.note = note
    self.edge = edge
    self.bundle = bundle
    self.frontier = frontier
    size = frontier.size
    for kind in [TilePath.Kind.entries] + edge.indices.map({ .hashes(level: $0) }) {
      var count = size
      if case .hashes(let level) = kind { count = size >> UInt64(8 * level) }
      partials.insert(TilePath(kind, index: count >> 8).text + ".p")
    }
  }

  /// What a batch left behind.
  struct Written {
    let checkpoint: Checkpoint
    let proofs: [InclusionProof]
    /// Files that the batch has made full: their partial ones are of no more use.
    let full: [TilePath]
  }

  /// Writes entries, signs the tree that has them, and proves each from the files.
  ///
  /// Where it throws, this value is of no more use: the folder is to be opened again.
  mutating func write(_ entries: [[UInt8]]) throws(LedgerFailure) -> Written {
    let start = size
    var leaves: [Digest] = []
    var files: [(TilePath, [UInt8])] = []
    do {
      for entry in entries {
        let leaf = TreeHash.library.leaf(entry)
        leaves.append(leaf)
        try EntryBundle.append(entry, to: &bundle)
        append(leaf, to: &files)
      }
    } catch {
      throw .malformed(path: "entry \(size)", error)
    }
    let full = files.map(\.0)
    if size & 255 != 0 {
      files.append((TilePath(.entries, index: size >> 8, width: Int(size & 255)), bundle))
    }
    for (level, hashes) in edge.enumerated() where !hashes.isEmpty {
      // A level that gained nothing has its file already.
      guard size >> UInt64(8 * level) != start >> UInt64(8 * level) else { continue }
      let path = TilePath(
        .hashes(level: level), index: size >> UInt64(8 * level + 8), width: hashes.count)
      files.append((path, Tile.octets(hashes)))
    }
    try create(files)
    let (checkpoint, proofs) = try prove(leaves, from: start)
    try publish()
    return Written(checkpoint: checkpoint, proofs: proofs, full: full)
  }

  /// Adds a leaf to the edge; tiles and bundles that it fills go to `files`.
  private mutating func append(_ leaf: Digest, to files: inout [(TilePath, [UInt8])]) {
    frontier.append(leaf, .library)
    size += 1
    var hash = leaf
    for level in edge.indices {
      edge[level].append(hash)
      guard edge[level].count == TilePath.fullWidth else { return }
      let index = (size - 1) >> UInt64(8 * level + 8)
      if level == 0 {
        files.append((TilePath(.entries, index: index), bundle))
        bundle.removeAll(keepingCapacity: true)
      }
      files.append((TilePath(.hashes(level: level), index: index), Tile.octets(edge[level])))
      guard let root = Tile(edge[level], .library).root else { return }
      edge[level].removeAll(keepingCapacity: true)
      hash = root
    }
  }

  /// Writes the files and makes their names durable: first the octets, then the folders, the deepest first.
  /// The name of a folder is made durable once, also where it was there already: a writer that was cut off
  /// may have made it and come no further.
  private mutating func create(_ created: [(TilePath, [UInt8])]) throws(LedgerFailure) {
    var touched: Set<String> = []
    if folders.count > Self.folderLimit { folders.removeAll() }
    for (path, _) in created {
      var parts = path.text.split(separator: "/").dropLast()
      let parent = parts.joined(separator: "/")
      touched.insert(parent)
      if !path.isFull { partials.insert(parent) }
      // The folders above, the outermost first.
      var missing: [String] = []
      while !parts.isEmpty, !folders.contains(parts.joined(separator: "/")) {
        missing.append(parts.joined(separator: "/"))
        parts.removeLast()
      }
      for name in missing.reversed() {
        try files.folder.makeFolder(name)
        touched.insert(name.split(separator: "/").dropLast().joined(separator: "/"))
        folders.insert(name)
      }
    }
    try files.folder.create(created.map { ($0.0.text, $0.1) })
    for name in touched.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      try files.folder.sync(name.isEmpty ? "." : name)
    }
  }

  /// Signs the tree and proves each entry of the batch from what lies in the files now.
  private mutating func prove(
    _ leaves: [Digest], from start: UInt64
  ) throws(LedgerFailure) -> (Checkpoint, [InclusionProof]) {
    let root = frontier.root(.library)
    do {
      note = try Checkpoint(origin: origin, size: size, root: root).signed(by: signer)
      let checkpoint = try Checkpoint(of: note, log: signer.key, NoteCrypto.check)
      var tree = files.tree(size: size)
      var proofs: [InclusionProof] = []
      proofs.reserveCapacity(leaves.count)
      for (place, leaf) in leaves.enumerated() {
        let proof = try tree.inclusionProof(of: start + UInt64(place))
        guard proof.verifies(leaf: leaf, root: checkpoint.root, .library) else {
          throw LedgerFailure.unproved(index: proof.index)
        }
        proofs.append(proof)
      }
      return (checkpoint, proofs)
    } catch let failure as LedgerFailure {
      throw failure
    } catch let error as LedgerError {
      throw .malformed(path: files.folder.path, error)
    } catch {
      throw .stopped
    }
  }

  /// Puts the checkpoint in the place of the last one.
  private func publish() throws(LedgerFailure) {
    try Self.publish(note, in: files.folder)
  }

  static func publish(_ note: SignedNote, in folder: LedgerFolder) throws(LedgerFailure) {
    try folder.create([(TreeFiles.nextCheckpointName, note.octets)])
    try folder.rename(TreeFiles.nextCheckpointName, to: TreeFiles.checkpointName)
    try folder.sync(".")
  }

  /// Removes the partial files that a full one has taken the place of.
  mutating func tidy(_ full: [TilePath]) throws(LedgerFailure) {
    for path in full {
      let name = path.text + ".p"
      guard partials.remove(name) != nil else { continue }
      folders.remove(name)
      try files.removePartial(name)
    }
  }
}

extension TreeFiles {
  /// Removes a folder of partial files with all that is in it.
  func removePartial(_ name: String) throws(LedgerFailure) {
    guard let widths = try folder.names(name) else { return }
    for width in widths { try folder.remove("\(name)/\(width)") }
    try folder.removeFolder(name)
  }
}
