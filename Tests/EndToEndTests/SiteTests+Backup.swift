import BuiltProgram
import Foundation
import Sealing
import Testing

/// Backups as their people make and restore them.
extension SiteTests {
  private var recovery: String { scratch.path + "/recovery" }

  private func program(_ arguments: String...) throws -> BuiltProgram.Run { try BuiltProgram.run(arguments) }

  private func madeForBackups() throws {
    try made(["--system-user", NSUserName()])
    try #require(try program("recovery-key", recovery).status == 0)
  }

  private func backup(_ name: String) throws -> (path: String, told: String) {
    let path = scratch.path + "/" + name
    let ran = try run(["backup", "--out", path, "--recovery", recovery + ".pub"])
    try #require(ran.status == 0, "\(ran.errorText)")
    return (path, ran.outputText)
  }

  private func restore(_ backup: String, to name: String, _ options: [String]) throws -> BuiltProgram.Run {
    try BuiltProgram.run(
      ["restore", backup, "--recovery", recovery, "--data", scratch.path + "/" + name] + options)
  }

  /// Every row of every table, as another program reads them.
  private func rows(_ folder: String) throws -> [String] {
    let script = "import sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).iterdump(): print(row)"
    let ran = try BuiltProgram.run(program: "/usr/bin/env", ["python3", "-c", script, folder + "/site.db"])
    try #require(ran.status == 0, "\(ran.errorText)")
    return ran.outputText.split(separator: "\n").map(String.init)
  }

  private func export(_ folder: String) throws -> [String] {
    let copy = scratch.path + "/ledger-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: folder + "/ledger", toPath: copy)
    return try program("ledger", "export", copy).outputText.split(separator: "\n").map(String.init)
  }

