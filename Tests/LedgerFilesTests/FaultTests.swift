import BuiltProgram
import Foundation
import Testing

/// The harness of `./dev bench ledger`, on a few calls of each kind; all of them take minutes.
@Suite("A disk that fails")
struct FaultTests {
  private static func works(_ command: [String]) -> Bool {
    (try? BuiltProgram.run(program: "/usr/bin/env", command).status) == 0
  }

  static let canTrace = works(["strace", "-o", "/dev/null", "true"]) && works(["cc", "--version"])
  static let hasPeer = works(["python3", "-c", "import pymerkle; assert pymerkle.__version__ == '7.0.0'"])

  private static func run(_ job: String, _ more: [String] = []) throws -> BuiltProgram.Run {
    let folder = URL(filePath: BuiltProgram.path).deletingLastPathComponent()
    return try BuiltProgram.run(
      program: "/usr/bin/env",
      [
        "python3", "-B", "Benchmarks/ledger.py", job, "--driver", folder.appending(path: "LedgerDriver").path,
        "--bulkhead", BuiltProgram.path,
      ] + more)
  }

  @Test(
    "no acknowledged entry is lost where calls fail, the writer is killed, or the disk is full",
    .enabled(if: canTrace, "strace or a C compiler is missing, or nothing may be traced here"))
  func faults() throws {
    let ran = try Self.run("faults", ["--sample", "2"])
    #expect(ran.status == 0, "\(ran.outputText)\(ran.errorText)")
    for part in ["trace ", "strace ", "short ", "limit "] { #expect(ran.outputText.contains(part)) }
  }

  @Test(
    "proofs hold for pymerkle, and pymerkle's hold here, after their form was translated",
    .enabled(if: hasPeer, "the Python package pymerkle 7.0.0 is missing"))
  func peers() throws {
    let ran = try Self.run("peers")
    #expect(ran.status == 0, "\(ran.outputText)\(ran.errorText)")
    #expect(ran.outputText.contains("proofs of inclusion hold both ways"))
  }
}
