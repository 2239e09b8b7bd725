import BuiltProgram
import Foundation
import Testing

/// Devices of a site as they join it, with nothing but `openssl` and the lines of the documentation.
extension SiteTests {
  /// What the page on identity tells to type, between two of its marks.
  func lines(from mark: String, to end: String) throws -> String {
    let page = try String(
      contentsOf: BuiltProgram.root.appending(path: "Documentation/identity.md"), encoding: .utf8)
    let start = try #require(page.firstRange(of: "<!-- \(mark) -->")).upperBound
    let rest = page[start...]
    let stop = try #require(rest.firstRange(of: "<!-- \(end) -->")).lowerBound
    return rest[..<stop].split(separator: "\n").filter { $0.hasPrefix("    ") }.joined(separator: "\n")
  }

  func shell(_ lines: String, typing typed: String = "") throws -> BuiltProgram.Run {
    let script = "set -e\nbulkhead() { \"\(BuiltProgram.path)\" \"$@\"; }\nDIR=\(data)\n"
    return try BuiltProgram.run(
      program: "/bin/sh", ["-c", script + lines.replacing("--data DIR", with: "--data \"$DIR\"")],
      in: scratch.path, input: try scratch.file("typed", Array((typed + "\n").utf8)))
  }

  func enrol(_ code: String) throws -> BuiltProgram.Run {
    try shell(try lines(from: "enrolment", to: "renewal"), typing: code)
  }

  private func renew() throws -> BuiltProgram.Run {
    try shell(try lines(from: "renewal", to: "end of renewal"))
  }

  /// Does something dangerous as the administrator, with the next recovery code.
  func dangerous(_ words: [String], _ codes: inout [String]) throws -> BuiltProgram.Run {
    try run(words, typing: ["administrator", Self.password, codes.removeLast()])
  }

  /// Moves the newest certificate's time, as if so many days had passed since it was issued.
  private func age(days: Int) throws {
    let script = """
      import sqlite3, sys
      with sqlite3.connect(sys.argv[1]) as db:
          db.execute("UPDATE certificates SET not_before = not_before - ?1, not_after = not_after - ?1 "
                     "WHERE not_before = (SELECT max(not_before) FROM certificates)", (int(sys.argv[2]),))
      """
    let ran = try BuiltProgram.run(
      program: "/usr/bin/env", ["python3", "-c", script, data + "/site.db", "\(days * 86_400_000_000_000)"])
    try #require(ran.status == 0, "\(ran.errorText)")
  }

  func last(_ action: String) throws -> Substring {
    try #require(try ledger().split(separator: "\n").last { $0.contains("\"\(action)\"") })
  }

