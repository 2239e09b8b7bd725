import Ledger

/// The right edge: hashes that no other hash stands above.
extension LedgerCheck {
  /// Holds the hashes at the right edge, which no hash stands above, against the root.
  mutating func checkEdge() -> Whole {
    let size = checkpoint.size
    var stored: [[Digest]] = []
    var below: [[Digest]] = []
    for level in 0..<TilePath.levelCount {
      let count = size >> UInt64(8 * level)
      guard count & 255 != 0, let path = TilePath(.hashes(level: level), index: count >> 8, treeSize: size)
      else {
        stored.append([])
        below.append([])
        continue
      }
      let hashes = (try? files.octets(path)).flatMap { try? Tile.hashes($0, path: path) }
      stored.append(hashes ?? [])
      below.append(recomputed(path))
    }
    if root(of: stored) == checkpoint.root { return Whole(edge: true) }
    // Which levels, made anew from what lies below them, give the root? One is tried alone, then all.
    let levels = stored.indices.filter { stored[$0] != below[$0] && !below[$0].isEmpty }
    for tried in levels.map({ [$0] }) + [levels] {
      var edge = stored
      for level in tried { edge[level] = below[level] }
      guard root(of: edge) == checkpoint.root else { continue }
      for level in tried { tellChanged(stored[level], below[level], level) }
      return Whole(edge: false)
    }
    note(.rootDiffers(size: size))
    return Whole(edge: false, isEdgeTold: false)
  }

  /// The hashes of a partial tile, from the tiles or entries below it; none where they cannot be read.
  func recomputed(_ path: TilePath) -> [Digest] {
    guard case .hashes(let level) = path.kind else { return [] }
    if level == 0 {
      guard let bundle = try? files.bundle(path.index, treeSize: checkpoint.size) else { return [] }
      return (0..<bundle.count).map { TreeHash.library.leaf(bundle[$0]) }
    }
    var hashes: [Digest] = []
    for place in 0..<path.width {
      let child = TilePath(.hashes(level: level - 1), index: path.index << 8 + UInt64(place))
      guard let octets = try? files.octets(child), let tile = try? Tile(octets, path: child, .library),
        let root = tile.root
      else { return [] }
      hashes.append(root)
    }
    return hashes
  }

  private func root(of edge: [[Digest]]) -> Digest? {
    var roots: [Digest] = []
    for level in edge.indices.reversed() {
      let count = Int(checkpoint.size >> UInt64(8 * level) & 255)
      guard edge[level].count == count else { return nil }
      var start = 0
      for bit in (0..<8).reversed() where count >> bit & 1 == 1 {
        var frontier = TreeFrontier()
        for place in start..<(start + 1 << bit) { frontier.append(edge[level][place], .library) }
        roots.append(frontier.root(.library))
        start += 1 << bit
      }
    }
    guard var root = roots.last else { return nil }
    for left in roots.dropLast().reversed() { root = TreeHash.library.node(left, root) }
    return root
  }

  private mutating func tellChanged(_ stored: [Digest], _ right: [Digest], _ level: Int) {
    let count = checkpoint.size >> UInt64(8 * level)
    let path = TilePath(.hashes(level: level), index: count >> 8, width: right.count).text
    for (place, hash) in stored.enumerated() where place < right.count && hash != right[place] {
      note(.hashChanged(path: path, place: place))
    }
  }
}
