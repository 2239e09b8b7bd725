import Foundation
import Testing

@Suite("The page of detectors")
struct DetectorPageTests {
  private let page = DetectorPage(files: Repository.files)

  @Test("is what the doc comments say")
  func upToDate() throws {
    if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] == "1" {
      try Data(page.text.utf8).write(to: Repository.root.appending(path: DetectorPage.path))
    }
    let recorded = try String(contentsOf: Repository.root.appending(path: DetectorPage.path), encoding: .utf8)
    #expect(recorded == page.text, "run BULKHEAD_RECORD=1 swift test --filter HouseTests and review the page")
  }

  @Test("every detector says what it sees, why it matters, its threshold and what stays silent or calm")
  func complete() {
    #expect(page.entries.count > 20)
    for entry in page.entries {
      for word in ["Sees:", "Why it matters:", "Threshold:", "Stays "] {
        #expect(entry.paragraphs.contains { $0.hasPrefix(word) }, "\(entry.name) does not say \(word)")
      }
    }
  }

  @Test("a detector without those paragraphs is noticed")
  func counterExample() {
    let files = [
      SourceFile(path: DetectorPage.folder + "Detectors.swift", text: "  private(set) var thing: Thing\n"),
      SourceFile(
        path: DetectorPage.folder + "Thing.swift", text: "/// A thing: it is.\nstruct Thing: Sendable {\n"),
    ]
    let page = DetectorPage(files: files)
    #expect(page.entries.map(\.paragraphs) == [["A thing: it is."]])
    #expect(page.text.hasSuffix("\n## A thing\n\nIt is.\n"))
  }
}
