import BuiltProgram
import Foundation
import Testing

/// A site's folder as its people use it: made, opened, invited to, asked, recorded.
@Suite("A site")
struct SiteTests {
  let scratch: ScratchFolder
  let data: String
  static let password = "seven wet boots in the rain"

  init() throws {
    scratch = try ScratchFolder()
    data = scratch.path + "/works"
  }

  func run(_ arguments: [String], typing lines: [String] = []) throws -> BuiltProgram.Run {
    let typed = try scratch.file("typed", Array(lines.map { $0 + "\n" }.joined().utf8))
    return try BuiltProgram.run(arguments + ["--data", data], input: typed)
  }

  /// Makes the site and opens its administrator's account.
  func made(_ options: [String] = []) throws {
    let made = try run(["site", "make", "works"] + options)
    try #require(made.status == 0, "\(made.errorText)")
    try open(made.outputText)
  }

  func open(_ told: String) throws {
    let opened = try run(["account", "open"], typing: [try lastWord(told), Self.password])
    try #require(opened.status == 0, "\(opened.errorText)")
  }

  func lastWord(_ text: String) throws -> String {
    String(try #require(text.split { $0.isWhitespace }.last))
  }

  /// Binds an authenticator app; the code that it would show is worked out by another program.
  func bindApp(_ login: String) throws -> [String] {
    let script = """
      import base64, hmac, os, re, struct, subprocess, sys, time
      run = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
      run.stdin.write("\(login)\\n\(Self.password)\\n\\n"); run.stdin.flush()
      seed = re.search(r"app: ([A-Z2-7 ]+)", run.stdout.readline()).group(1).replace(" ", "")
      key = base64.b32decode(seed + "=" * (-len(seed) % 8))
      mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
      at = mac[-1] & 15
      code = (struct.unpack(">I", mac[at:at + 4])[0] & 0x7fffffff) % 1000000
      run.stdin.write("%06d\\n" % code); run.stdin.flush()
      sys.stdout.write(run.stdout.read())
      sys.exit(run.wait())
      """
    let ran = try BuiltProgram.run(
      program: "/usr/bin/env",
      ["python3", "-c", script, BuiltProgram.path, "account", "second-factor", "--data", data])
    try #require(ran.status == 0, "\(ran.outputText)\(ran.errorText)")
    let codes = ran.outputText.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { $0.dropFirst(2) }
    return codes.map(String.init)
  }

  func ledger() throws -> String {
    let copy = try ScratchFolder()
    try FileManager.default.copyItem(atPath: data + "/ledger", toPath: copy.path + "/ledger")
    return try BuiltProgram.run(["ledger", "export", copy.path + "/ledger"]).outputText
  }

  @Test("opens with the code it was made with, once, and what was done stands in a ledger that verifies")
  func opens() throws {
    try made(["--system-user", "nobody-here"])
    let key = try String(contentsOfFile: data + "/ledger.pub", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let verified = try BuiltProgram.run(["ledger", "verify", data + "/ledger", "--key", key])
    #expect(verified.status == 0, "\(verified.errorText)")
    #expect(try ledger().contains("\"openAccount\""))
    let again = try run(["account", "open"], typing: ["T5PX-7VH6-NX8M-CC66-9234-1VKX", Self.password])
    #expect(again.status == 1)
    #expect(again.errorLines.count == 1)
  }

  @Test("a user of the operating system without an account is recorded as such, and may do nothing")
  func stranger() throws {
    try made()
    let ran = try run(["account", "list"])
    #expect(ran.status == 1)
    #expect(ran.errorText.contains("viewAccounts on Site/works: not allowed"), "\(ran.errorText)")
    let last = try #require(try ledger().split(separator: "\n").last)
    #expect(last.contains("\"denied\"") && last.contains("\"system\""), "\(last)")
  }

  @Test("dangerous acts take a second factor, the ledger says by which policy, and names stand nowhere in it")
  func invites() throws {
    try made()
    let invite = ["account", "invite", "mona", "--name", "Mona Vestergaard", "--role", "plant-manager"]
    let refused = try run(invite, typing: ["administrator", Self.password, ""])
    #expect(refused.status == 1)
    #expect(refused.errorText.contains("dangerous-needs-step-up"), "\(refused.errorText)")
    #expect(try ledger().contains("dangerous-needs-step-up"))

    let codes = try bindApp("administrator")
    #expect(codes.count == 10)
    let invited = try run(invite, typing: ["administrator", Self.password, codes[0]])
    try #require(invited.status == 0, "\(invited.errorText)")
    try open(invited.outputText)
    let entries = try ledger()
    #expect(entries.contains("\"inviteAccount\""))
    #expect(!entries.contains("Mona") && !entries.contains("mona"))

    let used = try run(invite, typing: ["administrator", Self.password, codes[0]])
    #expect(used.status == 1, "a recovery code works once")
  }

  @Test("the sealed envelope opens its account once, for acts that stand in the ledger with its reason")
  func breaksGlass() throws {
    try made()
    let app = try bindApp("administrator")
    let sealed = try run(
      ["account", "envelope", "administrator"], typing: ["administrator", Self.password, app[0]])
    #expect(sealed.status == 1, "nobody makes a code for their own account: \(sealed.outputText)")
    let invited = try run(
      ["account", "invite", "emergency", "--name", "Envelope", "--role", "it-administrator"],
      typing: ["administrator", Self.password, app[1]])
    try open(invited.outputText)
    let envelope = try run(
      ["account", "envelope", "emergency"], typing: ["administrator", Self.password, app[2]])
    let code = try lastWord(envelope.outputText)
    let reason = "the phone with the app lies in the river"

    let short = try run(["account", "break-glass"], typing: [code, "because"])
    #expect(short.status == 1 && short.errorText.contains("say why"), "\(short.errorText)")
    let named = try run(["account", "break-glass"], typing: [code, "the administrator is in the river"])
    #expect(named.status == 1 && named.errorText.contains("names somebody"), "\(named.errorText)")
    let opened = try run(["account", "break-glass"], typing: [code, reason])
    try #require(opened.status == 0, "\(opened.errorText)")
    let token = try lastWord(opened.outputText)
    #expect(try run(["account", "break-glass"], typing: [code, reason]).status == 1, "it works once")

    let foreign = try run(
      ["account", "list", "--session"], typing: [String(repeating: "0", count: 64)])
    #expect(foreign.status == 1 && foreign.errorText.contains("not signed in"), "\(foreign.errorText)")
    let reset = try run(["account", "reset", "administrator", "--session"], typing: [token])
    try #require(reset.status == 0, "\(reset.errorText)")
    try open(reset.outputText)
    let policies = try run(["account", "unmask", "u-1", "--reason", "to look", "--session"], typing: [token])
    #expect(policies.status == 1, "the envelope opens nobody's name")

    let told = try ledger().split(separator: "\n").filter { $0.contains(reason) }
    #expect(told.contains { $0.contains("\"breakGlass\"") }, "\(told)")
    #expect(told.contains { $0.contains("\"resetCredentials\"") && $0.contains("break-glass-works") })
    #expect(try run(["account", "sign-out"], typing: [token]).status == 0)
    let over = try run(["account", "list", "--session"], typing: [token])
    #expect(over.status == 1 && over.errorText.contains("not signed in"), "\(over.errorText)")
  }

  @Test("a person is forgotten with a reason that names nobody, and every proof still holds")
  func forgets() throws {
    try made()
    var codes = try bindApp("administrator")
    let manager = try run(
      ["account", "invite", "mona", "--name", "Mona Vestergaard", "--role", "plant-manager"],
      typing: ["administrator", Self.password, codes.removeLast()])
    try open(manager.outputText)
    let other = try run(
      ["account", "invite", "quentin", "--name", "Quentin Zabriskie", "--role", "operator"],
      typing: ["administrator", Self.password, codes.removeLast()])
    try #require(other.status == 0, "\(other.errorText)")
    codes = try bindApp("mona")
    let named = try run(
      ["account", "forget", "quentin", "--reason", "Quentin left"],
      typing: ["mona", Self.password, codes.removeLast()])
    #expect(named.status == 1)
    #expect(named.errorText.contains("names somebody"), "\(named.errorText)")
    let forgotten = try run(
      ["account", "forget", "quentin", "--reason", "left the works, asked for it"],
      typing: ["mona", Self.password, codes.removeLast()])
    try #require(forgotten.status == 0, "\(forgotten.errorText)")
    let key = try String(contentsOfFile: data + "/ledger.pub", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let verified = try BuiltProgram.run(["ledger", "verify", data + "/ledger", "--key", key])
    #expect(verified.status == 0, "\(verified.errorText)")
    for name in ["quentin", "Quentin", "Zabriskie"] {
      let found = try BuiltProgram.run(program: "/usr/bin/grep", ["-rla", name, data])
      #expect(found.outputText.isEmpty, "\(name) in \(found.outputText)")
    }
    let again = try run(
      ["account", "forget", "quentin", "--reason", "left the works, asked for it"],
      typing: ["mona", Self.password, codes.removeLast()])
    #expect(again.status == 1)
  }

  @Test("while the ledger can't be written nothing is done")
  func unwritable() throws {
    try made()
    let codes = try bindApp("administrator")
    // A file where a folder must be: not even root can write there.
    let tiles = data + "/ledger/tile"
    try FileManager.default.moveItem(atPath: tiles, toPath: tiles + ".away")
    try Data("no folder".utf8).write(to: URL(filePath: tiles))
    let password = try run(
      ["account", "password"],
      typing: ["administrator", Self.password, codes[1], "nine dry socks on the line"])
    #expect(password.status == 1 && password.errorText.contains("can't be recorded"), "\(password.errorText)")
    let ran = try run(
      ["account", "invite", "mona", "--name", "Mona Vestergaard", "--role", "operator"],
      typing: ["administrator", Self.password, codes[0]])
    #expect(ran.status == 1)
    #expect(ran.errorText.contains("can't be recorded"), "\(ran.errorText)")
    try FileManager.default.removeItem(atPath: tiles)
    try FileManager.default.moveItem(atPath: tiles + ".away", toPath: tiles)
    let list = try run(["account", "open"], typing: ["not a code", Self.password])
    #expect(list.status == 1)
    // What was proved meanwhile was kept, and stands there now, marked late.
    #expect(try ledger().contains("\"late\":"))
  }

  @Test("its ledger is looked at by who may, and looking is recorded")
  func looking() throws {
    try made()
    let direct = try BuiltProgram.run(["ledger", "show", data + "/ledger"])
    #expect(direct.status == 1 && direct.errorText.contains("--data"), "\(direct.errorText)")
    for words in [["show"], ["export"], ["prove", "0"]] {
      let ran = try run(["ledger"] + words)
      #expect(ran.status == 1 && ran.output.isEmpty)
      #expect(ran.errorText.contains("Ledger on Site/works: not allowed"), "\(ran.errorText)")
    }
    let codes = try bindApp("administrator")
    let user = ["--system-user", NSUserName()]
    let auditor = try run(
      ["account", "invite", "ada", "--name", "Ada Quist", "--role", "auditor"] + user,
      typing: ["administrator", Self.password, codes[0]])
    try open(auditor.outputText)
    let shown = try run(["ledger", "show"])
    #expect(shown.status == 0 && shown.outputText.contains("inviteAccount"), "\(shown.errorText)")
    #expect(try run(["ledger", "export", "--form", "ocsf"]).status == 0)
    let entries = try ledger()
    #expect(entries.contains("\"viewLedger\"") && entries.contains("\"exportLedger\""))
  }

  @Test("a folder that holds something is never made anew")
  func madeOnce() throws {
    try made()
    let keys = try Data(contentsOf: URL(filePath: data + "/keys"))
    let key = try scratch.file("other.key", Array(String(repeating: "ab", count: 32).utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    let again = try run(["site", "make", "works", "--key", key])
    #expect(again.status == 1 && again.errorLines.count == 1, "\(again.errorText)")
    #expect(try Data(contentsOf: URL(filePath: data + "/keys")) == keys)
  }
}
