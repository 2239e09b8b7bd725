import BuiltProgram
import Foundation
import Testing

/// A database of an earlier Bulkhead, and the way back to it.
extension SiteTests {
  /// Does something with the database by another program.
  private func database(_ lines: String) throws -> String {
    let script = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\n" + lines + "\ndb.commit()"
    let ran = try BuiltProgram.run(program: "/usr/bin/env", ["python3", "-c", script, data + "/site.db"])
    try #require(ran.status == 0, "\(ran.errorText)")
    return ran.outputText
  }

  private func schema() throws -> String {
    try database("print(db.execute('PRAGMA user_version').fetchone()[0])")
  }

  @Test("the database of before an upgrade comes back by an act that is asked for, and the ledger goes on")
  func goesBack() throws {
    try made()
    var codes = try bindApp("administrator")
    let now = try schema()
    // As the third schema had it, which had these tables alone.
    _ = try database(
      """
      known = "accounts account_roles persons passwords seeds one_time_codes sessions known_devices throttles"
      known += " clock devices certificates revocations site_keys"
      for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
          if name not in known.split(): db.execute("DROP TABLE " + name)
      db.execute("ALTER TABLE devices DROP COLUMN program")
      db.execute("PRAGMA user_version = 3")
      """)
    let invited = try run(
      ["account", "invite", "mona", "--name", "Mona Vestergaard", "--role", "plant-manager"],
      typing: ["administrator", Self.password, codes.removeLast()])
    try #require(invited.status == 0, "\(invited.errorText)")
    #expect(try schema() == now, "it was upgraded")

    let refused = try run(["site", "go-back", "3"], typing: ["administrator", Self.password, ""])
    #expect(refused.status == 1 && refused.errorText.contains("code of your"))
    let none = try run(
      ["site", "go-back", "2"], typing: ["administrator", Self.password, codes.removeLast()])
    #expect(none.status == 1 && none.errorText.contains("no copy of that schema"), "\(none.errorText)")
    #expect(none.errorLines.count == 1)
    let back = try run(
      ["site", "go-back", "3"], typing: ["administrator", Self.password, codes.removeLast()])
    try #require(back.status == 0, "\(back.errorText)")
    #expect(try schema() == "3\n")
    #expect(try database("print(db.execute('SELECT count(*) FROM accounts').fetchone()[0])") == "1\n")
    let last = try #require(try ledger().split(separator: "\n").last)
    #expect(last.contains("\"restoreBackup\"") && last.contains("\"done\""), "\(last)")
  }

  @Test("the master key that systemd hands over opens the site, and without it the site says what is missing")
  func credential() throws {
    let path = try scratch.file("master", Array((String(repeating: "5f", count: 32) + "\n").utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: path)
    func handed(_ arguments: [String]) throws -> BuiltProgram.Run {
      let words = [BuiltProgram.path] + arguments + ["--credential", "master", "--data", data]
      return try BuiltProgram.run(program: "/usr/bin/env", ["CREDENTIALS_DIRECTORY=\(scratch.path)"] + words)
    }
    let made = try handed(["site", "make", "works"])
    try #require(made.status == 0, "\(made.errorText)")
    #expect(!FileManager.default.fileExists(atPath: data + "/master.key"))
    let with = try handed(["device", "authority"])
    #expect(with.status == 0, "\(with.errorText)")
    let without = try run(["device", "authority", "--credential", "master"])
    #expect(without.status == 1 && without.errorText.contains("no credential"), "\(without.errorText)")
    let both = try run(["device", "authority", "--credential", "bulkhead", "--key", path])
    #expect(both.status == 1 && both.errorText.contains("one of"), "\(both.errorText)")
  }
}
