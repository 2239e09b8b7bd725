import BuiltProgram
import Foundation
import Ledger
import LedgerFiles
import Testing

/// What was changed is found, and named by its file and entry.
@Suite("Tampering")
struct TamperTests {
  @Test(
    "an octet flipped anywhere in any file is found, and an entry's is named by its index",
    arguments: [7, 256, 700])
  func flipped(size: Int) async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, size, batch: 190)
    #expect(try Ledgers.faults(path).isEmpty)
    for name in try Ledgers.files(path) where name != "lock" {
      let octets = Array(try Data(contentsOf: URL(filePath: path + "/" + name)))
      let places =
        name == "checkpoint"
        ? Array(octets.indices) : Array(stride(from: 0, to: octets.count, by: max(1, octets.count / 25)))
      for at in places {
        try Ledgers.change(path + "/" + name) { $0[at] ^= 1 << UInt8(at % 8) }
        let faults = try Ledgers.faults(path)
        #expect(!faults.isEmpty, "\(name), octet \(at)")
        #expect(faults.allSatisfy { $0.path == name }, "\(name), octet \(at): \(faults)")
        try Ledgers.change(path + "/" + name) { $0[at] ^= 1 << UInt8(at % 8) }
      }
    }
    #expect(try Ledgers.faults(path).isEmpty)
  }

  private static func bundle(_ path: String, _ name: String, _ count: Int) throws -> [[UInt8]] {
    let octets = Array(try Data(contentsOf: URL(filePath: path + "/tile/entries/" + name)))
    let bundle = try EntryBundle(parsing: octets, count: count)
    return (0..<count).map { Array(bundle[$0]) }
  }

  private static func write(_ entries: [[UInt8]], _ path: String, _ name: String) throws {
    try Ledgers.change(path + "/tile/entries/" + name) { octets in
      octets = []
      for entry in entries { try? EntryBundle.append(entry, to: &octets) }
    }
  }

  @Test("entries that changed places are told with both places, within a file and between files")
  func reordered() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 600)
    var first = try Self.bundle(path, "000", 256)
    first.swapAt(3, 200)
    try Self.write(first, path, "000")
    #expect(
      try Set(Ledgers.faults(path)) == [
        .entryMoved(index: 3, path: "tile/entries/000", from: 200),
        .entryMoved(index: 200, path: "tile/entries/000", from: 3),
      ])
    first.swapAt(3, 200)
    var last = try Self.bundle(path, "002.p/88", 88)
    (first[5], last[80]) = (last[80], first[5])
    try Self.write(first, path, "000")
    try Self.write(last, path, "002.p/88")
    #expect(
      try Set(Ledgers.faults(path)) == [
        .entryMoved(index: 5, path: "tile/entries/000", from: 592),
        .entryMoved(index: 592, path: "tile/entries/002.p/88", from: 5),
      ])
  }

  @Test("a replaced entry is named; with its hashes too it is named by the hash above; with all, by the root")
  func replaced() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 600)
    let other = try Ledgers.entry(9_999).encoded()
    var first = try Self.bundle(path, "000", 256)
    first[17] = other
    try Self.write(first, path, "000")
    #expect(
      try Ledgers.faults(path) == [
        .entryChanged(index: 17, path: "tile/entries/000", reason: "it is another")
      ])
    // With its hash.
    let hash = TreeHash.library.leaf(other).octets
    try Ledgers.change(path + "/tile/0/000") { $0.replaceSubrange((17 * 32)..<(18 * 32), with: hash) }
    #expect(try Ledgers.faults(path) == [.entriesReplaced(range: 0..<256, path: "tile/entries/000")])
    // With the hash above: nothing in the files is at odds any more, but the root was signed.
    let root = try #require(Tile(first.map { TreeHash.library.leaf($0) }, .library).root)
    try Ledgers.change(path + "/tile/1/000.p/2") { $0.replaceSubrange(0..<32, with: root.octets) }
    // A tile of an earlier size still tells.
    #expect(
      try Set(Ledgers.faults(path)) == [.rootDiffers(size: 600), .remnantChanged(path: "tile/1/000.p/1")])
  }

  @Test("whoever has the log's key can sign another history, but not past a witness")
  func rewritten() async throws {
    let scratch = try ScratchFolder()
    let second = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 400)
    let seen = try Ledgers.witnessed(path)
    #expect(try Ledgers.faults(path, witnessed: seen).isEmpty)
    let other = second.path + "/ledger"
    try LedgerLog.create(other, origin: Ledgers.origin, signer: try Ledgers.log())
    do {
      let log = try Ledgers.open(other)
      _ = try await log.append((0..<500).map { Ledgers.entry($0 == 123 ? 7 : $0) })
      await log.close()
    }
    #expect(try Ledgers.faults(other).isEmpty)
    #expect(try Ledgers.faults(other, witnessed: seen) == [.historyRewritten(witnessed: 400)])
  }

  @Test("a dropped tail is found against the checkpoint that a witness holds, and counted")
  func dropped() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 400)
    let kept = scratch.path + "/kept"
    try FileManager.default.copyItem(atPath: path, toPath: kept)
    do {
      let log = try Ledgers.open(path)
      _ = try await log.append((400..<450).map(Ledgers.entry))
      await log.close()
    }
    let seen = try Ledgers.witnessed(path)
    #expect(try Ledgers.faults(path, witnessed: seen).isEmpty)
    // The ledger as it was: whole and signed, and fifty entries short.
    #expect(try Ledgers.faults(kept).isEmpty)
    #expect(try Ledgers.faults(kept, witnessed: seen) == [.tailDropped(size: 400, witnessed: 450)])
    // Without the checkpoint's help the files that are missing are named.
    try FileManager.default.removeItem(atPath: path + "/tile/entries/001.p/194")
    #expect(
      try Ledgers.faults(path) == [.unreadable(path: "tile/entries/001.p/194", reason: "it is not there")])
  }

  @Test("a witness's note that nobody believed cosigned proves nothing")
  func unbelieved() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 4)
    let note = try LedgerReader(path).note()
    #expect(
      try Ledgers.faults(path, witnessed: note)
        == [.witness(reason: "fewer than 1 of the witnesses cosigned it")])
  }

  @Test("strangers among the files, and files that others may read, are named")
  func strangers() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 4)
    try Data("x".utf8).write(to: URL(filePath: path + "/tile/0/notes"))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path + "/tile/0/notes")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path + "/tile")
    #expect(
      try Set(Ledgers.faults(path)) == [
        .openToOthers(path: "tile", mode: 0o755), .openToOthers(path: "tile/0/notes", mode: 0o644),
        .stranger(path: "tile/0/notes"),
      ])
  }
}
