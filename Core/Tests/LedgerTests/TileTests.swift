import Ledger
import Testing

@Suite("Tiles")
struct TileTests {
  @Test(
    "paths are those of the specification",
    arguments: [
      (TilePath.Kind.hashes(level: 0), 1_234_067, 256, "tile/0/x001/x234/067"),
      (.hashes(level: 1), 0, 256, "tile/1/000"), (.entries, 999, 17, "tile/entries/999.p/17"),
      (.entries, 1_000, 256, "tile/entries/x001/000"), (.hashes(level: 2), 0, 1, "tile/2/000.p/1"),
    ])
  func paths(kind: TilePath.Kind, index: UInt64, width: Int, text: String) {
    let path = TilePath(kind, index: index, width: width)
    #expect(path.text == text)
    #expect(TilePath(parsing: Array(text.utf8)) == path)
  }

  @Test(
    "another spelling is no path",
    arguments: [
      "", "tile", "tile/0", "tile/00/000", "tile/8/000", "tile/0/00", "tile/0/0000", "tile/0/x000/001",
      "tile/0/x001", "tile/0/001/002", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
      "tile/0/000.p",
      "tile/0/000/", "/tile/0/000", "tile/entries/x001/x234/067.p/x01", "tile/0/../000", "tile/-1/000",
      "tile/0/x018/x446/x744/x073/x709/x551/616",
    ])
  func strangePaths(text: String) {
    #expect(TilePath(parsing: Array(text.utf8)) == nil)
  }

  @Test("a tree of 70,000 has the files that the specification counts")
  func files() {
    let size: UInt64 = 70_000
    #expect(TilePath(.hashes(level: 0), index: 272, treeSize: size)?.isFull == true)
    #expect(TilePath(.hashes(level: 0), index: 273, treeSize: size)?.width == 112)
    #expect(TilePath(.hashes(level: 0), index: 274, treeSize: size) == nil)
    #expect(TilePath(.hashes(level: 1), index: 0, treeSize: size)?.isFull == true)
    #expect(TilePath(.hashes(level: 1), index: 1, treeSize: size)?.width == 17)
    #expect(TilePath(.hashes(level: 2), index: 0, treeSize: size)?.width == 1)
    #expect(TilePath(.hashes(level: 3), index: 0, treeSize: size) == nil)
    #expect(TilePath(.hashes(level: 0), index: 1, treeSize: 256) == nil)
    #expect(TilePath(.hashes(level: 1), index: 0, treeSize: 256)?.width == 1)
  }

  @Test("every prefix and every changed length of a bundle is refused with its place, or is other entries")
  func bundles() throws {
    let entries = ["one", "", "three", String(repeating: "x", count: 300)].map { Array($0.utf8) }
    var octets: [UInt8] = []
    for entry in entries { try EntryBundle.append(entry, to: &octets) }
    let bundle = try EntryBundle(parsing: octets, count: entries.count)
    #expect((0..<entries.count).map { Array(bundle[$0]) } == entries)
    #expect(bundle[4].isEmpty && bundle[-1].isEmpty)
    for end in 0..<octets.count {
      #expect(throws: LedgerError.self) { try EntryBundle(parsing: Array(octets[..<end]), count: 4) }
    }
    #expect(throws: LedgerError(.trailing, at: octets.count)) {
      try EntryBundle(parsing: octets + [0], count: 4)
    }
    for at in octets.indices {
      var changed = octets
      changed[at] ^= 0x55
      guard let other = try? EntryBundle(parsing: changed, count: 4) else { continue }
      #expect((0..<4).map { Array(other[$0]) } != entries)
    }
    #expect(throws: LedgerError.self) {
      try EntryBundle.append([UInt8](repeating: 0, count: 65_536), to: &octets)
    }
  }

  @Test("a tile of another length is refused with both lengths, and a file that is missing is named")
  func lengths() throws {
    let path = TilePath(.hashes(level: 0), index: 0, width: 3)
    #expect(throws: LedgerError(.wrongLength(path: "tile/0/000.p/3", octets: 95, expectedOctets: 96))) {
      try Tile.hashes([UInt8](repeating: 0, count: 95), path: path)
    }
    var tree = TiledTree(size: 3, hash) { (path) throws(LedgerError) in
      throw LedgerError(.unreadable(path: path.text, reason: "gone"))
    }
    #expect(throws: LedgerError(.unreadable(path: "tile/0/000.p/3", reason: "gone"))) { try tree.root() }
  }
}
