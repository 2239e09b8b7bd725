import Foundation
import Testing

@Suite("bulkhead plant")
struct PlantCommandTests {
  private let folder: RunFolder

  init() throws {
    folder = try RunFolder()
  }

  @Test("eight hours of seed 7 are the capture whose SHA-256 is committed")
  func committedCapture() throws {
    let name = "plant-seed-7-8-hours.pcap"
    let run = try BulkheadRun(["plant", "make", "--seed", "7", "--hours", "8", "--out", folder.path(name)])
    #expect(run.status == 0)
    #expect(run.output.isEmpty && run.error.isEmpty)
    let sum = try BulkheadRun(running: "/usr/bin/env", ["sha256sum", folder.path(name)])
    let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Samples/plant-seed-7-8-hours.sha256")
    let committed = try String(contentsOf: sample, encoding: .utf8)
    #expect(sum.status == 0)
    #expect(sum.output.prefix(64) == committed.prefix(64))
    #expect(committed == "\(committed.prefix(64))  \(name)\n")
  }

  @Test("the table of labels has a row for each attack, in their order")
  func labels() throws {
    let run = try BulkheadRun([
      "plant", "make", "--hours", "1", "--out", folder.path("a.pcap"), "--attack", "ads-stop", "--attack",
      "s7-stop", "--labels", folder.path("a.tsv"),
    ])
    #expect(run.status == 0)
    let rows = try folder.text("a.tsv").split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(rows.count == 3)
    #expect(rows.dropFirst().map { $0.first } == ["ads-stop", "s7-stop"])
    #expect(rows.last?.dropFirst().first == "controller-stopped")
  }

  @Test("another seed makes another capture, the same seed the same")
  func seeds() throws {
    for (name, seed) in [("a.pcap", "1"), ("b.pcap", "1"), ("c.pcap", "2")] {
      let run = try BulkheadRun(["plant", "make", "--seed", seed, "--hours", "1", "--out", folder.path(name)])
      #expect(run.status == 0)
    }
    let first = FileManager.default.contents(atPath: folder.path("a.pcap"))
    #expect(first != nil)
    #expect(first == FileManager.default.contents(atPath: folder.path("b.pcap")))
    #expect(first != FileManager.default.contents(atPath: folder.path("c.pcap")))
  }

  @Test("the list names every attack with what happens in it")
  func list() throws {
    let run = try BulkheadRun(["plant", "list"])
    let lines = run.output.split(separator: "\n")
    #expect(run.status == 0)
    let heading = try #require(lines.firstIndex { $0.hasPrefix("Only in a scenario file") })
    #expect(heading == 27)
    #expect(lines.count - heading - 1 == 20)
    #expect(lines.contains { $0.hasPrefix("s7-stop ") && $0.contains("stops the press") })
  }

  @Test(
    "wrong usage is status 1, and the line says which word was wrong",
    arguments: [
      (["--attack", "s7-halt"], "s7-halt"), (["--hours", "0"], "--hours 0"),
      (["--attack", "s7-stop", "--attack", "s7-stop"], "once"),
    ])
  func wrongUsage(options: [String], word: String) throws {
    let run = try BulkheadRun(["plant", "make", "--out", folder.path("x.pcap")] + options)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.error.split(separator: "\n").first?.contains(word) == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("x.pcap")))
  }

  @Test("a place that cannot be written is one line with the file and the reason")
  func unwritable() throws {
    let run = try BulkheadRun(["plant", "make", "--hours", "1", "--out", folder.path("no/where.pcap")])
    #expect(run.status == 1)
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(run.error.contains("no/where.pcap: cannot be written: No such file or directory"))
  }
}
