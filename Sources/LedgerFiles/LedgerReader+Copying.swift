public import Ledger

/// Copying a ledger while it is written: the tree of one checkpoint, whatever is added meanwhile.
extension LedgerReader {
  public static let checkpointName = TreeFiles.checkpointName

  /// Whether a name below a ledger's folder is one that a copy has.
  public static func isCopied(_ name: String) -> Bool {
    name == checkpointName || TilePath(parsing: Array(name.utf8)) != nil
  }

  /// Hands over every file of a checkpoint's tree with its name below the ledger's folder; the checkpoint's
  /// own is not among them.
  public func forEachFile(
    of checkpoint: Checkpoint, _ body: (String, [UInt8]) throws -> Void
  ) throws {
    for kind in [TilePath.Kind.entries] + (0..<TilePath.levelCount).map({ .hashes(level: $0) }) {
      var index: UInt64 = 0
      while let path = TilePath(kind, index: index, treeSize: checkpoint.size) {
        try body(path.text, try files.octets(path))
        index += 1
      }
    }
  }
}
