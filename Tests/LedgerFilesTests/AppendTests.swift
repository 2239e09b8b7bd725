import BuiltProgram
import Foundation
import Ledger
import LedgerFiles
import Testing
import Vocabulary

@Suite("Appending to a ledger")
struct AppendTests {
  @Test("entries come back in order and proved, over tiles that fill and a ledger that is opened again")
  func append() async throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/ledger"
    try LedgerLog.create(path, origin: Ledgers.origin, signer: try Ledgers.log())
    var count = 0
    for batch in [1, 2, 250, 3, 1, 511, 1, 700, 256] {
      let log = try Ledgers.open(path)
      #expect(log.opening.size == UInt64(count) && log.opening.droppedEntries == 0)
      let entries = (count..<(count + batch)).map(Ledgers.entry)
      let receipts = try await log.append(entries)
      #expect(receipts.map(\.index) == (count..<(count + batch)).map(UInt64.init))
      for (receipt, entry) in zip(receipts, entries) {
        let leaf = TreeHash.library.leaf(try entry.encoded())
        #expect(receipt.proof.verifies(leaf: leaf, root: receipt.checkpoint.root, .library))
      }
      count += batch
      await log.close()
      #expect(try Ledgers.faults(path).isEmpty)
    }
    #expect(try Ledgers.entries(path) == (0..<count).map(Ledgers.entry))
  }

  @Test("callers at once share batches, and each gets its own entry's receipt")
  func callers() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 0)
    let log = try Ledgers.open(path)
    let receipts = try await withThrowingTaskGroup(of: (Int, LedgerLog.Receipt).self) { group in
      for number in 0..<500 { group.addTask { (number, try await log.append(Ledgers.entry(number))) } }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(Set(receipts.values.map(\.index)).count == 500)
    let entries = try Ledgers.entries(path)
    for (number, receipt) in receipts { #expect(entries[Int(receipt.index)] == Ledgers.entry(number)) }
    #expect(Set(receipts.values.map(\.checkpoint.size)).count < 100)
  }

  @Test("files are their owner's alone, and partial ones go when the full one is there")
  func modes() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 700, batch: 50)
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
      let mode = attributes[.posixPermissions] as? Int
      #expect(mode == (attributes[.type] as? FileAttributeType == .typeDirectory ? 0o700 : 0o600), "\(name)")
    }
    let files = try Ledgers.files(path)
    #expect(files.contains("tile/entries/000") && files.contains("tile/0/001"))
    #expect(files.contains("tile/entries/002.p/188") && files.contains("tile/1/000.p/2"))
    #expect(!files.contains { $0.hasPrefix("tile/0/000.p") || $0.hasPrefix("tile/entries/001.p") })
  }

  @Test("partial files of a tile that was begun before the ledger was opened go, too, when it is full")
  func remnants() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 250, batch: 50)
    let log = try Ledgers.open(path)
    _ = try await log.append((250..<300).map(Ledgers.entry))
    #expect(try Ledgers.files(path).filter { $0.contains("000.p") } == ["tile/1/000.p/1"])
  }

  @Test("one process at a time writes; a second is told so")
  func lock() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 1)
    let log = try Ledgers.open(path)
    #expect(throws: LedgerFailure.locked(path: path)) { try Ledgers.open(path) }
    #expect(throws: LedgerFailure.locked(path: path)) {
      try LedgerLog.create(path, origin: Ledgers.origin, signer: try Ledgers.log())
    }
    #expect(try await log.append(Ledgers.entry(1)).index == 1)
    // Closed, it writes no more, and another may.
    await log.close()
    await #expect(throws: LedgerFailure.stopped) { try await log.append(Ledgers.entry(2)) }
    #expect(try await Ledgers.open(path).append(Ledgers.entry(2)).index == 2)
  }

  @Test("a ledger is not made over another, nor opened as another log's or by another key")
  func identity() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 3)
    #expect(throws: LedgerFailure.exists(path: path)) {
      try LedgerLog.create(path, origin: Ledgers.origin, signer: try Ledgers.log())
    }
    try FileManager.default.removeItem(atPath: path + "/checkpoint")
    #expect(throws: LedgerFailure.exists(path: path)) {
      try LedgerLog.create(path, origin: Ledgers.origin, signer: try Ledgers.log())
    }
    let second = try ScratchFolder()
    let other = try await Ledgers.make(second, 3)
    #expect(throws: LedgerFailure.otherOrigin(path: other + "/checkpoint", found: Ledgers.origin)) {
      try LedgerLog(other, origin: "another", signer: try Ledgers.log())
    }
    let stranger = try NoteCrypto.signer(seed: [UInt8](repeating: 4, count: 32), name: Ledgers.origin)
    #expect(throws: LedgerFailure.malformed(path: other + "/checkpoint", LedgerError(.unsigned))) {
      try LedgerLog(other, origin: Ledgers.origin, signer: stranger)
    }
  }

  @Test(
    "a batch that was cut off is dropped and counted; what was acknowledged stays",
    arguments: [0, 1, 255, 256, 300])
  func tornTail(size: Int) async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, size)
    let before = try Data(contentsOf: URL(filePath: path + "/checkpoint"))
    do {
      let log = try Ledgers.open(path)
      _ = try await log.append((size..<(size + 600)).map(Ledgers.entry))
      await log.close()
    }
    // As if the checkpoint had never been put in its place.
    try before.write(to: URL(filePath: path + "/checkpoint"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + "/checkpoint")
    let log = try Ledgers.open(path)
    #expect(log.opening.size == UInt64(size))
    #expect(log.opening.droppedEntries == 600)
    #expect(log.opening.droppedFiles > 0)
    #expect(try await log.append(Ledgers.entry(-1)).index == UInt64(size))
    #expect(try Ledgers.faults(path).isEmpty)
    #expect(try Ledgers.entries(path).count == size + 1)
  }

  @Test("a checkpoint that was signed and is whole is taken; one that is not is removed")
  func signedCheckpoint() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 300)
    let before = try Data(contentsOf: URL(filePath: path + "/checkpoint"))
    do {
      let log = try Ledgers.open(path)
      _ = try await log.append((300..<310).map(Ledgers.entry))
      await log.close()
    }
    try FileManager.default.moveItem(atPath: path + "/checkpoint", toPath: path + "/checkpoint.new")
    try before.write(to: URL(filePath: path + "/checkpoint"))
    do {
      let log = try Ledgers.open(path)
      #expect(log.opening.size == 310 && log.opening.tookSignedCheckpoint)
      await log.close()
    }
    try before.dropLast(9).write(to: URL(filePath: path + "/checkpoint.new"))
    let log = try Ledgers.open(path)
    #expect(log.opening.size == 310 && !log.opening.tookSignedCheckpoint)
    #expect(try Ledgers.files(path).allSatisfy { !$0.hasSuffix(".new") })
  }

  @Test("after a call has failed nothing is acknowledged until the ledger is opened again")
  func failure() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 10)
    let log = try Ledgers.open(path)
    // A file in the way of the next one: it cannot be made.
    try Data().write(to: URL(filePath: path + "/tile/entries/000.p/11"))
    await #expect(
      throws: LedgerFailure.system(call: "create", path: path + "/tile/entries/000.p/11", code: 17)
    ) { try await log.append(Ledgers.entry(10)) }
    try FileManager.default.removeItem(atPath: path + "/tile/entries/000.p/11")
    await #expect(throws: LedgerFailure.stopped) { try await log.append(Ledgers.entry(10)) }
    #expect(try Ledgers.entries(path).count == 10)
  }

  @Test("a tail that was changed is not continued")
  func damage() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 300)
    try Ledgers.change(path + "/tile/entries/001.p/44") { $0[50] ^= 1 }
    #expect(throws: LedgerFailure.self) { try Ledgers.open(path) }
    try Ledgers.change(path + "/tile/entries/001.p/44") { $0[50] ^= 1 }
    try Ledgers.change(path + "/tile/1/000.p/1") { $0[5] ^= 1 }
    #expect(throws: LedgerFailure.self) { try Ledgers.open(path) }
  }

  @Test("an entry that is none, or a batch beyond its limit, is refused before anything is written")
  func refused() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 1)
    let log = try Ledgers.open(path)
    var entry = Ledgers.entry(1)
    entry.target = ""
    await #expect(throws: LedgerFailure.malformed(path: "entry", LedgerError(.invalidText("the target")))) {
      try await log.append(entry)
    }
    await #expect(throws: LedgerFailure.tooManyWaiting(limit: 4_096)) {
      try await log.append([LedgerEntry](repeating: Ledgers.entry(1), count: 4_097))
    }
    entry = Ledgers.entry(1)
    entry.reason = String(repeating: "x", count: 2_048)
    entry.policies = .init(repeating: String(repeating: "p", count: 256), count: 32)
    await #expect(throws: LedgerFailure.tooMuchWaiting(limitOctets: 8 << 20)) {
      try await log.append([LedgerEntry](repeating: entry, count: 1_000))
    }
    #expect(try await log.append(Ledgers.entry(1)).index == 1)
  }
}
