import BuiltProgram
import Foundation
import Ledger
import LedgerFiles
import Testing
import Vocabulary

@Suite("The spool")
struct SpoolTests {
  private static let seal: LedgerSpool.Sealing = { octets in octets.map { $0 ^ 0x5A } + [0x21] }
  private static let open: LedgerSpool.Sealing = { octets in
    octets.last == 0x21 ? octets.dropLast().map { $0 ^ 0x5A } : nil
  }
  private static let now = Timestamp(seconds: 1_796_090_000, nanoseconds: 0)

  @Test("what could not wait is kept sealed, and comes into the ledger late, in order and once")
  func replay() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 5)
    let spool = try LedgerSpool(scratch.path + "/spool", seal: Self.seal)
    for number in [3, 1, 2, 2] { try await spool.add(Ledgers.entry(number)) }
    for name in try Ledgers.files(scratch.path + "/spool") {
      let octets = try Data(contentsOf: URL(filePath: scratch.path + "/spool/" + name))
      #expect(octets.range(of: Data("press".utf8)) == nil)
    }
    let log = try Ledgers.open(path)
    // Another process has the spool now.
    let again = try LedgerSpool(scratch.path + "/spool", seal: Self.seal)
    let replay = try await again.replay(into: log, now: Self.now, open: Self.open)
    #expect(replay == LedgerSpool.Replay(appended: 4))
    let late = try Ledgers.entries(path).suffix(4)
    #expect(late.map(\.target) == [1, 2, 2, 3].map { "asset:press-\($0)" })
    #expect(late.allSatisfy { $0.late == Self.now })
    #expect(try Ledgers.files(scratch.path + "/spool").isEmpty)
    #expect(try await again.replay(into: log, now: Self.now, open: Self.open) == LedgerSpool.Replay())
  }

  @Test("a replay that was cut off puts nothing into the ledger twice")
  func cutOff() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 300)
    let spool = try LedgerSpool(scratch.path + "/spool", seal: Self.seal)
    for number in 0..<3 { try await spool.add(Ledgers.entry(number)) }
    let kept = scratch.path + "/kept"
    try FileManager.default.copyItem(atPath: scratch.path + "/spool", toPath: kept)
    let log = try Ledgers.open(path)
    #expect(try await spool.replay(into: log, now: Self.now, open: Self.open).appended == 3)
    // As if the records had not been removed yet.
    let again = try LedgerSpool(kept, seal: Self.seal)
    try await again.add(Ledgers.entry(9))
    let replay = try await again.replay(into: log, now: Self.now, open: Self.open)
    #expect(replay == LedgerSpool.Replay(appended: 1, knownAlready: 3))
    #expect(try Ledgers.entries(path).count == 304)
  }

  @Test("a record that cannot be opened stays and is named, and the others are not kept back by it")
  func unreadable() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 0)
    let spool = try LedgerSpool(scratch.path + "/spool", seal: Self.seal)
    for number in 0..<3 { try await spool.add(Ledgers.entry(number)) }
    let names = try Ledgers.files(scratch.path + "/spool")
    try Ledgers.change(scratch.path + "/spool/" + names[1]) { $0.removeLast() }
    let log = try Ledgers.open(path)
    let replay = try await spool.replay(into: log, now: Self.now, open: Self.open)
    #expect(replay == LedgerSpool.Replay(appended: 2, unreadable: [names[1]]))
    #expect(try Ledgers.files(scratch.path + "/spool") == [names[1]])
  }

  @Test("what cannot be sealed is refused, not kept in the clear")
  func unsealed() async throws {
    let scratch = try ScratchFolder()
    let spool = try LedgerSpool(scratch.path + "/spool", seal: { _ in nil })
    await #expect(throws: LedgerFailure.notSealed) { try await spool.add(Ledgers.entry(1)) }
    #expect(try Ledgers.files(scratch.path + "/spool").isEmpty)
  }
}
