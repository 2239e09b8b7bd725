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
  public internal(set) var furtherFaults = 0
  /// Entries that were read.
  public internal(set) var entries: UInt64 = 0

  let files: TreeFiles
  let checkpoint: Checkpoint
  /// Hashes of entries that are not where they should be, and of those that are where they should not.
  var missing: [Digest: UInt64] = [:]
  var strange: [(index: UInt64, hash: Digest, path: TilePath, reason: String)] = []

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

  mutating func read(_ path: TilePath) -> [Digest]? {
    do {
      return try Tile.hashes(try files.octets(path), path: path)
    } catch {
      tell(error, path)
      return nil
    }
  }

  mutating func tell(_ error: LedgerError, _ path: TilePath) {
    switch error.kind {
    case .unreadable(_, let reason): note(.unreadable(path: path.text, reason: reason))
    case .wrongLength(_, let octets, let expected):
      note(.malformed(path: path.text, reason: "has \(octets) octets, not \(expected)"))
    default: note(.malformed(path: path.text, reason: error.description))
    }
  }
}
