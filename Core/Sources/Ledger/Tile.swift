/// The hashes of a tile, and those of every complete subtree within it.
public struct Tile: Sendable {
  /// One array a height, from the tile's own hashes up to its root at height 8, where it is full.
  private let levels: [[Digest]]

  /// - Throws: where the octets are not that many hashes
  public init(_ octets: [UInt8], path: TilePath, _ hash: TreeHash) throws(LedgerError) {
    self.init(try Self.hashes(octets, path: path), hash)
  }

  public init(_ hashes: [Digest], _ hash: TreeHash) {
    var levels = [hashes]
    while let below = levels.last, below.count > 1 {
      levels.append(
        stride(from: 0, to: below.count - 1, by: 2).map { hash.node(below[$0], below[$0 + 1]) })
    }
    self.levels = levels
  }

  /// The hashes of a file.
  public static func hashes(_ octets: [UInt8], path: TilePath) throws(LedgerError) -> [Digest] {
    let expected = path.width * Digest.octetCount
    guard octets.count == expected else {
      throw LedgerError(.wrongLength(path: path.text, octets: octets.count, expectedOctets: expected))
    }
    let span = octets.span
    return stride(from: 0, to: expected, by: Digest.octetCount).compactMap { Digest(span, at: $0) }
  }

  public static func octets(_ hashes: [Digest]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(hashes.count * Digest.octetCount)
    for digest in hashes { digest.append(to: &octets) }
    return octets
  }

  /// The root of the complete subtree of 2^`height` hashes at a place of that height.
  func node(height: Int, place: Int) -> Digest? {
    levels.indices.contains(height) && levels[height].indices.contains(place) ? levels[height][place] : nil
  }

  /// The root of a full tile.
  public var root: Digest? { node(height: 8, place: 0) }
}