  @Test("a device enrols and renews with openssl and the documented lines, each on record, and others don't")
  func enrols() throws {
    try made()
    var codes = try bindApp("administrator")
    let announced = try dangerous(
      ["device", "announce", "laptop-7", "--asset", "asset-12", "--zone", "cell-1"], &codes)
    try #require(announced.status == 0, "\(announced.errorText)")
    let id = String(try #require(announced.outputText.firstMatch(of: /d-[0-9a-f]{32}/)).output)

    let wrong = try enrol("T5PX-7VH6-NX8M-CC66-9234-1VKX")
    #expect(wrong.status == 1 && wrong.errorText.contains("this code is unknown"), "\(wrong.errorText)")
    #expect(try last("enrolDevice").contains("\"refused\""))
    let enrolled = try enrol(try lastWord(announced.outputText))
    try #require(enrolled.status == 0, "\(enrolled.errorText)")
    let entry = try last("enrolDevice")
    #expect(entry.contains(id) && entry.contains("\"done\""), "\(entry)")
    let used = try run(
      ["device", "enrol", scratch.path + "/device.req"],
      typing: [
        try lastWord(announced.outputText)
      ])
    #expect(used.status == 1 && used.output.isEmpty && used.errorText.contains("was used"))

    let authority = try run(["device", "authority"])
    let trusted = try scratch.file("authority.pem", Array(authority.output))
    let verified = try BuiltProgram.run(
      program: "/usr/bin/env",
      ["openssl", "verify", "-purpose", "sslclient", "-CAfile", trusted, scratch.path + "/device.pem"])
    #expect(verified.status == 0, "\(verified.errorText)")

    let early = try renew()
    #expect(early.status == 1 && early.errorText.contains("half of its life"), "\(early.errorText)")
    #expect(try last("renewDevice").contains("\"refused\""))
    try age(days: 4)
    let foreign = try shell(
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out foreign.key\n"
        + (try lines(from: "renewal", to: "end of renewal")).replacing("-sign device", with: "-sign foreign"))
    #expect(foreign.status == 1 && foreign.errorText.contains("signed by the key"), "\(foreign.errorText)")
    let first = try renew()
    try #require(first.status == 0, "\(first.errorText)")
    let renewal = try last("renewDevice")
    #expect(renewal.contains("\"done\"") && renewal.contains(id), "\(renewal)")

    // A device that was off comes back by itself until three days past its end.
    try age(days: 9)
    let late = try renew()
    #expect(late.status == 0, "\(late.errorText)")
    try age(days: 11)
    let over = try renew()
    #expect(over.status == 1 && over.errorText.contains("time is over"), "\(over.errorText)")
    let again = try dangerous(["device", "announce-again", id], &codes)
    let back = try enrol(try lastWord(again.outputText))
    #expect(back.status == 0, "\(back.errorText)")

    try age(days: 4)
    let ended = try dangerous(["device", "end", id, "--reason", "stolen"], &codes)
    #expect(ended.status == 0, "\(ended.errorText)")
    let revoked = try renew()
    #expect(revoked.status == 1 && revoked.errorText.contains("revoked"), "\(revoked.errorText)")
    let refused = try last("renewDevice")
    #expect(refused.contains("\"refused\"") && refused.contains("Device/\(id)"), "\(refused)")
    let dead = try dangerous(["device", "announce-again", id], &codes)
    #expect(dead.status == 1 && dead.output.isEmpty, "an ended device gets no code")
  }

  @Test("a device is bound to a machine and its state is told, by who may, and shown")
  func binds() throws {
    try made(["--system-user", NSUserName()])
    var codes = try bindApp("administrator")
    let announced = try dangerous(["device", "announce", "laptop-7"], &codes)
    let id = String(try #require(announced.outputText.firstMatch(of: /d-[0-9a-f]{32}/)).output)
    let other = try dangerous(["device", "announce", "panel-2", "--asset", "asset-2"], &codes)
    try #require(other.status == 0, "\(other.errorText)")

    let bound = try dangerous(["device", "bind", id, "--asset", "asset-12", "--zone", "cell-1"], &codes)
    try #require(bound.status == 0, "\(bound.errorText)")
    #expect(bound.outputText == "\(id): asset asset-12, belongs in cell-1\n")
    let taken = try dangerous(["device", "bind", id, "--asset", "asset-2"], &codes)
    #expect(taken.status == 1 && taken.errorText.contains("asset"), "\(taken.errorText)")
    #expect(try last("enrolDevice").contains("\"failed\""))
    let told = try dangerous(["device", "report", id, "--no-patched", "--zone", "cell-2"], &codes)
    try #require(told.status == 0, "\(told.errorText)")
    let entry = try last("reportPosture")
    #expect(entry.contains("\"done\"") && entry.contains("Device/\(id)"), "\(entry)")

    let unproved = try run(
      ["device", "report", id, "--patched"], typing: ["administrator", Self.password, ""])
    #expect(unproved.status == 1 && unproved.errorText.contains("code of your"), "\(unproved.errorText)")
    let nothing = try run(["device", "report", id])
    #expect(nothing.status != 0 && nothing.errorText.contains("--patched"), "\(nothing.errorText)")
    let nobody = try dangerous(
      ["device", "report", "d-00000000000000000000000000000000", "--patched"], &codes)
    #expect(nobody.status == 1)
    let listed = try run(["device", "list"])
    #expect(
      listed.outputText.contains(
        "laptop-7  asset asset-12  belongs in cell-1  seen in cell-2  not patched"), "\(listed.outputText)")
  }
}
