import Foundation
import Testing

/// The generator, run on a copy of the project's sources.
@Suite("./dev new dissector")
struct NewDissectorTests {
  private let folder: RunFolder
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path

  init() throws {
    folder = try RunFolder()
    let copied = try BulkheadRun(
      running: "/usr/bin/env",
      [
        "-C", Self.repository, "cp", "-r", "--parents", "Core/Sources", "Core/Tests", "Core/Package.swift",
        "Documentation/protocols", "Fuzz/Sources", "Templates", ".swift-format", folder.path("."),
      ])
    #expect(copied.status == 0, "\(copied.error)")
  }

  private func shell(_ script: String) throws -> BulkheadRun {
    try BulkheadRun(running: "/usr/bin/env", ["-C", folder.path("."), "bash", "-c", script])
  }

  private func make(_ options: String) throws -> BulkheadRun {
    try shell("Templates/new-dissector \(options)")
  }

  @Test("dissectors of streams, of datagrams and of both build at once, and each is listed everywhere")
  func builds() throws {
    for (type, over) in [("TrialStream", "stream"), ("TrialDatagram", "datagram"), ("TrialBoth", "both")] {
      let name = type.prefix(1).lowercased() + type.dropFirst()
      let run = try make(
        "dissector \(type) --protocol \(name)=\(name.lowercased()) --over \(over) --port 9999")
      #expect(run.status == 0, "\(run.error)")
      let mentions = try shell("grep -rl '\(type)Dissector' Core/Sources/Engine Fuzz | wc -l")
      #expect(mentions.output.contains(over == "both" ? "5" : "4"), "\(type): \(mentions.output)")
    }
    let build = try shell("swift build --package-path Core --target Engine 2>&1 | grep -E 'error|warning'")
    #expect(build.output.isEmpty, "\(build.output)")
  }

  @Test(
    "an existing folder, an unknown name and wrong options change nothing",
    arguments: [
      ("dissector Modbus --protocol modbus --over both --port 502", 1, "Modbus is there already"),
      ("dissector Trial --protocol nobody --over both --port 502", 1, "ProtocolName has no case 'nobody'"),
      ("dissector trial --protocol modbus --over both --port 502", 2, "'trial' is none"),
      ("dissector Trial --protocol modbus --over air --port 502", 2, "'--over' takes"),
      ("dissector Trial --protocol modbus --over both --port 70000", 2, "'--port' takes 1 to 65535"),
      ("dissector Trial --protocol", 2, "'--protocol' takes a value"),
      ("detector Trial", 2, "'new' makes one thing"),
    ])
  func refusals(options: String, status: Int32, words: String) throws {
    let before = try shell("find . -type f | sort | xargs sha256sum")
    let run = try make(options)
    #expect(run.status == status)
    #expect(run.error.contains(words), "\(run.error)")
    let after = try shell("find . -type f | sort | xargs sha256sum")
    #expect(before.output == after.output)
  }
}
