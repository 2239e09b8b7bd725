import BuiltProgram
import Foundation
import Testing

@Suite("Events of OCSF")
struct OCSFTests {
  private typealias Row = [String: Any]

  private static func run(_ path: String) throws -> BuiltProgram.Run {
    try BuiltProgram.run(["inspect", "--format", "ocsf", "--registry", "none", path])
  }

  private static func events(_ output: Data) throws -> [Row] {
    try output.split(separator: UInt8(ascii: "\n")).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line)) as? Row)
    }
  }

  /// What the schema requires of each class, beside what it requires of every event.
  private static let required: [Int: [String]] = [
    2_004: ["finding_info"], 4_001: ["dst_endpoint", "src_endpoint"], 5_001: ["device"],
  ]

  @Test("each has what the schema requires, and says its class, activity and severity in one way")
  func required() throws {
    let scratch = try ScratchFolder()
    let events = try Self.events(
      try Self.run(try scratch.file("plant.pcap", SamplePlant.octets)).output)
    for event in events {
      let type = try #require(event["class_uid"] as? Int)
      let activity = try #require(event["activity_id"] as? Int)
      #expect(event["type_uid"] as? Int == type * 100 + activity)
      #expect(event["category_uid"] as? Int == type / 1_000)
      #expect((1...5).contains(event["severity_id"] as? Int ?? 0))
      let metadata = try #require(event["metadata"] as? Row)
      #expect(metadata["version"] as? String == "1.3.0")
      #expect((metadata["product"] as? Row)?["vendor_name"] as? String == "Bulkhead")
      let times = try ["start_time", "end_time", "time"].map { try #require(event[$0] as? Int) }
      #expect(times[0] <= times[1] && times[1] == times[2])
      // Monday, 2 March 2026, in milliseconds.
      #expect((1_772_409_600_000...1_772_496_000_000).contains(times[0]))
      for key in try #require(Self.required[type]) { #expect(event[key] is Row, "\(type): \(key)") }
      for key in ["src_endpoint", "dst_endpoint"] {
        guard let end = event[key] as? Row else { continue }
        #expect(end["uid"] is String)
        #expect((end["ip"] ?? end["mac"]) is String)
      }
    }
  }

  @Test("devices, conversations and findings are those of the report, with its figures")
  func sameAsReport() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.file("plant.pcap", SamplePlant.octets)
    let events = try Self.events(try Self.run(path).output)
    let report = try JSONReport(of: path)
    func of(_ type: Int) -> [Row] { events.filter { $0["class_uid"] as? Int == type } }
    #expect(
      of(5_001).map { ($0["device"] as? Row)?["uid"] as? String }
        == report.rows("assets").map { $0["id"] as? String })
    let octets = of(4_001).reduce(0) { $0 + (($1["traffic"] as? Row)?["bytes"] as? Int ?? 0) }
    let counted = report.rows("conversations").reduce(0) { sum, row in
      sum + (row["bytesToServer"] as? Int ?? 0) + (row["bytesToClient"] as? Int ?? 0)
    }
    #expect(octets == counted)
    #expect(of(4_001).count == report.rows("conversations").count)
    let levels = ["info": 1, "low": 2, "medium": 3, "high": 4, "critical": 5]
    let findings = of(2_004)
    #expect(
      findings.map { ($0["finding_info"] as? Row)?["uid"] as? String }
        == report.rows("findings").map { $0["id"] as? String })
    #expect(
      findings.map { $0["severity_id"] as? Int }
        == report.rows("findings").map { levels[$0["severity"] as? String ?? ""] })
    #expect(Set(findings.compactMap { $0["severity_id"] as? Int }).count >= 3)
  }

  @Test("a capture without packets has no event; one that is cut has its events and status 2")
  func edges() throws {
    let scratch = try ScratchFolder()
    let none = try Self.run(try scratch.file("none.pcap", SamplePlant.capture([])))
    #expect(none.status == 0)
    #expect(none.output.isEmpty)
    let cut = try Self.run(try scratch.file("cut.pcap", SamplePlant.octets.prefix(500_000).dropLast(1)))
    #expect(cut.status == 2)
    #expect(cut.errorLines.count == 1)
    #expect(try Self.events(cut.output).count > 10)
  }

  @Test(
    "py-ocsf-models reads the findings, and finds a wrong one",
    .enabled(if: OCSFJudge.isThere, "the Python package py-ocsf-models is missing"))
  func judged() throws {
    let scratch = try ScratchFolder()
    let text = try Self.run(try scratch.file("plant.pcap", SamplePlant.octets)).outputText
    let path = try scratch.file("events.jsonl", Array(text.utf8))
    #expect(try OCSFJudge.complaints(path).isEmpty)
    for (part, change) in [
      ("\"finding_info\":", "\"finding\":"), ("\"severity_id\":5", "\"severity_id\":50"),
      ("\"type_uid\":200401", "\"type_uid\":4"), ("\"vendor_name\":", "\"vendor\":"),
    ] {
      let broken = text.replacing(part, with: change)
      #expect(broken != text)
      let complaints = try OCSFJudge.complaints(scratch.file("broken.jsonl", Array(broken.utf8)))
      #expect(!complaints.isEmpty, "not found: \(change)")
    }
  }
}

private enum OCSFJudge {
  private static let python = [["/usr/bin/python3"], ["/usr/bin/env", "python3"]].first { command in
    let check = Array(command.dropFirst()) + ["-c", "import py_ocsf_models"]
    return (try? BuiltProgram.run(program: command[0], check).status) == 0
  }
  static let isThere = python != nil

  /// The findings that are none, a line each.
  static func complaints(_ path: String) throws -> [String] {
    let script = """
      import json, sys
      from py_ocsf_models.events.findings.detection_finding import DetectionFinding
      for line in open(sys.argv[1]):
          event = json.loads(line)
          if event["class_uid"] == 2004:
              try:
                  DetectionFinding.model_validate(event)
              except Exception as error:
                  print(str(error).replace("\\n", " "))
      """
    let command = try #require(python)
    let ran = try BuiltProgram.run(program: command[0], Array(command.dropFirst()) + ["-c", script, path])
    try #require(ran.status == 0, "\(ran.errorText)")
    return ran.outputText.split(separator: "\n").map(String.init)
  }
}
