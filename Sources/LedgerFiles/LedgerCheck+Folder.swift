import Ledger

extension LedgerCheck {
  /// Looks at every name below the folder: what no ledger has, what others may use, what an earlier size or a
  /// batch that was cut off left behind.
  mutating func walk() throws(LedgerFailure) -> [String] {
    var remarks: [String] = []
    var behind = 0
    if try files.folder.status(TreeFiles.nextCheckpointName) != nil {
      remarks.append("a checkpoint was signed and not put in its place: opening the ledger decides on it")
    }
    var folders = ["."]
    while let folder = folders.popLast() {
      for name in try files.folder.names(folder) ?? [] {
        let path = folder == "." ? name : "\(folder)/\(name)"
        guard let status = try files.folder.status(path) else { continue }
        if status.mode & 0o077 != 0 { note(.openToOthers(path: path, mode: status.mode)) }
        if status.isFolder {
          if folder == "." && name != "tile" && name != "spool" { note(.stranger(path: path)) }
          if path != "spool" { folders.append(path) }
          continue
        }
        guard status.isFile else {
          note(.stranger(path: path))
          continue
        }
        if folder == "." {
          let known = [TreeFiles.checkpointName, TreeFiles.nextCheckpointName, TreeFiles.lockName]
          if !known.contains(name) { note(.stranger(path: path)) }
        } else if let tile = TilePath(parsing: Array(path.utf8)) {
          if try isBehind(tile) { behind += 1 }
        } else {
          note(.stranger(path: path))
        }
      }
    }
    if behind > 0 {
      remarks.append(
        "\(behind) files lie behind the checkpoint: a batch that is being written, or one that was cut off "
          + "and that nobody was answered for")
    }
    return remarks
  }

  /// Whether a file is not one of the checkpoint's tree but of a larger one. One of a smaller tree must be
  /// the beginning of today's.
  private mutating func isBehind(_ tile: TilePath) throws(LedgerFailure) -> Bool {
    guard let current = TilePath(tile.kind, index: tile.index, treeSize: checkpoint.size),
      current.width >= tile.width
    else { return true }
    guard current != tile else { return false }
    // Of a file that was told to be wrong no other is said to differ.
    guard !faults.contains(where: { $0.path == current.text }) else { return false }
    // A writer may have removed it meanwhile.
    guard let octets = try files.folder.read(tile.text, limitOctets: EntryBundle.octetLimit),
      let today = try files.folder.read(current.text, limitOctets: EntryBundle.octetLimit)
    else { return false }
    let isWhole: Bool
    if case .hashes = tile.kind {
      isWhole = octets.count == tile.width * Digest.octetCount && today.starts(with: octets)
    } else {
      isWhole =
        (try? EntryBundle(parsing: octets, count: tile.width)) != nil && today.starts(with: octets)
    }
    if !isWhole { note(.remnantChanged(path: tile.text)) }
    return false
  }
}
