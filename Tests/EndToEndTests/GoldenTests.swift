import BuiltProgram
import Foundation
import PlantSimulator
import Testing

/// The reports on a small plant with four deeds in it, as they were reviewed.
///
/// `BULKHEAD_RECORD=1 ./dev test --filter Golden` writes them anew; the change is reviewed as a diff.
@Suite("Golden reports")
struct GoldenTests {
  static let isRecording = ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] == "1"
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  static let scenarios: [Scenario] = [.s7Stop, .modbusOfficeWrite, .dcpRename, .opcuaAnonymousWrite]

  @Test(
    "the report on the small plant is as it was reviewed",
    arguments: ["plant.txt", "plant.json", "plant.jsonl", "plant.stix", "plant.ocsf"])
  func report(name: String) throws {
    let scratch = try ScratchFolder()
    try scratch.file("plant.pcap", SamplePlant.capture(SamplePlant.frames(Self.scenarios)))
    let ending = String(name.split(separator: ".").last ?? "")
    let ran = try BuiltProgram.run(
      ["inspect", "--format", ending == "txt" ? "text" : ending, "--registry", "none", "plant.pcap"],
      in: scratch.path)
    #expect(ran.status == 0)
    #expect(ran.errors.isEmpty)
    let golden = Self.folder.appending(path: name)
    if Self.isRecording { try ran.output.write(to: golden) }
    let reviewed = Self.lines(try String(contentsOf: golden, encoding: .utf8))
    let now = Self.lines(ran.outputText)
    let differing = zip(reviewed, now).enumerated().first { $0.element.0 != $0.element.1 }
    if let differing {
      let (old, new) = (differing.element.0.prefix(400), differing.element.1.prefix(400))
      Issue.record("\(name):\(differing.offset + 1)\n- \(old)\n+ \(new)")
    }
    #expect(reviewed.count == now.count)
  }

  @Test("no line of the text report is wider than 80 columns, and none ends in a space")
  func columns() throws {
    let lines = Self.lines(try String(contentsOf: Self.folder.appending(path: "plant.txt"), encoding: .utf8))
    #expect(lines.count > 20)
    #expect(lines.filter { $0.count > 80 || $0.hasSuffix(" ") }.isEmpty)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
