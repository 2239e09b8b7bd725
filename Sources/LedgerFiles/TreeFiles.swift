import Ledger

/// The files of a tree, for reading: checkpoint, tiles and bundles of entries.
struct TreeFiles: Sendable {
  static let checkpointName = "checkpoint"
  static let nextCheckpointName = "checkpoint.new"
  static let lockName = "lock"

  let folder: LedgerFolder

  /// A note that lies in a file; nil where the file is not there.
  func note(_ name: String) throws(LedgerFailure) -> SignedNote? {
    guard let octets = try folder.read(name, limitOctets: SignedNote.octetLimit) else { return nil }
    do {
      return try SignedNote(parsing: octets)
    } catch {
      throw .malformed(path: name, error)
    }
  }

  /// The octets of a tile or bundle. Where a partial one is gone because it has become full, the beginning of
  /// the full one.
  func octets(_ path: TilePath) throws(LedgerError) -> [UInt8] {
    do {
      if let octets = try folder.read(path.text, limitOctets: EntryBundle.octetLimit) { return octets }
      if !path.isFull, let full = try folder.read(path.full.text, limitOctets: EntryBundle.octetLimit) {
        if case .hashes = path.kind { return Array(full.prefix(path.width * Digest.octetCount)) }
        let bundle = try EntryBundle(parsing: full, count: TilePath.fullWidth)
        var octets: [UInt8] = []
        for place in 0..<path.width { try EntryBundle.append(Array(bundle[place]), to: &octets) }
        return octets
      }
    } catch let error as LedgerError {
      throw error
    } catch {
      throw LedgerError(.unreadable(path: path.text, reason: "\(error)"))
    }
    throw LedgerError(.unreadable(path: path.text, reason: "it is not there"))
  }

  /// The tree of that size, its tiles read from here.
  func tree(size: UInt64) -> TiledTree {
    TiledTree(size: size, .library) { (path) throws(LedgerError) in try octets(path) }
  }

  /// The bundle that has an entry, in a tree of that size.
  func bundle(_ index: UInt64, treeSize size: UInt64) throws(LedgerError) -> EntryBundle {
    guard let path = TilePath(.entries, index: index, treeSize: size) else {
      throw LedgerError(.beyondTree(index: index << 8, size: size))
    }
    return try EntryBundle(parsing: try octets(path), count: path.width)
  }
}
