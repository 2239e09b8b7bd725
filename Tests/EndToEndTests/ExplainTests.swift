import BuiltProgram
import Foundation
import Testing

@Suite("Access, explained")
struct ExplainTests {
  private func explain(_ arguments: [String]) throws -> BuiltProgram.Run {
    try BuiltProgram.run(["access", "explain", "--facts", "Samples/access/facts.json"] + arguments)
  }

  @Test(
    "its page shows what it prints",
    arguments: [
      ["--as", "alice", "--device", "laptop-7", "--do", "write", "--to", "plc-1", "--object", "40001"],
      ["--as", "bob", "--device", "laptop-7", "--do", "program", "--to", "plc-1", "--unpatched"],
    ])
  func page(arguments: [String]) throws {
    let ran = try explain(arguments)
    #expect(ran.status == (arguments.contains("--unpatched") ? 1 : 0))
    let page = try String(
      contentsOf: BuiltProgram.root.appending(path: "Documentation/access.md"), encoding: .utf8)
    let shown = ran.outputText.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    #expect(page.contains(shown), "\(ran.outputText)\(ran.errorText)")
  }

  @Test("no line is wider than a terminal")
  func width() throws {
    let ran = try explain(["--as", "alice", "--do", "program", "--to", "plc-1"])
    #expect(ran.outputText.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("for programs, one object that says the same")
  func json() throws {
    let ran = try explain([
      "--as", "alice", "--device", "laptop-7", "--do", "write", "--to", "plc-1", "--off-shift", "--format",
      "json",
    ])
    let object = try #require(try JSONSerialization.jsonObject(with: ran.output) as? [String: Any])
    #expect(object["allowed"] as? Bool == false)
    #expect(object["ways"] as? [[String]] == [["be on shift"]])
    #expect(ran.status == 1)
  }

  @Test(
    "wrong words: one line that names the option, status 2",
    arguments: [
      (["--as", "carol", "--do", "write", "--to", "plc-1"], "--as carol"),
      (["--as", "alice", "--do", "wrote", "--to", "plc-1"], "--do wrote"),
      (["--as", "alice", "--do", "write", "--to", "plc-2"], "--to plc-2"),
      (["--as", "alice", "--do", "write", "--to", "plc-1", "--object", "9-1"], "--object 9-1"),
      (["--as", "alice", "--do", "write", "--to", "plc-1", "--value", "1.23456"], "--value 1.23456"),
      (["--as", "alice", "--do", "write", "--to", "plc-1", "--signed-in=-5m"], "--signed-in -5m"),
      (["--as", "alice", "--do", "write", "--to", "plc-1", "--factor", "luck"], "--factor luck"),
      (["--as", "alice", "--do", "write", "--to", "plc-1", "--at", "noon"], "--at noon"),
      (["--as", "alice", "--do", "write", "--to", "plc-1", "--policies", "none.cedar"], "none.cedar"),
      (["--as", "alice", "--do", "viewSite", "--to", "works", "--order", "1"], "--order 1"),
    ])
  func wrong(arguments: [String], words: String) throws {
    let ran = try explain(arguments)
    #expect(ran.status == 2)
    #expect(ran.output.isEmpty)
    #expect(ran.errorLines.count == 1 && ran.errorText.contains(words), "\(ran.errorText)")
  }

  @Test("a policy of one's own is refused where it says what the schema does not have, with its place")
  func invalid() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.file(
      "own.cedar", Array("permit (principal, action, resource)\nwhen { principal.shoeSize == 1 };\n".utf8))
    let ran = try explain(["--as", "alice", "--do", "write", "--to", "plc-1", "--policies", file])
    #expect(ran.status == 2)
    #expect(
      ran.errorLines.count == 1 && ran.errorText.contains("own.cedar: line 2, column "), "\(ran.errorText)")
  }
}
