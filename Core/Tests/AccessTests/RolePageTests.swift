import Foundation
import Testing

@Suite("The page of roles")
struct RolePageTests {
  @Test("is what the policies answer")
  func upToDate() throws {
    let page = RolePage(decider: try SamplePlant.decider())
    let place = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: RolePage.path)
    if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] == "1" {
      try Data(page.text.utf8).write(to: place)
    }
    let recorded = try String(contentsOf: place, encoding: .utf8)
    #expect(
      recorded == page.text, "run BULKHEAD_RECORD=1 swift test --filter RolePage in Core, review the page")
  }
}
