import BuiltProgram
import Foundation
import Testing

@Suite("Reports as lines")
struct LineTests {
  private typealias Row = [String: Any]

  private static func rows(_ output: Data) throws -> [Row] {
    try output.split(separator: UInt8(ascii: "\n")).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line)) as? Row)
    }
  }

  private static func inspect(_ path: String, _ format: String) throws -> BuiltProgram.Run {
    try BuiltProgram.run(["inspect", "--format", format, "--registry", "none", path])
  }

  /// How often each thing was counted: the sum of `counts` over the rows that have the same values of `keys`.
  private static func sums(_ rows: [Row], _ keys: [String], _ counts: [String], _ ids: [String: String] = [:])
    -> [String: Int]
  {
    var sums: [String: Int] = [:]
    for row in rows {
      let key = keys.map { key in
        let text = "\(row[key] ?? "")"
        return ids[text] ?? text
      }
      sums[key.joined(separator: " "), default: 0] += counts.reduce(0) { $0 + (row[$1] as? Int ?? 0) }
    }
    return sums
  }

  @Test("say together what the report says, once their endpoints are put together to assets")
  func sameAsReport() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.file("plant.pcap", SamplePlant.octets)
    let rows = try Self.rows(try Self.inspect(path, "jsonl").output)
    let report = try JSONReport(of: path)
    func lines(_ type: String) -> [Row] { rows.filter { $0["type"] as? String == type } }
    var ids: [String: String] = [:]
    for asset in lines("asset") {
      for endpoint in asset["endpoints"] as? [String] ?? [] { ids[endpoint] = asset["id"] as? String }
    }
    let conversation = ["client", "server", "vlan", "transport", "serverPort", "protocol"]
    let packets = ["packetsToServer", "packetsToClient", "bytesToServer", "bytesToClient", "gapBytes"]
    let same =
      Self.sums(lines("conversation"), conversation, packets, ids)
      == Self.sums(report.rows("conversations"), conversation, packets)
    #expect(same)
    let activity = ["actor", "verb", "target", "unit", "protocol"]
    let isSameDeeds =
      Self.sums(lines("activity"), activity, ["count"], ids)
      == Self.sums(report.rows("activities"), activity, ["count"])
    #expect(isSameDeeds)
    let own = ["schema", "type", "settled", "endpoints"]
    func plain(_ rows: [Row]) -> NSArray { rows.map { $0.filter { !own.contains($0.key) } } as NSArray }
    #expect(lines("finding").contains { $0["settled"] as? Bool == false })
    let settled = lines("finding").filter { $0["settled"] as? Bool == true }
    for (type, rows) in [
      ("findings", settled), ("assets", lines("asset")), ("protocols", lines("protocol")),
      ("captures", lines("capture")),
    ] {
      let isSame = plain(rows) == report.rows(type) as NSArray
      #expect(isSame, "\(type)")
    }
    #expect(rows.last?["type"] as? String == "coverage")
  }

  @Test("a reader who leaves after the first line ends the program quietly, signal or not")
  func closedPipe() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.file("plant.pcap", SamplePlant.octets)
    for trap in ["", "trap '' PIPE; "] {
      let ran = try BuiltProgram.run(
        program: "/usr/bin/env",
        [
          // What runs the tests may take no notice of the signal, which what it starts would inherit.
          "--default-signal=PIPE", "bash", "-c",
          "\(trap)\"$0\" inspect --format jsonl \"$1\" | head -n 1; echo \"${PIPESTATUS[0]}\"",
          BuiltProgram.path, path,
        ])
      let lines = ran.outputText.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines.last == (trap.isEmpty ? "141" : "0"))
      #expect(ran.errors.isEmpty, "\(ran.errorText)")
    }
  }

  @Test("a capture that is cut gives its lines, the coverage and status 2; one that is none gives no line")
  func badInput() throws {
    let scratch = try ScratchFolder()
    let cut = try scratch.file("cut.pcap", SamplePlant.octets.prefix(500_000).dropLast(1))
    let ran = try Self.inspect(cut, "jsonl")
    #expect(ran.status == 2)
    #expect(ran.errorLines.count == 1)
    let rows = try Self.rows(ran.output)
    #expect(rows.count > 10)
    #expect(rows.last?["type"] as? String == "coverage")

    let none = try Self.inspect(try scratch.file("none.pcap", Array("no capture at all".utf8)), "jsonl")
    #expect(none.status == 1)
    #expect(none.output.isEmpty)
    #expect(none.errorLines.count == 1)

    let wrong = try Self.inspect(cut, "jsonlines")
    #expect(wrong.status == 1)
    #expect(wrong.errorText.contains("jsonl"))
  }
}
