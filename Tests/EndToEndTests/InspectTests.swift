import BuiltProgram
import Foundation
import Testing

@Suite("bulkhead inspect")
struct InspectTests {
  let scratch: ScratchFolder
  let attacked: String
  let calm: String

  init() throws {
    scratch = try ScratchFolder()
    attacked = try scratch.file("attacked.pcap", SamplePlant.octets)
    calm = try scratch.file("calm.pcap", SamplePlant.capture(Array(SamplePlant.frames.prefix(2_000))))
  }

  @Test("the version is that of the file VERSION")
  func version() throws {
    let ran = try BuiltProgram.run(["--version"])
    let file = try String(contentsOf: BuiltProgram.root.appending(path: "VERSION"), encoding: .utf8)
    #expect(ran.status == 0)
    #expect(ran.outputText == file)
  }

  @Test("a finding as bad as --fail-on makes the status 3, a calm capture leaves it 0")
  func failOn() throws {
    for severity in ["info", "medium", "high"] {
      #expect(try BuiltProgram.run(["inspect", "--fail-on", severity, attacked]).status == 3)
    }
    #expect(try BuiltProgram.run(["inspect", attacked]).status == 0)
    #expect(try BuiltProgram.run(["inspect", "--fail-on", "high", calm]).status == 0)
  }

  @Test("status 3 wins over 2")
  func failOnWins() throws {
    let ran = try BuiltProgram.run(["inspect", "--fail-on", "high", attacked, scratch.path + "/none.pcap"])
    #expect(ran.status == 3)
    #expect(ran.errorText.contains("none.pcap"))
  }

  @Test("standard input gives the file's report, but for the name")
  func standardInput() throws {
    let file = try BuiltProgram.run(["inspect", "--format", "json", "calm.pcap"], in: scratch.path)
    let piped = try BuiltProgram.run(["inspect", "--format", "json", "-"], in: scratch.path, input: calm)
    #expect(piped.status == 0)
    #expect(piped.outputText == file.outputText.replacing("\"calm.pcap\"", with: "\"-\""))
  }

  @Test("twice the same octets, and a file given twice is two captures")
  func determinism() throws {
    let first = try BuiltProgram.run(["inspect", "--format", "json", attacked])
    let second = try BuiltProgram.run(["inspect", "--format", "json", attacked])
    #expect(first.output == second.output)
    let twice = try JSONReport(try BuiltProgram.run(["inspect", "--format", "json", calm, calm]).output)
    #expect(twice.packets == [2_000, 2_000])
  }

  @Test("a reader that stops early is no error: no message, no crash", arguments: ["text", "json"])
  func closedPipe(format: String) throws {
    let ran = try BuiltProgram.run(
      program: "/bin/bash",
      [
        "-c", #""$0" inspect --format "$1" "$2" | head -c 10 >/dev/null; exit "${PIPESTATUS[0]}""#,
        BuiltProgram.path, format, attacked,
      ])
    // 141 is the shell's word for the signal that tells a writer of a closed pipe.
    #expect([0, 141].contains(ran.status), "\(ran.status)")
    #expect(ran.errors.isEmpty, "\(ran.errorText)")
  }
}
