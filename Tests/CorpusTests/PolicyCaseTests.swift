import BuiltProgram
import Foundation
import Testing

/// Cedar's generated cases of the folder `shared` beside the project. They are read there and never copied.
enum PolicyCases {
  static let archive = Corpus.shared + "/data/cedar/corpus-dev.tar.gz"
  static let isPresent = FileManager.default.fileExists(atPath: archive)
  static let absence: Comment = "Cedar's cases, ../shared/data/cedar, do not lie beside this project"
}

@Suite("Cedar's cases", .enabled(if: PolicyCases.isPresent, PolicyCases.absence))
struct PolicyCaseTests {
  @Test("get the decisions, reasons, errors and validation that Cedar gives")
  func agreement() throws {
    let ran = try BuiltProgram.run(["access", "cases", PolicyCases.archive], secondsLimit: 300)
    #expect(ran.errorText.isEmpty)
    #expect(ran.status == 0)
    #expect(ran.outputText == "3842 cases, 30634 requests, 0 disagreements\n")
  }
}
