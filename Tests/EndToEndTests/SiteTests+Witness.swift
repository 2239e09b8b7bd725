import BuiltProgram
import Foundation
import Testing

/// Two sites of one manufacturer that are each other's witnesses, by files.
extension SiteTests {
  private var other: String { scratch.path + "/nord" }

  private func run(at folder: String, _ arguments: [String]) throws -> BuiltProgram.Run {
    try BuiltProgram.run(arguments + ["--data", folder])
  }

  private func bothMade() throws {
    let user = ["--system-user", NSUserName()]
    try made(user)
    let ran = try run(at: other, ["site", "make", "nord"] + user)
    let typed = try scratch.file("typed", Array("\(try lastWord(ran.outputText))\n\(Self.password)\n".utf8))
    let opened = try BuiltProgram.run(["account", "open", "--data", other], input: typed)
    try #require(opened.status == 0, "\(opened.errorText)")
  }

  /// Asks for a cosignature of the first site's ledger; the file of the request.
  private func asked(_ name: String, _ options: [String] = []) throws -> String {
    let path = scratch.path + "/" + name
    let words = ["ledger", "checkpoint", "--witness-key", other + "/witness.pub", "--out", path]
    let ran = try run(words + options)
    try #require(ran.status == 0, "\(ran.errorText)")
    return path
  }

  /// The checkpoint that the other site cosigned, as a file.
  private func cosigned(_ request: String, _ options: [String] = []) throws -> String {
    let ran = try run(at: other, ["ledger", "cosign", request, "--out", request + ".cosigned"] + options)
    try #require(ran.status == 0, "\(ran.errorText)")
    return request + ".cosigned"
  }

  private func refusal(_ request: String, _ options: [String] = []) throws -> String {
    let ran = try run(at: other, ["ledger", "cosign", request] + options)
    #expect(ran.status == 1 && ran.output.isEmpty && ran.errorLines.count == 1, "\(ran.errorText)")
    return ran.errorText
  }

  private func take(_ checkpoint: String, key: String? = nil) throws -> BuiltProgram.Run {
    try run(["ledger", "take", checkpoint, "--witness-key", key ?? other + "/witness.pub"])
  }

  private func verified(_ ledger: String, by seen: String) throws -> BuiltProgram.Run {
    try BuiltProgram.run([
      "ledger", "verify", ledger, "--key", data + "/ledger.pub", "--witness", seen, "--witness-key",
      other + "/witness.pub",
    ])
  }

  /// The size that a request begins at.
  private func old(_ request: String) throws -> Int {
    let text = try String(contentsOfFile: request, encoding: .utf8)
    let match = try #require(text.firstMatch(of: /^old ([0-9]+)\n/))
    return try #require(Int(match.1))
  }

  @Test("two sites cosign each other's ledgers by file, each on record, and a request counts once")
  func witnesses() throws {
    try bothMade()
    let first = try asked("first")
    #expect(try old(first) == 0)
    #expect(try refusal(first).contains("key is not known here"))
    let seen = try cosigned(first, ["--log-key", data + "/ledger.pub"])
    let taken = try take(seen)
    try #require(taken.status == 0, "\(taken.errorText)")
    #expect(try verified(data + "/ledger", by: try lastWord(taken.outputText)).status == 0)
    #expect(try ledger().contains("\"object\":\"bulkhead/works 0-"))

    // The next continues it, and the log's key is known.
    let second = try asked("second")
    let before = try old(second)
    #expect(before > 0)
    let later = try cosigned(second)
    #expect(try take(later).status == 0)
    #expect(try take(seen).errorText.contains("is kept from that witness already"))

    // Played again, or after the answer was lost: the witness says where to begin.
    let replayed = try refusal(second)
    let match = try #require(replayed.firstMatch(of: /ask with --old ([0-9]+)/))
    let size = try #require(Int(match.1))
    #expect(size > before)
    #expect(try refusal(first, ["--log-key", data + "/ledger.pub"]).contains("--old \(size)"))
    let again = try cosigned(try asked("again", ["--old", "\(size)"]))
    #expect(try take(again).status == 0)

    // In the other direction nothing is known yet.
    let back = scratch.path + "/back"
    let ran = try run(
      at: other, ["ledger", "checkpoint", "--witness-key", data + "/witness.pub", "--out", back])
    try #require(ran.status == 0, "\(ran.errorText)")
    let cosign = try run(["ledger", "cosign", back, "--log-key", other + "/ledger.pub"])
    #expect(cosign.status == 0 && cosign.outputText.contains("— bulkhead/works "), "\(cosign.errorText)")
    let entries = try ledger()
    #expect(entries.contains("\"object\":\"bulkhead/nord 0-"))
  }

