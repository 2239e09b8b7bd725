import Ledger

/// The entries themselves.
extension LedgerCheck {
  /// Holds the entries against their hashes, and these against the level above.
  mutating func checkEntries(_ whole: inout Whole) {
    let size = checkpoint.size
    var parent: [Digest] = []
    var index: UInt64 = 0
    while index << 8 < size {
      defer { index += 1 }
      guard let path = TilePath(.hashes(level: 0), index: index, treeSize: size),
        let bundlePath = TilePath(.entries, index: index, treeSize: size)
      else { return }
      if path.isFull && (index & 255 == 0 || parent.isEmpty) {
        parent =
          TilePath(.hashes(level: 1), index: index >> 8, treeSize: size).flatMap { above in
            (try? files.octets(above)).flatMap { try? Tile.hashes($0, path: above) }
          } ?? []
      }
      let hashes = read(path)
      let bundle: EntryBundle
      do {
        bundle = try EntryBundle(parsing: try files.octets(bundlePath), count: bundlePath.width)
      } catch {
        tell(error, bundlePath)
        continue
      }
      entries += UInt64(bundle.count)
      guard let hashes else { continue }
      let leaves = (0..<bundle.count).map { TreeHash.library.leaf(bundle[$0]) }
      let place = Int(index & 255)
      let isTrusted = whole.contains(1, index >> 8) && (whole.edge || (index >> 8) < size >> 16)
      let above = isTrusted && path.isFull && parent.indices.contains(place) ? parent[place] : nil
      if !path.isFull && !whole.edge && whole.isEdgeTold { continue }
      judge(bundlePath, path, bundle, leaves, hashes, above: above)
    }
  }

  private mutating func judge(
    _ bundlePath: TilePath, _ path: TilePath, _ bundle: EntryBundle, _ leaves: [Digest],
    _ hashes: [Digest], above: Digest?
  ) {
    let first = path.index << 8
    let isAgreed = leaves == hashes
    // The hash above says which of the two is whole; where there is none, the tile was held against the root.
    if let above, !isAgreed && Tile(leaves, .library).root == above {
      for (place, hash) in hashes.enumerated() where hash != leaves[place] {
        note(.hashChanged(path: path.text, place: place))
      }
      return
    }
    if let above, Tile(hashes, .library).root != above {
      note(.entriesReplaced(range: first..<(first + UInt64(leaves.count)), path: bundlePath.text))
      return
    }
    for (place, leaf) in leaves.enumerated() where place < hashes.count {
      let index = first + UInt64(place)
      var flaw: LedgerError?
      do {
        _ = try LedgerEntry(parsing: bundle[place])
      } catch {
        flaw = error
      }
      if leaf == hashes[place] {
        // Its hash is right: it was written so.
        if let flaw { note(.malformed(path: bundlePath.text, reason: "entry \(index): \(flaw)")) }
        continue
      }
      guard strange.count < Self.faultLimit else {
        furtherFaults += 1
        continue
      }
      missing[hashes[place]] = index
      strange.append(
        (index, leaf, bundlePath, flaw.map { "its octets were changed, \($0)" } ?? "it is another"))
    }
  }

  /// An entry that is not the recorded one may be one that was recorded elsewhere.
  mutating func tellStrangers() {
    for one in strange {
      if let from = missing[one.hash] {
        note(.entryMoved(index: one.index, path: one.path.text, from: from))
      } else {
        note(.entryChanged(index: one.index, path: one.path.text, reason: one.reason))
      }
    }
  }
}
