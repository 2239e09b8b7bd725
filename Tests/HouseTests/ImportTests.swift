import Testing

@Suite("Who may import whom")
struct ImportTests {
  static let adapters = Set(Repository.folders(in: "Sources"))

  @Test("every source keeps to its target's row")
  func everySource() {
    let found = Repository.files.flatMap { ImportRule.violations(in: $0, adapters: Self.adapters) }
    #expect(found.count == 0, "\(found.map(\.description).joined(separator: "\n"))")
  }

  @Test("the table and Core's folders name the same targets")
  func tableIsComplete() {
    #expect(ImportRule.core.map(\.target).sorted() == Repository.folders(in: "Core/Sources"))
  }

  @Test("the table has no circle: a target sees only rows above its own")
  func tableIsOrdered() {
    var above: Set<String> = []
    for rule in ImportRule.core {
      #expect(rule.mayImport.isSubset(of: above), "\(rule.target) sees a row below it")
      above.insert(rule.target)
    }
  }

  @Test(
    "finds an import that the order forbids",
    arguments: [
      ("Core/Sources/Vocabulary/A.swift", "import Bytes"),
      ("Core/Sources/Bytes/A.swift", "public import Vocabulary"),
      ("Core/Sources/Protocols/Modbus/A.swift", "internal import Detection"),
      ("Core/Sources/Protocols/Modbus/A.swift", "@testable import Inventory"),
      ("Core/Sources/Detection/A.swift", "import Protocols"),
      ("Core/Sources/Engine/A.swift", "import Foundation"),
      ("Core/Sources/Engine/A.swift", "#if canImport(Glibc)\nimport Glibc\n#endif"),
      ("Core/Sources/Engine/A.swift", "import struct Foundation.Data"),
      ("Core/Sources/Engine/A.swift", "import Vocabulary; import PlantSimulator"),
      ("Core/Sources/Unlisted/A.swift", "import Vocabulary"),
      ("Sources/Storage/A.swift", "import Gateway"),
      ("Sources/CaptureFiles/A.swift", "@preconcurrency public import Storage"),
    ])
  func counterExample(path: String, text: String) {
    let file = SourceFile(path: path, text: text)
    #expect(ImportRule.violations(in: file, adapters: ["Storage", "Gateway", "CaptureFiles"]).count == 1)
  }

  @Test(
    "leaves alone what is allowed or no import",
    arguments: [
      ("Core/Sources/Packets/A.swift", "import Bytes\npublic import Vocabulary"),
      ("Core/Sources/Vocabulary/A.swift", "// import Bytes\nlet text = \"\"\"\nimport Bytes\n\"\"\""),
      ("Core/Tests/PacketsTests/A.swift", "import Foundation"),
      ("Sources/Storage/A.swift", "import Foundation\nimport Operations\nimport CPcap\nimport Vocabulary"),
      ("Sources/bulkhead/A.swift", "import Storage\nimport Gateway"),
    ])
  func allowed(path: String, text: String) {
    let file = SourceFile(path: path, text: text)
    let adapters: Set<String> = ["Storage", "Gateway", "Operations", "CPcap"]
    #expect(ImportRule.violations(in: file, adapters: adapters).isEmpty)
  }
}
