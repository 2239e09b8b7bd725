import BuiltProgram
import Foundation
import Testing

/// Programs that act by themselves: by a device's key they get a token, and policies say what they may do.
extension SiteTests {
  /// A device, enrolled by the documented lines; its id, or what went wrong.
  private func enrolled(_ name: String, _ options: [String], _ codes: inout [String]) throws -> String {
    let announced = try dangerous(["device", "announce", name] + options, &codes)
    try #require(announced.status == 0, "\(announced.errorText)")
    let ran = try enrol(try lastWord(announced.outputText))
    try #require(ran.status == 0, "\(ran.errorText)")
    return try #require(announced.outputText.firstMatch(of: /d-[0-9a-f]{32}/).map { String($0.output) })
  }

  /// A token by the documented lines, changed as one who cheats or errs does.
  private func token(_ changes: (of: String, to: String)...) throws -> BuiltProgram.Run {
    var lines = try lines(from: "token", to: "end of token")
    for change in changes { lines = lines.replacing(change.of, with: change.to) }
    return try shell(lines)
  }

  private func asking(_ token: String) throws -> BuiltProgram.Run {
    try run(["ledger", "checkpoint", "--witness-key", data + "/witness.pub", "--token"], typing: [token])
  }

  @Test("a program asks with a token of its device, and the owner's policies decide")
  func programs() throws {
    try made()
    var codes = try bindApp("administrator")
    let invited = try dangerous(
      ["account", "invite", "mona", "--name", "Mona Vestergaard", "--role", "plant-manager"], &codes)
    try open(invited.outputText)
    let id = try enrolled("historian", ["--program", "service"], &codes)
    let issued = try token()
    try #require(issued.status == 0, "\(issued.errorText)")
    let token = try lastWord(issued.outputText)
    let told = try last("issueToken")
    #expect(told.contains("\"service\"") && told.contains("Device/\(id)"), "\(told)")

    let unasked = try asking(token)
    #expect(unasked.status == 1 && unasked.errorText.contains("no policy permits it"), "\(unasked.errorText)")
    let own = try scratch.file(
      "historian.cedar",
      Array(
        """
        @id("historian-is-witnessed") @says("The historian exchanges checkpoints.")
        permit (principal == Service::"\(id)", action == Action::"witnessLedger", resource);
        """.utf8))
    let manager = try bindApp("mona")
    let set = try run(
      ["access", "policies", "set", own, "--reason", "agreed with the shift"],
      typing: ["mona", Self.password, manager[0]])
    try #require(set.status == 0, "\(set.errorText)")
    let asked = try asking(token)
    #expect(asked.status == 0 && asked.outputText.hasPrefix("old 0\n"), "\(asked.errorText)")
    let entry = try last("witnessLedger")
    #expect(entry.contains("\"service\",\"id\":\"\(id)\""), "\(entry)")
    #expect(entry.contains("own:historian-is-witnessed"), "\(entry)")
    #expect(try run(["account", "list", "--token"], typing: [token]).status == 1, "only what is permitted")
    let both = try run(["account", "list", "--token", "--session"])
    #expect(both.status != 0 && both.errorText.contains("either"), "\(both.errorText)")

    let ended = try dangerous(["device", "end", id, "--reason", "retired"], &codes)
    #expect(ended.status == 0, "\(ended.errorText)")
    let over = try asking(token)
    #expect(over.status == 1 && over.errorText.contains("does not belong"), "\(over.errorText)")
    #expect(try last("useToken").contains("\"refused\""))
    #expect(try self.token().errorText.contains("revoked"))
  }

  @Test("no token without the device's key, now and for a program, and none is taken but for whom it is")
  func tokensRefused() throws {
    try made()
    var codes = try bindApp("administrator")
    let id = try enrolled("historian", ["--program", "service"], &codes)
    let elsewhere = try token(
      (of: " bulkhead \"$NOW\"", to: " mes \"$NOW\""), (of: "--at", to: "--audience mes --at"))
    try #require(elsewhere.status == 0, "\(elsewhere.errorText)")
    let taken = try asking(try lastWord(elsewhere.outputText))
    #expect(taken.status == 1 && taken.errorText.contains("for somebody else"), "\(taken.errorText)")
    #expect(try last("useToken").contains("\"refused\""))
    let entries = try ledger().split(separator: "\n").count
    #expect(try asking("a.b.c").errorText.contains("no token"))
    #expect(try ledger().split(separator: "\n").count == entries, "what anybody can write fills no ledger")

    for (changed, words) in [
      (try token((of: "--at \"$NOW\"", to: "--at \"$NOW\" --audience mes")), "key's signature"),
      (try token((of: "$(date +%s)", to: "$(($(date +%s) - 200))")), "clocks agree"),
      (try token((of: "$(date +%s)", to: "$(($(date +%s) + 200))")), "clocks agree"),
      (try token((of: "bulkhead token\\n", to: "bulkhead renewal\\n")), "key's signature"),
    ] {
      #expect(changed.status == 1 && changed.output.isEmpty, "\(changed.outputText)")
      #expect(changed.errorText.contains(words), "\(changed.errorText)")
      let refused = try last("issueToken")
      #expect(refused.contains("\"refused\"") && refused.contains("Device/\(id)"), "\(refused)")
    }
    _ = try enrolled("laptop-7", [], &codes)
    #expect(try token().errorText.contains("people act from this device"))
  }
}
