import BuiltProgram
import Foundation
import Testing

@Suite("Every capture of the corpus", .enabled(if: Corpus.isPresent, Corpus.absence))
struct RobustnessTests {
  /// Seconds of processor time; the clock on the wall would judge the machine's other work.
  static let secondsLimit = 10

  @Test("the corpus is whole: 501 captures, 110 of them malformed")
  func count() {
    #expect(Corpus.captures.count == 501)
    #expect(Corpus.captures.filter { $0.hasPrefix("malformed/") }.count == 110)
  }

  @Test(
    "gives a report or one clear line in ten seconds, and the same octets with any seed",
    arguments: Corpus.captures)
  func inspect(capture: String) throws {
    let ran = try BuiltProgram.run(
      ["inspect", "--format", "json", "--registry", "none", capture], in: Corpus.folder,
      secondsLimit: Self.secondsLimit)
    try #require(ran.signal == nil, "\(capture) ended by signal \(ran.signal ?? 0)")
    #expect([0, 1, 2].contains(ran.status))
    #expect(ran.errorLines.count == (ran.status == 0 ? 0 : 1))
    if ran.status != 0 { #expect(ran.errorText.contains(capture)) }
    guard ran.status != 1 else {
      #expect(ran.output.isEmpty)
      return
    }
    let report = try #require(try JSONSerialization.jsonObject(with: ran.output) as? [String: Any])
    #expect(report["schema"] as? String == "bulkhead.inspect/1")

    let again = Inspected.json(
      Inspected.report([Corpus.path(capture)], shown: [capture], seed: 0x5EED_0000_0000_0001))
    #expect(Data(again) == ran.output, "\(capture): another seed gives other octets")
  }

  @Test("the text report of any capture is plain text of at most 80 columns", arguments: Corpus.captures)
  func text(capture: String) throws {
    let ran = try BuiltProgram.run(
      ["inspect", "--registry", "none", capture], in: Corpus.folder, secondsLimit: Self.secondsLimit)
    try #require(ran.signal == nil)
    guard ran.status != 1 else { return }
    let text = try #require(String(validating: ran.output, as: UTF8.self))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    let long = text.split(separator: "\n").filter { $0.unicodeScalars.count > 80 && !$0.contains(capture) }
    #expect(long.isEmpty, "\(long)")
  }
}
