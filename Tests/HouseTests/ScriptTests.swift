import Foundation
import Testing

@Suite("The scripts")
struct ScriptTests {
  @Test("./dev help prints every command and succeeds")
  func help() throws {
    let ran = try Repository.run(["./dev", "help"])
    #expect(ran.status == 0)
    for command in ["run", "test", "bench", "fuzz", "format", "lint", "deb"] {
      #expect(ran.output.contains("\n  \(command) "))
    }
  }

  @Test(
    "./dev refuses a wrong command with the usage and status 2",
    arguments: [[], ["nonsense"], ["lint", "surplus"], ["fuzz", "--executions", "0"], ["fuzz", "--fast"]])
  func wrongUsage(arguments: [String]) throws {
    let ran = try Repository.run(["./dev"] + arguments)
    #expect(ran.status == 2)
    #expect(ran.errors.contains("usage: ./dev COMMAND"))
    #expect(ran.output.isEmpty)
  }

  static let log = """
    ➜ Test "is skipped" skipped: "no corpus"
    ➜ Test plain() was cancelled after 0.001 seconds: "because"
    ➜ Suite "whole suite" skipped.
    ✔ Test "runs, though \\"skipped\\" stands in its name" passed after 0.001 seconds.
    """

  @Test(
    "a skipped test needs its name and a reason in .ci/skips",
    arguments: [
      ("", ["'is skipped'", "'plain()'"]),
      ("is skipped | the corpus lies elsewhere", ["'plain()'"]),
      ("is skipped | the corpus lies elsewhere\nplain() |", ["no reason for 'plain()'"]),
      ("# notes\nis skipped | the corpus lies elsewhere\n  plain()  | so it is", []),
      ("is skipped | a\nplain() | b\nnever ran | c", []),
    ])
  func skips(skips: String, complaints: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "house-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appending(path: "log")
    let file = folder.appending(path: "skips")
    try Data(Self.log.utf8).write(to: log)
    try Data(skips.utf8).write(to: file)

    let ran = try Repository.run([".ci/refuse-skips", log.path, file.path])

    #expect(ran.status == (complaints.isEmpty ? 0 : 1))
    #expect(ran.output.split(separator: "\n").count == complaints.count)
    for complaint in complaints { #expect(ran.output.contains(complaint)) }
  }
}
