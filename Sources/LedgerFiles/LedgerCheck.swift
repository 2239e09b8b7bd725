public import Ledger

/// Holds every octet of a ledger's tree against its checkpoint, and names what is wrong.
///
/// A hash is trusted from above: the root is signed, a tile whose root is the hash above it is whole, an
/// entry whose hash is in a whole tile is whole. So one changed octet is told from a changed hash, and both
/// from entries that were replaced with their hashes. The files are read once, one after the other; memory
/// does not grow with them.
public struct LedgerCheck {
  /// Faults that are told; more are counted.
  public static let faultLimit = 1_000

  public private(set) var faults: [LedgerFault] = []
  /// Faults beyond the limit.
  public private(set) var furtherFaults = 0
  /// Entries that were read.
  public private(set) var entries: UInt64 = 0

  let files: TreeFiles
  let checkpoint: Checkpoint
  /// Hashes of entries that are not where they should be, and of those that are where they should not.
  private var missing: [Digest: UInt64] = [:]
  private var strange: [(index: UInt64, hash: Digest, path: TilePath, reason: String)] = []

  public init(_ reader: LedgerReader, _ checkpoint: Checkpoint) {
    files = reader.files
    self.checkpoint = checkpoint
  }

  mutating func note(_ fault: LedgerFault) {
    if faults.count < Self.faultLimit { faults.append(fault) } else { furtherFaults += 1 }
  }

  /// Reads the whole tree.
  public mutating func run() {
    let size = checkpoint.size
    guard size > 0 else {
      if checkpoint.root != TreeHash.library.empty { note(.rootDiffers(size: 0)) }
      return
    }
    let trustedEdge = checkEdge()
    let levels = (0..<TilePath.levelCount).filter { size >> UInt64(8 * $0) > 0 }
    var whole = trustedEdge
    // From the highest level down: each tile is held against the hash above it.
    for level in levels.reversed() where level > 0 { checkTiles(of: level, &whole) }
    checkEntries(&whole)
    tellStrangers()
  }

  /// Which tiles are whole: all but those that are named.
  struct Whole {
    /// The partial tiles at the right edge are those that were signed.
    var edge: Bool
    /// Where they are not: what of them differs was told.
    var isEdgeTold = true
    /// Indices of tiles that are not, by level.
    var broken: [Int: Set<UInt64>] = [:]

    func contains(_ level: Int, _ index: UInt64) -> Bool { broken[level]?.contains(index) != true }
  }

  /// Holds the hashes at the right edge, which no hash stands above, against the root.
  private mutating func checkEdge() -> Whole {
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
  private func recomputed(_ path: TilePath) -> [Digest] {
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

  /// Holds each full tile of the level below against the hash that stands for it.
  private mutating func checkTiles(of level: Int, _ whole: inout Whole) {
    let size = checkpoint.size
    let below = level - 1
    let count = size >> UInt64(8 * level)
    var index: UInt64 = 0
    while index << 8 < count {
      defer { index += 1 }
      guard let path = TilePath(.hashes(level: level), index: index, treeSize: size),
        let hashes = read(path)
      else {
        for child in (index << 8)..<min(count, (index + 1) << 8) {
          whole.broken[below, default: []].insert(child)
        }
        continue
      }
      let isTrusted = whole.contains(level, index) && (path.isFull || whole.edge)
      for (place, hash) in hashes.enumerated() {
        let child = index << 8 + UInt64(place)
        // The entries' own tiles are read with the entries.
        guard below > 0 else { continue }
        let childPath = TilePath(.hashes(level: below), index: child)
        guard let childHashes = read(childPath) else {
          whole.broken[below, default: []].insert(child)
          continue
        }
        if Tile(childHashes, .library).root != hash {
          whole.broken[below, default: []].insert(child)
          if isTrusted { tellTile(childPath, childHashes, below) }
        }
      }
    }
  }

  /// What is wrong with a tile that is not the one that was signed: the hashes that differ from what lies
  /// below.
  private mutating func tellTile(_ path: TilePath, _ hashes: [Digest], _ level: Int) {
    var told = false
    for (place, right) in recomputed(path).enumerated() where place < hashes.count && hashes[place] != right {
      note(.hashChanged(path: path.text, place: place))
      told = true
    }
    if !told {
      let width = UInt64(1) << UInt64(8 * level + 8)
      note(.entriesReplaced(range: (path.index * width)..<((path.index + 1) * width), path: path.text))
    }
  }

  private mutating func read(_ path: TilePath) -> [Digest]? {
    do {
      return try Tile.hashes(try files.octets(path), path: path)
    } catch {
      tell(error, path)
      return nil
    }
  }

  private mutating func tell(_ error: LedgerError, _ path: TilePath) {
    switch error.kind {
    case .unreadable(_, let reason): note(.unreadable(path: path.text, reason: reason))
    case .wrongLength(_, let octets, let expected):
      note(.malformed(path: path.text, reason: "has \(octets) octets, not \(expected)"))
    default: note(.malformed(path: path.text, reason: error.description))
    }
  }

  /// Holds the entries against their hashes, and these against the level above.
  private mutating func checkEntries(_ whole: inout Whole) {
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
  private mutating func tellStrangers() {
    for one in strange {
      if let from = missing[one.hash] {
        note(.entryMoved(index: one.index, path: one.path.text, from: from))
      } else {
        note(.entryChanged(index: one.index, path: one.path.text, reason: one.reason))
      }
    }
  }
}
