import BuiltProgram
import Foundation
import Testing

/// The listener under clients that dawdle, lie about lengths, and come in crowds: `wire.py`.
@Suite("A listener among bad clients")
struct WireTests {
  static func wire(_ site: ListenedSite, _ words: String...) throws -> String {
    let script = BuiltProgram.root.appending(path: "Tests/ConsoleTests/wire.py").path
    let ran = try BuiltProgram.run(program: "/usr/bin/env", ["python3", script, site.port] + words)
    try #require(ran.status == 0, "\(ran.errorText)")
    return ran.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// It goes on serving others, and had nothing to complain of.
  private func stillServes(_ site: ListenedSite) throws {
    #expect(try Client(of: site).get("session").status == 401)
    #expect(site.errors.isEmpty, "\(site.errors)")
  }

  @Test(
    "closes what does not come to its end: a handshake, a head, a body, silence",
    arguments: ["no_handshake", "slow_handshake", "slow_head", "slow_body", "idle"])
  func dawdling(name: String) throws {
    let site = try ListenedSite()
    let told = try Self.wire(site, name)
    let seconds = try #require(told.split(separator: " ").compactMap { Int($0) }.first)
    #expect((13...20).contains(seconds), "\(name): \(told)")
    try stillServes(site)
  }

  @Test("closes a client that asks and never reads the answers")
  func neverReads() throws {
    let site = try ListenedSite()
    let told = try Self.wire(site, "never_reads")
    let seconds = try #require(told.split(separator: " ").compactMap { Int($0) }.first)
    #expect((25...150).contains(seconds), "\(told)")
    try stillServes(site)
  }

  @Test("refuses what is no plain request, and answers no second one that hides behind it")
  func shapes() throws {
    let site = try ListenedSite()
    let lines = try Self.wire(site, "shapes").split(separator: "\n")
    #expect(lines.count == 22)
    for line in lines {
      let parts = line.split(separator: ": ", maxSplits: 1)
      let wanted = parts[0] == "a body of 70000 octets" ? "413" : "400"
      #expect(parts[1].hasPrefix(wanted + ";"), "\(line)")
    }
    try stillServes(site)
  }

  @Test("answers five requests that come at once, in turn, and stops a body without end")
  func bodies() throws {
    let site = try ListenedSite()
    #expect(try Self.wire(site, "pipelined") == "401 401 401 401 401; closed: True")
    #expect(try Self.wire(site, "endless_body") == "413; stopped: True")
    try stillServes(site)
  }

  @Test("gives one address its share of connections, and others theirs")
  func share() throws {
    let site = try ListenedSite()
    #expect(try Self.wire(site, "share") == "beyond: closed; elsewhere: 401; afterwards: 401")
  }

  @Test("takes so many passwords at once, says when to come again, and keeps nobody else waiting")
  func flood() throws {
    let site = try ListenedSite()
    let told = try Self.wire(site, "flood")
    #expect(told.contains("503:") && told.contains("401:") && told.contains("retry: True"), "\(told)")
    #expect(!told.contains("200:") && !told.contains("500:"), "\(told)")
    let waited = try #require(told.split(separator: " ").compactMap { Int($0) }.first)
    #expect(waited < 3000, "\(told)")
    try stillServes(site)
  }
}
