import BuiltProgram
import Foundation
import Ledger
import LedgerFiles
import Testing

@Suite("bulkhead ledger")
struct LedgerCommandTests {
  private static func run(_ arguments: [String]) throws -> BuiltProgram.Run {
    try BuiltProgram.run(["ledger"] + arguments)
  }

  private static func key() throws -> String { try Ledgers.log().key.text }

  @Test("verify says what is whole with status 0, and names what is not with status 2")
  func verify() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 300)
    let whole = try Self.run(["verify", path, "--key", try Self.key()])
    #expect(whole.status == 0 && whole.errorText.isEmpty)
    #expect(whole.outputText.contains("whole: 300 entries") && whole.outputText.contains(Ledgers.origin))
    #expect(try Self.run(["fsck", path]).status == 0)
    // A key in a file.
    let file = try scratch.file("log.key", Array(try Self.key().utf8) + [0x0A])
    #expect(try Self.run(["verify", path, "--key", file]).status == 0)
    try Ledgers.change(path + "/tile/entries/000") { $0[1_000] ^= 1 }
    for arguments in [["verify", path, "--key", try Self.key()], ["fsck", path]] {
      let ran = try Self.run(arguments)
      #expect(ran.status == 2 && ran.outputText.isEmpty)
      #expect(ran.errorLines.count == 1 && ran.errorText.contains("tile/entries/000: entry "))
    }
  }

  @Test("verify holds a ledger against a witness's checkpoint, and believes no witness without its key")
  func witness() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 20)
    let kept = scratch.path + "/kept"
    try FileManager.default.copyItem(atPath: path, toPath: kept)
    do {
      let log = try Ledgers.open(path)
      _ = try await log.append((20..<25).map(Ledgers.entry))
      await log.close()
    }
    let seen = try scratch.file("seen", try Ledgers.witnessed(path).octets)
    let trust = ["--key", try Self.key(), "--witness", seen, "--witness-key", try Ledgers.witness().key.text]
    #expect(try Self.run(["verify", path] + trust).status == 0)
    let short = try Self.run(["verify", kept] + trust)
    #expect(short.status == 2 && short.errorText.contains("the last 5 entries were dropped"))
    let unknown = try Self.run(["verify", path, "--key", try Self.key(), "--witness", seen])
    #expect(unknown.status == 1 && unknown.errorText.contains("--witness needs --witness-key"))
  }

  @Test("a proof is verified with nothing but the key, and one that was changed is not")
  func prove() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 300)
    let out = scratch.path + "/entry.tlog-proof"
    #expect(try Self.run(["prove", "123", "--ledger", path, "--out", out]).status == 0)
    try FileManager.default.removeItem(atPath: path)
    let whole = try Self.run(["verify", out, "--key", try Self.key()])
    #expect(whole.status == 0 && whole.outputText.contains("asset:press-123"))
    let text = try String(contentsOfFile: out, encoding: .utf8)
    try text.replacing("index 123", with: "index 122").write(toFile: out, atomically: true, encoding: .utf8)
    let moved = try Self.run(["verify", out, "--key", try Self.key()])
    #expect(moved.status == 2 && moved.outputText.isEmpty && moved.errorLines.count == 1)
    let stranger = try NoteCrypto.signer(seed: [UInt8](repeating: 8, count: 32), name: Ledgers.origin)
    let foreign = try Self.run(["verify", out, "--key", stranger.key.text])
    #expect(foreign.status == 1 && foreign.errorText.contains("no known key signed it"))
  }

  @Test("export writes a line an entry in each form, from the entry that is asked for")
  func export() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 300)
    for (form, lines) in [("jsonl", 10), ("ocsf", 10), ("csv", 11), ("syslog", 10)] {
      let ran = try Self.run(["export", path, "--form", form, "--from", "290"])
      #expect(ran.status == 0)
      #expect(ran.output.filter { $0 == 0x0A }.count == lines, "\(form)")
    }
    let all = try Self.run(["export", path])
    let entries = try (0..<300).map { try Ledgers.entry($0).encoded() + [0x0A] }
    #expect(Array(all.output) == entries.flatMap { $0 })
  }

  @Test("show prints the last entries, and nothing that steers a terminal")
  func show() async throws {
    let scratch = try ScratchFolder()
    let path = try await Ledgers.make(scratch, 30)
    do {
      let log = try Ledgers.open(path)
      var entry = Ledgers.entry(30)
      entry.reason = "\u{1B}[2Jgone\n\u{202E}"
      _ = try await log.append(entry)
      await log.close()
    }
    let ran = try Self.run(["show", path, "--count", "2"])
    #expect(ran.outputText.contains("entry 29") && ran.outputText.contains("entry 30"))
    #expect(!ran.outputText.contains("entry 28"))
    #expect(!ran.output.contains(0x1B) && !ran.outputText.unicodeScalars.contains("\u{202E}"))
    #expect(try Self.run(["show", path, "--from", "3", "--count", "1"]).outputText.contains("press-3\n"))
  }

  @Test(
    "what cannot be read is told in one line with status 1",
    arguments: [["show"], ["fsck"], ["export"], ["verify", "--key", "KEY"], ["prove", "1", "--ledger"]])
  func missing(arguments: [String]) throws {
    let key = try Self.key()
    let ran = try Self.run(arguments.map { $0 == "KEY" ? key : $0 } + ["/nonexistent/ledger"])
    #expect(ran.status == 1 && ran.errorLines.count == 1 && ran.outputText.isEmpty)
    #expect(ran.errorText.hasPrefix("bulkhead: /nonexistent/ledger: "))
    let keyless = try Self.run(["verify", "/nonexistent", "--key", "no+key"])
    #expect(keyless.status == 1 && keyless.errorText.contains("no+key: neither a public key"))
  }
}
