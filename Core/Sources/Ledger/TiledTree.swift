/// A tree of which the hashes lie in tiles: its root, and proofs about it.
///
/// Tiles are read when they are needed, and the last ones are kept.
public struct TiledTree {
  /// Tiles that are kept, of 16 KiB each; when there are more, all are let go.
  public static let tileLimit = 32

  public let size: UInt64
  public let hash: TreeHash
  /// The octets of a file.
  private let read: (TilePath) throws(LedgerError) -> [UInt8]
  private var tiles: [TilePath: Tile] = [:]

  public init(
    size: UInt64, _ hash: TreeHash, read: @escaping (TilePath) throws(LedgerError) -> [UInt8]
  ) {
    self.size = size
    self.hash = hash
    self.read = read
  }

  /// The root of the whole tree.
  public mutating func root() throws(LedgerError) -> Digest {
    try root(of: 0..<size)
  }

  /// The root of the tree as it was at an earlier size.
  public mutating func root(atSize earlier: UInt64) throws(LedgerError) -> Digest {
    guard earlier <= size else { throw LedgerError(.beyondTree(index: earlier, size: size)) }
    return try root(of: 0..<earlier)
  }

  /// The hash of an entry.
  public mutating func leaf(_ index: UInt64) throws(LedgerError) -> Digest {
    guard index < size else { throw LedgerError(.beyondTree(index: index, size: size)) }
    return try node(height: 0, index: index)
  }

  /// The proof that an entry stands at its index.
  ///
  /// Source: RFC 9162, section 2.1.3.1.
  public mutating func inclusionProof(of index: UInt64) throws(LedgerError) -> InclusionProof {
    guard index < size else { throw LedgerError(.beyondTree(index: index, size: size)) }
    var path: [Digest] = []
    var run = 0..<size
    while run.upperBound - run.lowerBound > 1 {
      let middle = run.lowerBound + split(run.upperBound - run.lowerBound)
      let (left, right) = (run.lowerBound..<middle, middle..<run.upperBound)
      path.append(try root(of: index < middle ? right : left))
      run = index < middle ? left : right
    }
    return InclusionProof(index: index, size: size, path: path.reversed())
  }

  /// The proof that the tree began as it was at an earlier size.
  ///
  /// Source: RFC 9162, section 2.1.4.1.
  public mutating func consistencyProof(from earlier: UInt64) throws(LedgerError) -> ConsistencyProof {
    guard earlier <= size else { throw LedgerError(.beyondTree(index: earlier, size: size)) }
    var path: [Digest] = []
    var run = 0..<size
    var isWhole = true
    while earlier > 0, run.upperBound > earlier {
      let middle = run.lowerBound + split(run.upperBound - run.lowerBound)
      let (left, right) = (run.lowerBound..<middle, middle..<run.upperBound)
      if earlier <= middle {
        path.append(try root(of: right))
        run = left
      } else {
        path.append(try root(of: left))
        run = right
        isWhole = false
      }
    }
    if !isWhole { path.append(try root(of: run)) }
    return ConsistencyProof(oldSize: earlier, newSize: size, path: path.reversed())
  }

  /// The complete subtrees of the whole, the largest first: what the tree is continued with.
  public mutating func frontier() throws(LedgerError) -> TreeFrontier {
    TreeFrontier(size: size, roots: try roots(of: 0..<size)) ?? TreeFrontier()
  }

  /// The root over a run of entries that begins where a subtree does.
  public mutating func root(of run: Range<UInt64>) throws(LedgerError) -> Digest {
    let roots = try roots(of: run)
    guard var root = roots.last else { return hash.empty }
    for left in roots.dropLast().reversed() { root = hash.node(left, root) }
    return root
  }

  private mutating func roots(of run: Range<UInt64>) throws(LedgerError) -> [Digest] {
    var roots: [Digest] = []
    var start = run.lowerBound
    while start < run.upperBound {
      let height = 63 - (run.upperBound - start).leadingZeroBitCount
      roots.append(try node(height: height, index: start >> UInt64(height)))
      start += 1 << UInt64(height)
    }
    return roots
  }

  /// The root of the complete subtree of 2^`height` entries at an index of that height.
  private mutating func node(height: Int, index: UInt64) throws(LedgerError) -> Digest {
    let (level, inner) = (height / 8, height % 8)
    let first = index << UInt64(inner)
    let kind = TilePath.Kind.hashes(level: level)
    guard let path = TilePath(kind, index: first >> 8, treeSize: size) else {
      throw LedgerError(.beyondTree(index: index, size: size))
    }
    let place = Int(first & 255) >> inner
    guard let node = try tile(path).node(height: inner, place: place) else {
      throw LedgerError(.beyondTree(index: index, size: size))
    }
    return node
  }

  private mutating func tile(_ path: TilePath) throws(LedgerError) -> Tile {
    if let tile = tiles[path] { return tile }
    let tile = try Tile(try read(path), path: path, hash)
    if tiles.count >= Self.tileLimit { tiles.removeAll(keepingCapacity: true) }
    tiles[path] = tile
    return tile
  }
}
