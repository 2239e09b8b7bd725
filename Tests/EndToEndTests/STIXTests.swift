import BuiltProgram
import Foundation
import Testing

/// Bundles of STIX 2.1, judged by the libraries that consumers read them with.
@Suite("Bundles of STIX 2.1")
struct STIXTests {
  private static func bundle(_ path: String) throws -> BuiltProgram.Run {
    try BuiltProgram.run(["inspect", "--format", "stix", "--registry", "none", path])
  }

  private static func objects(_ output: Data) throws -> [[String: Any]] {
    let whole = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
    return try #require(whole["objects"] as? [[String: Any]])
  }

  @Test("each device, finding and technique of the report has its object, once")
  func objects() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.file("plant.pcap", SamplePlant.octets)
    let objects = try Self.objects(try Self.bundle(path).output)
    let report = try JSONReport(of: path)
    func count(_ type: String) -> Int { objects.count { $0["type"] as? String == type } }
    #expect(count("infrastructure") == report.rows("assets").count)
    #expect(count("incident") == report.rows("findings").count)
    #expect(count("note") == report.rows("findings").count)
    let techniques = Set(report.rows("findings").flatMap { $0["techniques"] as? [String] ?? [] })
    #expect(count("attack-pattern") == techniques.count)
    #expect(Set(objects.compactMap { $0["id"] as? String }).count == objects.count)
    let addresses = report.rows("assets").flatMap { asset -> [String] in
      let addresses = asset["addresses"] as? [String: [String]] ?? [:]
      return addresses.values.flatMap { $0 }
    }
    let values = Set(objects.compactMap { $0["value"] as? String })
    #expect(Set(addresses).isSubset(of: values))
  }

  @Test("a capture without packets is a bundle of who made it, and no report")
  func empty() throws {
    let scratch = try ScratchFolder()
    let ran = try Self.bundle(try scratch.file("none.pcap", SamplePlant.capture([])))
    #expect(ran.status == 0)
    #expect(try Self.objects(ran.output).map { $0["type"] as? String } == ["identity"])
  }

  @Test("a capture that is cut gives a bundle and status 2")
  func cut() throws {
    let scratch = try ScratchFolder()
    let ran = try Self.bundle(try scratch.file("cut.pcap", SamplePlant.octets.prefix(500_000).dropLast(1)))
    #expect(ran.status == 2)
    #expect(ran.errorLines.count == 1)
    #expect(try Self.objects(ran.output).count > 10)
  }

  @Test(
    "stix2 reads it, stix2-validator finds no error, ids are those that others make",
    .enabled(if: STIXJudge.isThere, "the Python packages stix2 and stix2-validator are missing"))
  func judged() throws {
    let scratch = try ScratchFolder()
    for octets in [SamplePlant.octets, SamplePlant.capture([]), Array(SamplePlant.octets.prefix(50_000))] {
      let ran = try Self.bundle(try scratch.file("plant.pcap", octets))
      let path = try scratch.file("plant.json", Array(ran.output))
      #expect(try STIXJudge.complaints(path).isEmpty)
    }
  }

  @Test(
    "the judge finds what is wrong: a time, an id, a reference, a type",
    .enabled(if: STIXJudge.isThere, "the Python packages stix2 and stix2-validator are missing"))
  func counterExamples() throws {
    let scratch = try ScratchFolder()
    let text = try Self.bundle(try scratch.file("plant.pcap", SamplePlant.octets)).outputText
    for (part, change) in [
      ("\"first_seen\":\"2026-", "\"first_seen\":\"soon-"), ("\"id\":\"ipv4-addr--", "\"id\":\"mac-addr--"),
      ("\"source_ref\":\"infra", "\"source_ref\":\"ultra"), ("\"number_observed\":", "\"number_observed\":-"),
      ("\"type\":\"mac-addr\"", "\"type\":\"ipv4-addr\""),
    ] {
      let broken = text.replacing(part, with: change, maxReplacements: 1)
      #expect(broken != text, "\(part) is not in the bundle")
      let complaints = try STIXJudge.complaints(scratch.file("broken.json", Array(broken.utf8)))
      #expect(!complaints.isEmpty, "not found: \(change)")
    }
  }
}

private enum STIXJudge {
  private static let python = [["/usr/bin/python3"], ["/usr/bin/env", "python3"]].first { command in
    let check = Array(command.dropFirst()) + ["-c", "import stix2, stix2validator"]
    return (try? BuiltProgram.run(program: command[0], check).status) == 0
  }
  static let isThere = python != nil

  /// What is wrong with a bundle, a line each.
  static func complaints(_ path: String) throws -> [String] {
    let script = """
      import json, sys, stix2
      from stix2validator import ValidationOptions, validate_string
      text = open(sys.argv[1]).read()
      for error in validate_string(text, ValidationOptions(version="2.1")).errors or []:
          print("validator:", error)
      try:
          bundle = stix2.parse(text, allow_custom=False)
      except Exception as error:
          print("stix2:", error)
          sys.exit(0)
      ids = {entry["id"] for entry in json.loads(text)["objects"]}
      kinds = {"ipv4-addr": stix2.v21.IPv4Address, "ipv6-addr": stix2.v21.IPv6Address,
               "mac-addr": stix2.v21.MACAddress, "software": stix2.v21.Software}
      for entry in bundle.objects:
          for name, value in entry.items():
              if name.endswith("_ref") or name.endswith("_refs"):
                  for reference in [value] if name.endswith("_ref") else value:
                      if reference not in ids:
                          print("nothing has the id", reference)
          if entry.type in kinds:
              fields = {name: value for name, value in entry.items()
                        if name not in ("id", "type", "spec_version", "defanged")}
              if kinds[entry.type](**fields).id != entry.id:
                  print("others give another id to", entry.id)
      """
    let command = try #require(python)
    let ran = try BuiltProgram.run(program: command[0], Array(command.dropFirst()) + ["-c", script, path])
    try #require(ran.status == 0, "\(ran.errorText)")
    return ran.outputText.split(separator: "\n").map(String.init)
  }
}