  @Test("a witness refuses a ledger that was put back, and what it cosigned shows how much is missing")
  func putBack() throws {
    try bothMade()
    let away = scratch.path + "/earlier"
    try FileManager.default.copyItem(atPath: data, toPath: away)
    _ = try run(["account", "list"])
    let seen = try cosigned(try asked("first"), ["--log-key", data + "/ledger.pub"])
    let lines = try String(contentsOfFile: seen, encoding: .utf8).split(separator: "\n")
    let size = try #require(Int(lines[1]))
    #expect(try take(seen).status == 0)
    try FileManager.default.removeItem(atPath: data)
    try FileManager.default.copyItem(atPath: away, toPath: data)

    let dropped = try verified(data + "/ledger", by: seen)
    #expect(dropped.status == 2 && dropped.errorText.contains("\(size)"), "\(dropped.errorText)")
    #expect(try take(seen).errorText.contains("put back to an older state"))
    let honest = try run(
      ["ledger", "checkpoint", "--witness-key", other + "/witness.pub", "--old", "\(size + 100)"])
    #expect(honest.status == 1 && honest.errorText.contains("put back"), "\(honest.errorText)")
    #expect(try refusal(try asked("anew")).contains("saw \(size) entries"))
    for _ in 0..<size { _ = try run(["account", "list"]) }
    let forged = try asked("forged", ["--old", "\(size)"])
    #expect(try old(forged) == size)
    #expect(try refusal(forged).contains("does not continue"))
    #expect(try verified(data + "/ledger", by: seen).status == 2)
  }

  @Test(
    "keys that are others', checkpoints that were changed and users without an account get no cosignature")
  func wrongKeys() throws {
    try bothMade()
    let request = try asked("request")
    #expect(try refusal(request, ["--log-key", other + "/ledger.pub"]).contains("own ledger"))
    let third = scratch.path + "/third"
    #expect(try run(at: third, ["site", "make", "works"]).status == 0)
    #expect(try refusal(request, ["--log-key", third + "/ledger.pub"]).contains("its key did not sign it"))
    let text = try String(contentsOfFile: request, encoding: .utf8)
    let changed = try scratch.file("changed", Array(text.replacing(/\n([0-9]+)\n/) { "\n9\($0.1)\n" }.utf8))
    #expect(try refusal(changed, ["--log-key", data + "/ledger.pub"]).contains("not this text's"))
    for broken in ["", "old 1\n", "old 01\n\n" + text, "old 0\nAAAA\n\n" + text] {
      let path = try scratch.file("broken", Array(broken.utf8))
      #expect(try refusal(path, ["--log-key", data + "/ledger.pub"]).contains("broken: "))
    }

    let seen = try cosigned(request, ["--log-key", data + "/ledger.pub"])
    #expect(try refusal(request, ["--log-key", third + "/ledger.pub"]).contains("knows another key"))
    let wrong = try take(seen, key: third + "/witness.pub")
    #expect(wrong.status == 1 && wrong.errorText.contains("did not cosign it"), "\(wrong.errorText)")
    let bare = try scratch.file(
      "bare", Array(text.drop { $0 != "\n" }.drop { $0 == "\n" }.utf8))
    #expect(try take(bare).errorText.contains("did not cosign it"))
    // The third site has no user of this name.
    let denied = try run(at: third, ["ledger", "cosign", request, "--log-key", data + "/ledger.pub"])
    #expect(denied.status == 1 && denied.errorText.contains("witnessLedger on Site/works: not allowed"))
  }

  @Test("of eight witnesses' answers to one request at once, in processes of their own, one is given")
  func atOnce() throws {
    try bothMade()
    _ = try cosigned(try asked("first"), ["--log-key", data + "/ledger.pub"])
    let size = try #require(
      try refusal(scratch.path + "/first").firstMatch(of: /--old ([0-9]+)/).map { String($0.output.1) })
    let request = try asked("second", ["--old", size])
    // Not a shell's jobs: its wait never returns where the test's thread has SIGCHLD blocked.
    let script = """
      import subprocess, sys
      program, request, folder = sys.argv[1:]
      ask = [program, "ledger", "cosign", request, "--data", folder]
      runs = [subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(8)]
      for run in runs:
          out, error = run.communicate(timeout=60)
          print("given" if run.returncode == 0 and out else error.decode())
      """
    let ran = try BuiltProgram.run(
      program: "/usr/bin/env", ["python3", "-c", script, BuiltProgram.path, request, other])
    let lines = ran.outputText.split(separator: "\n")
    #expect(lines.count { $0 == "given" } == 1, "\(ran.outputText)")
    #expect(lines.count { $0.contains("ask with --old") } == 7, "\(ran.outputText)")
  }
}