  @Test("a backup restored gives the same root and rows, and the restore is the next entry")
  func restores() throws {
    try madeForBackups()
    let (path, told) = try backup("backup")
    let before = try rows(data)
    let entries = try export(data)
    let restored = try restore(path, to: "restored", ["--no-newer"])
    try #require(restored.status == 0, "\(restored.errorText)")
    let place = scratch.path + "/restored"
    // "FILE: 4 entries, root R, 4 sealed values opened" is told of both.
    #expect(told.hasPrefix("\(path): "))
    #expect(restored.outputText.hasPrefix(place + told.dropFirst(path.count)), "\(restored.outputText)")
    #expect(try rows(place) == before)
    #expect(before.count { $0.hasPrefix("INSERT") } > 5)
    let after = try export(place)
    let count = try #require(Int(told.split(separator: " ")[1]))
    #expect(after.count == count + 1)
    #expect(Array(after[..<count]) == Array(entries[..<count]))
    #expect(after[count].contains("\"restoreBackup\"") && after[count].contains("nothing newer told"))
    for file in ["keys", "ledger.key", "ledger.pub", "own-device.key", "name", "master.key"] {
      #expect(
        FileManager.default.contentsEqual(atPath: data + "/" + file, andPath: place + "/" + file), "\(file)")
    }
    let asked = try BuiltProgram.run(["account", "list", "--data", place])
    #expect(asked.status == 0, "\(asked.errorText)")
  }

  @Test("a restore that fails leaves nothing, and one into a folder with something in it changes nothing")
  func refuses() throws {
    try madeForBackups()
    let (path, _) = try backup("backup")
    let octets = Array(try Data(contentsOf: URL(filePath: path)))
    let before = try FileManager.default.contentsOfDirectory(atPath: scratch.path).count
    let broken = [
      ("cut", Array(octets.dropLast(1))), ("half", Array(octets[..<(octets.count / 2)])), ("empty", []),
      ("changed", octets.enumerated().map { $0.offset == octets.count / 2 ? $0.element ^ 1 : $0.element }),
    ]
    for (name, octets) in broken {
      let ran = try restore(try scratch.file(name, octets), to: "restored", ["--no-newer"])
      #expect(ran.status == 1 && ran.errorLines.count == 1, "\(name): \(ran.errorText)")
      #expect(ran.errorText.contains("/\(name): "), "\(ran.errorText)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).count == before + broken.count)
    let rows = try rows(data)
    let full = try restore(path, to: "works", ["--no-newer"])
    #expect(full.status == 1 && full.errorText.contains("it is not empty"))
    #expect(try self.rows(data) == rows)
    let unsaid = try restore(path, to: "restored", [])
    #expect(unsaid.status == 1 && unsaid.errorText.contains("--no-newer"), "\(unsaid.errorText)")
  }

  @Test("backups made while people sign in are whole, and every sign-in in them stands in their ledger")
  func busy() throws {
    try madeForBackups()
    let typed = try scratch.file("sign-in", Array("administrator\n\(Self.password)\n\n000000\n".utf8))
    let worker = Process()
    worker.executableURL = URL(filePath: "/bin/sh")
    let command = "for i in 1 2 3 4 5 6 7 8; do \"$0\" account second-factor --data \"$1\" <\"$2\"; done"
    worker.arguments = ["-c", command, BuiltProgram.path, data, typed]
    worker.standardOutput = FileHandle.nullDevice
    worker.standardError = FileHandle.nullDevice
    try worker.run()
    var made: [String] = []
    while worker.isRunning && made.count < 20 { made.append(try backup("busy-\(made.count)").path) }
    worker.waitUntilExit()
    #expect(made.count > 2)
    var most = 0
    for (number, path) in made.enumerated() {
      let ran = try restore(path, to: "site-\(number)", ["--newer", data + "/ledger"])
      try #require(ran.status == 0, "\(ran.errorText)")
      let place = scratch.path + "/site-\(number)"
      let sessions = try rows(place).count { $0.hasPrefix("INSERT INTO \"sessions\"") }
      let signIns = try export(place).count { $0.contains("\"signIn\"") && $0.contains("\"done\"") }
      // A proof is recorded after it was made: one may be between.
      #expect(sessions <= signIns + 1)
      most = max(most, sessions)
    }
    #expect(most > 0)
  }

  @Test(
    "what came to an end after a backup does so in the site made from it, where a newer ledger tells of it")
  func endsAgain() throws {
    try madeForBackups()
    var codes = try bindApp("administrator")
    func administer(_ arguments: [String]) throws -> BuiltProgram.Run {
      let ran = try run(arguments, typing: ["administrator", Self.password, codes.removeLast()])
      try #require(ran.status == 0, "\(ran.errorText)")
      return ran
    }
    for login in ["quentin", "emergency", "late"] {
      let invited = try administer([
        "account", "invite", login, "--name", login, "--role", "it-administrator",
      ])
      if login != "late" { try open(invited.outputText) }
    }
    let request = scratch.path + "/request.pem"
    let openssl = try BuiltProgram.run(
      program: "/usr/bin/env",
      [
        "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
        "/CN=laptop", "-keyout", scratch.path + "/laptop.key", "-out", request,
      ])
    try #require(openssl.status == 0, "\(openssl.errorText)")
    let print = try BuiltProgram.run(
      program: "/bin/sh",
      [
        "-c",
        "openssl req -in \(request) -noout -pubkey | openssl pkey -pubin -outform der | sha256sum",
      ])
    let fingerprint = String(print.outputText.prefix(64))
    _ = try administer(["device", "approve", request, "--name", "laptop", "--fingerprint", fingerprint])
    let envelope = try lastWord(try administer(["account", "envelope", "emergency"]).outputText)
    let (path, _) = try backup("backup")

    let device = try #require(
      try run(["device", "list"]).outputText.split(separator: " ").first.map(String.init))
    _ = try administer(["account", "end", "quentin"])
    _ = try administer(["device", "end", device, "--reason", "stolen"])
    _ = try administer(["account", "roles", "emergency", "--role", "ot-engineer"])
    let reason = "the phone with the app lies in the river"
    #expect(try run(["account", "break-glass"], typing: [envelope, reason]).status == 0)

    for (name, options, isAgain) in [
      ("unaware", ["--no-newer"], false), ("aware", ["--newer", data + "/ledger"], true),
    ] {
      let restored = try restore(path, to: name, options)
      try #require(restored.status == 0, "\(restored.errorText)")
      let place = scratch.path + "/" + name
      let told = restored.outputText
      #expect(told.contains("ended once more: 1 accounts, 1 devices") == isAgain, "\(told)")
      #expect(told.contains("not in this site: 1 times assignRole") == isAgain, "\(told)")
      #expect(told.contains("are as they were") != isAgain, "\(told)")
      let accounts = try BuiltProgram.run(["account", "list", "--data", place]).outputText
      #expect(accounts.contains("ended") == isAgain, "\(accounts)")
      #expect(accounts.contains("invited"), "an invitation that nobody used is still open")
      let devices = try BuiltProgram.run(["device", "list", "--data", place]).outputText
      #expect(devices.contains("ended") == isAgain, "\(devices)")
      let typed = try scratch.file("opening", Array("\(envelope)\n\(reason)\n".utf8))
      let opened = try BuiltProgram.run(["account", "break-glass", "--data", place], input: typed)
      #expect((opened.status == 1) == isAgain, "\(opened.errorText)")
    }
  }

  @Test("after keys were rotated the old ones open nothing, all else works, and nobody else may be at it")
  func rotates() throws {
    try made(["--system-user", NSUserName()])
    var codes = try bindApp("administrator")
    let before = try KeyRingFile(path: data + "/keys").open(.file(path: data + "/master.key"))
    let (ledgerKey, place) = (data + "/ledger.key", SealedPlace("ledger key", row: "works"))
    let seed = try before.open(try PrivateFile.read(ledgerKey), as: place)

    // Somebody else is at it.
    let holder = Process()
    holder.executableURL = URL(filePath: "/usr/bin/flock")
    // Without a child process: ending it gives the lock back.
    holder.arguments = ["-s", "-F", data + "/site.lock", "sleep", "30"]
    try holder.run()
    let waits = try BuiltProgram.run(
      program: "/bin/sh", ["-c", "while flock -n \"$0\" true; do sleep 0.02; done", data + "/site.lock"])
    #expect(waits.status == 0)
    let refused = try run(
      ["site", "rotate-keys"], typing: ["administrator", Self.password, codes.removeLast()])
    #expect(refused.status == 1 && refused.errorText.contains("another process"), "\(refused.errorText)")
    holder.terminate()
    holder.waitUntilExit()
    #expect(try KeyRingFile(path: data + "/keys").open(.file(path: data + "/master.key")).ids == before.ids)

    let rotated = try run(
      ["site", "rotate-keys"], typing: ["administrator", Self.password, codes.removeLast()])
    try #require(rotated.status == 0, "\(rotated.errorText)")
    let after = try KeyRingFile(path: data + "/keys").open(.file(path: data + "/master.key"))
    #expect(after.ids.count == 1 && after.ids != before.ids)
    #expect(try after.open(try PrivateFile.read(ledgerKey), as: place) == seed)
    #expect(throws: SealingError.self) { try before.open(try PrivateFile.read(ledgerKey), as: place) }
    // Nothing in any file names the old key.
    let header = try [1] + #require(Hexadecimal.octets("\(before.ids[0])"))
    for case let name as String in try #require(FileManager.default.enumerator(atPath: data)) {
      let octets = FileManager.default.contents(atPath: data + "/" + name).map(Array.init) ?? []
      #expect(octets.ranges(of: header).isEmpty, "\(name)")
    }
    let invited = try run(
      ["account", "invite", "mona", "--name", "Mona Vestergaard", "--role", "operator"],
      typing: ["administrator", Self.password, codes.removeLast()])
    #expect(invited.status == 0, "\(invited.errorText)")
    #expect(try ledger().contains("\"rotateKeys\""))
  }
}
