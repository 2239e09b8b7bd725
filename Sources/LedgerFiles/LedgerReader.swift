import Glibc
public import Ledger

/// A ledger that is read: no lock is taken, so that it can be shown and verified while it is written.
///
/// What is read is the tree of one checkpoint; files that were there are never changed.
public struct LedgerReader: Sendable {
  let files: TreeFiles

  public init(_ path: String) throws(LedgerFailure) {
    files = TreeFiles(folder: try LedgerFolder(path))
  }

  /// Nil where the path is no folder but a file.
  public init?(ifFolder path: String) throws(LedgerFailure) {
    do throws(LedgerFailure) {
      try self.init(path)
    } catch {
      guard case .system(_, _, ENOTDIR) = error else { throw error }
      return nil
    }
  }

  /// The last checkpoint as it lies there; who signed it is another question.
  public func note() throws(LedgerFailure) -> SignedNote {
    guard let note = try files.note(TreeFiles.checkpointName) else {
      throw .system(call: "open", path: "\(files.folder.path)/\(TreeFiles.checkpointName)", code: ENOENT)
    }
    return note
  }

  /// Hands over entries with their indices, in order.
  ///
  /// - Parameter range: is cut to the tree's size
  public func forEachEntry<Failure: Error>(
    in range: Range<UInt64>, of checkpoint: Checkpoint,
    _ body: (UInt64, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws {
    let range = range.clamped(to: 0..<checkpoint.size)
    var index = range.lowerBound
    while index < range.upperBound {
      let bundle = try files.bundle(index >> 8, treeSize: checkpoint.size)
      let end = min(range.upperBound, (index & ~255) + UInt64(bundle.count))
      while index < end {
        try body(index, bundle[Int(index & 255)])
        index += 1
      }
    }
  }

  /// An entry with the proof that it stands in the checkpoint's tree.
  public func proof(of index: UInt64, in note: SignedNote) throws(LedgerError) -> LogProof {
    let checkpoint = try Checkpoint(parsing: note.text)
    guard index < checkpoint.size else {
      throw LedgerError(.beyondTree(index: index, size: checkpoint.size))
    }
    let entry = Array(try files.bundle(index >> 8, treeSize: checkpoint.size)[Int(index & 255)])
    var tree = files.tree(size: checkpoint.size)
    let path = try tree.inclusionProof(of: index).path
    return LogProof(index: index, path: path, note: note, extra: entry)
  }

  /// The proof that the checkpoint's tree began as it was at an earlier size.
  public func consistencyProof(
    from earlier: UInt64, to checkpoint: Checkpoint
  ) throws(LedgerError) -> ConsistencyProof {
    var tree = files.tree(size: checkpoint.size)
    return try tree.consistencyProof(from: earlier)
  }

  /// The root of the tree as it was at an earlier size.
  public func root(atSize earlier: UInt64, of checkpoint: Checkpoint) throws(LedgerError) -> Digest {
    var tree = files.tree(size: checkpoint.size)
    return try tree.root(atSize: earlier)
  }
}
