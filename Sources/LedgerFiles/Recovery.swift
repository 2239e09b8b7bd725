import Glibc
import Ledger

/// What was found when a ledger was opened for writing.
public struct LedgerOpening: Hashable, Sendable {
  /// Entries in the tree.
  public let size: UInt64
  /// Entries behind the checkpoint that nobody had been answered for: a batch that was cut off. They are
  /// gone.
  public let droppedEntries: UInt64
  /// Files that were removed with them.
  public let droppedFiles: Int
  /// A checkpoint that was signed and not put in its place was whole: it was taken.
  public let tookSignedCheckpoint: Bool
}

/// Brings a folder to the state that its checkpoint signed, reading the right edge alone, whatever the size.
struct Recovery {
  let files: TreeFiles
  let signer: NoteSigner
  let origin: [UInt8]
  /// Tiles that a batch may have begun.
  let tileLimit: UInt64

  func open() throws(LedgerFailure) -> (TreeWriter, LedgerOpening) {
    guard let published = try files.note(TreeFiles.checkpointName) else {
      throw .system(call: "open", path: "\(files.folder.path)/\(TreeFiles.checkpointName)", code: ENOENT)
    }
    var note = published
    var checkpoint = try checkpoint(note, TreeFiles.checkpointName)
    let next = try nextCheckpoint(after: checkpoint)
    if let next { (note, checkpoint) = next }
    // Written anew in any case: whether the octets that lie there are durable, nobody can say.
    try files.folder.remove(TreeFiles.nextCheckpointName)
    if next != nil { try TreeWriter.publish(note, in: files.folder) }
    let writer = try edge(note, checkpoint)
    let (entries, count) = try sweep(checkpoint.size)
    let opening = LedgerOpening(
      size: checkpoint.size, droppedEntries: entries, droppedFiles: count, tookSignedCheckpoint: next != nil)
    return (writer, opening)
  }

  private func checkpoint(_ note: SignedNote, _ name: String) throws(LedgerFailure) -> Checkpoint {
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(of: note, log: signer.key, NoteCrypto.check)
    } catch {
      throw .malformed(path: "\(files.folder.path)/\(name)", error)
    }
    guard checkpoint.origin == origin else {
      throw .otherOrigin(
        path: "\(files.folder.path)/\(name)", found: String(decoding: checkpoint.origin, as: UTF8.self))
    }
    return checkpoint
  }

  /// A checkpoint that was signed but not put in its place. What a log has signed it must stand by: where the
  /// tree has all of it, it is taken; where not, the signature never left this folder.
  private func nextCheckpoint(
    after last: Checkpoint
  ) throws(LedgerFailure) -> (SignedNote, Checkpoint)? {
    guard
      let octets = try files.folder.read(TreeFiles.nextCheckpointName, limitOctets: SignedNote.octetLimit),
      let note = try? SignedNote(parsing: octets),
      let next = try? Checkpoint(of: note, log: signer.key, NoteCrypto.check), next.origin == origin,
      next.size > last.size
    else { return nil }
    var tree = files.tree(size: next.size)
    guard (try? tree.root()) == next.root, (try? tree.root(atSize: last.size)) == last.root,
      (try? edge(note, next)) != nil
    else { return nil }
    return (note, next)
  }

  /// What the next batch continues, held against the checkpoint.
  private func edge(_ note: SignedNote, _ checkpoint: Checkpoint) throws(LedgerFailure) -> TreeWriter {
    let size = checkpoint.size
    do {
      var edge = [[Digest]](repeating: [], count: TilePath.levelCount)
      for level in edge.indices {
        let count = size >> UInt64(8 * level)
        guard count & 255 != 0,
          let path = TilePath(.hashes(level: level), index: count >> 8, treeSize: size)
        else { continue }
        edge[level] = try Tile.hashes(try files.octets(path), path: path)
      }
      var bundle: [UInt8] = []
      if size & 255 != 0 {
        let last = try files.bundle(size >> 8, treeSize: size)
        bundle = last.octets
        for place in 0..<last.count where TreeHash.library.leaf(last[place]) != edge[0][place] {
          throw LedgerFailure.damaged(
            path: files.folder.path, reason: "entry \((size & ~255) + UInt64(place)) is not what was recorded"
          )
        }
      }
      var tree = files.tree(size: size)
      let frontier = try tree.frontier()
      guard frontier.root(.library) == checkpoint.root else {
        throw LedgerFailure.damaged(
          path: files.folder.path,
          reason: "the hashes at the tree's right edge are not those that were signed")
      }
      return TreeWriter(
        files: files, signer: signer, origin: origin, note: note, edge: edge, bundle: bundle,
        frontier: frontier)
    } catch let failure as LedgerFailure {
      throw failure
    } catch let error as LedgerError {
      throw .malformed(path: files.folder.path, error)
    } catch {
      throw .stopped
    }
  }

  /// Removes what lies behind the checkpoint, and partial files that a full one has taken the place of.
  private func sweep(_ size: UInt64) throws(LedgerFailure) -> (entries: UInt64, files: Int) {
    var entries: UInt64 = 0
    var removed = 0
    let kinds = [TilePath.Kind.entries] + (0..<TilePath.levelCount).map { .hashes(level: $0) }
    for kind in kinds {
      var count = size
      if case .hashes(let level) = kind { count = size >> UInt64(8 * level) }
      let edge = count >> 8
      for index in (edge - min(edge, tileLimit))...(edge + tileLimit) {
        let full = TilePath(kind, index: index)
        if index < edge {
          if try files.folder.names(full.text + ".p") != nil { try files.removePartial(full.text + ".p") }
          continue
        }
        var behind: UInt64 = 0
        if try files.folder.remove(full.text) {
          removed += 1
          behind = 256
        }
        for name in try files.folder.names(full.text + ".p") ?? [] {
          guard let width = UInt64(name), index > edge || width > count & 255 else { continue }
          try files.folder.remove("\(full.text).p/\(name)")
          removed += 1
          behind = max(behind, width)
        }
        if kind == .entries, behind > 0 {
          // Only entries beyond the checkpoint were dropped.
          entries = max(entries, (index << 8) + behind - size)
        }
      }
    }
    return (entries, removed)
  }
}
