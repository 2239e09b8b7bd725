import BuiltProgram
import Foundation
import Testing

/// The schemas of `Documentation/schemas`, checked by a validator that is not ours.
@Suite(
  "The JSON Schemas of the report and of its lines",
  .enabled(if: ReportSchema.hasValidator, "python3-jsonschema is missing"))
struct SchemaTests {
  static let captures = [
    "modbus/modbusSmall.pcap", "modbus/Advantech.pcap", "s7comm/s7comm_downloading_block_db1.pcap",
    "s7comm/step7_s300_stop.pcap", "enip-cip/cip_start_plc.pcap", "enip-cip/enip_test.pcap",
    "opcua/opc-ua.pcap", "ads-ams/beckoffaddroute.pcapng", "profinet/ChangeIPUsingDCP.pcap",
    "ot-mixed/iFix_Client86.pcap", "malformed/fuzz-2021-10-13.pcap",
    "it-mail/smtp-to-comma-10.7.29.101_49898-178.63.41.150_25.pcap",
  ]

  @Test("reports on the simulated plant keep to it: with findings, empty, cut off, of several files")
  func simulatedPlant() throws {
    let scratch = try ScratchFolder()
    let plant = try scratch.file("plant.pcap", SamplePlant.octets)
    let none = try scratch.file("none.pcap", SamplePlant.capture([]))
    let cut = try scratch.file("cut.pcap", SamplePlant.octets.prefix(5_000).dropLast(1))
    for (number, files) in [[plant], [none], [cut], [plant, cut, "missing.pcap"]].enumerated() {
      let ran = try BuiltProgram.run(["inspect", "--format", "json"] + files, in: scratch.path)
      #expect([0, 2].contains(ran.status))
      try ran.output.write(to: URL(filePath: scratch.path + "/\(number).json"))
    }
    let complaints = try ReportSchema.complaints((0..<4).map { scratch.path + "/\($0).json" })
    #expect(complaints.isEmpty, "\(complaints)")
  }

  @Test("lines keep to theirs: of the simulated plant, empty, cut off, of several files")
  func lines() throws {
    let scratch = try ScratchFolder()
    let plant = try scratch.file("plant.pcap", SamplePlant.octets)
    let none = try scratch.file("none.pcap", SamplePlant.capture([]))
    let cut = try scratch.file("cut.pcap", SamplePlant.octets.prefix(5_000).dropLast(1))
    for (number, files) in [[plant], [none], [cut], [plant, cut, "missing.pcap"]].enumerated() {
      let ran = try BuiltProgram.run(["inspect", "--format", "jsonl"] + files, in: scratch.path)
      #expect([0, 2].contains(ran.status))
      try ran.output.write(to: URL(filePath: scratch.path + "/\(number).jsonl"))
    }
    let complaints = try ReportSchema.complaints((0..<4).map { scratch.path + "/\($0).jsonl" })
    #expect(complaints.isEmpty, "\(complaints)")
  }

  @Test(
    "lines that break theirs are found: a missing key, a strange type, a finding that is not settled or not")
  func brokenLines() throws {
    let scratch = try ScratchFolder()
    let plant = try scratch.file("plant.pcap", SamplePlant.octets)
    let text = try BuiltProgram.run(["inspect", "--format", "jsonl", plant]).outputText
    let changes = [
      ("\"gapBytes\":", "\"gaps\":"), ("\"type\":\"activity\"", "\"type\":\"deed\""),
      ("\"settled\":true", "\"settled\":1"), ("\"endpoints\":[", "\"ends\":["),
      ("bulkhead.inspect.line/1", "bulkhead.inspect/1"), ("\"registry\":", "\"list\":"),
    ]
    let files = try changes.enumerated().map { number, change in
      let broken = text.replacing(change.0, with: change.1, maxReplacements: 1)
      #expect(broken != text, "\(change.0) is not in the lines")
      return try scratch.file("\(number).jsonl", Array(broken.utf8))
    }
    let complaints = try ReportSchema.complaints(files)
    for (file, change) in zip(files, changes) {
      #expect(complaints.contains { $0.hasPrefix(file) }, "not found: \(change.1)")
    }
  }

  @Test(
    "reports on a dozen captures of the corpus keep to it",
    .enabled(if: FileManager.default.fileExists(atPath: ReportSchema.corpus), "the corpus is not there"))
  func corpus() throws {
    let scratch = try ScratchFolder()
    for (number, capture) in Self.captures.enumerated() {
      let ran = try BuiltProgram.run(["inspect", "--format", "json", capture], in: ReportSchema.corpus)
      #expect([0, 2].contains(ran.status), "\(capture)")
      try ran.output.write(to: URL(filePath: scratch.path + "/\(number).json"))
    }
    let complaints = try ReportSchema.complaints(Self.captures.indices.map { scratch.path + "/\($0).json" })
    #expect(complaints.isEmpty, "\(complaints)")
  }

  @Test("what breaks the contract is found: a missing key, a strange word, a number for a text")
  func counterExamples() throws {
    let scratch = try ScratchFolder()
    let plant = try scratch.file("plant.pcap", SamplePlant.octets)
    let text = try BuiltProgram.run(["inspect", "--format", "json", plant]).outputText
    let changes = [
      ("\"gapBytes\":", "\"gaps\":"), ("\"severity\":\"high\"", "\"severity\":\"bad\""),
      ("\"bulkhead.inspect/1\"", "\"bulkhead.inspect/2\""), ("\"verb\":\"read\"", "\"verb\":\"look\""),
      ("\"first\":\"2026-", "\"first\":\"soon-2026-"), ("\"truncatedAt\":null", "\"truncatedAt\":\"-\""),
      ("\"evidence\":[{\"attribute\"", "\"evidence\":[{\"what\""),
    ]
    let files = try changes.enumerated().map { number, change in
      let broken = text.replacing(change.0, with: change.1, maxReplacements: 1)
      #expect(broken != text, "\(change.0) is not in the report")
      return try scratch.file("\(number).json", Array(broken.utf8))
    }
    let complaints = try ReportSchema.complaints(files)
    for (file, change) in zip(files, changes) {
      #expect(complaints.contains { $0.hasPrefix(file) }, "not found: \(change.1)")
    }
  }
}

private enum ReportSchema {
  static let folder = BuiltProgram.root.appending(path: "Documentation/schemas").path
  static let corpus = BuiltProgram.root.deletingLastPathComponent().appending(path: "shared/corpus/dev").path

  /// The Python that has the validator: the system's, where ./dev test installs it, or the one in the path.
  private static let python = [["/usr/bin/python3"], ["/usr/bin/env", "python3"]].first { command in
    let check = Array(command.dropFirst()) + ["-c", "import jsonschema"]
    return (try? BuiltProgram.run(program: command[0], check).status) == 0
  }
  static let hasValidator = python != nil

  /// What the validator says, a line each that begins with the file.
  static func complaints(_ files: [String]) throws -> [String] {
    let script = """
      import json, sys, warnings
      warnings.simplefilter("ignore")
      import jsonschema
      def schema(name):
          return json.load(open("%s/inspect-%s.schema.json" % (sys.argv[1], name)))
      report, line = schema("report"), schema("line")
      def validator(schema):
          jsonschema.Draft202012Validator.check_schema(schema)
          resolver = jsonschema.RefResolver.from_schema(schema, store={report["$id"]: report})
          return jsonschema.Draft202012Validator(schema, resolver=resolver)
      of_report, of_line = validator(report), validator(line)
      for name in sys.argv[2:]:
          errors = 0
          for text in open(name) if name.endswith(".jsonl") else [open(name).read()]:
              for error in (of_line if name.endswith(".jsonl") else of_report).iter_errors(json.loads(text)):
                  errors += 1
                  if errors <= 5:
                      print("%s: %s: %s" % (name, error.json_path, error.message[:200]))
      """
    let command = try #require(python)
    let ran = try BuiltProgram.run(
      program: command[0], Array(command.dropFirst()) + ["-c", script, folder] + files)
    try #require(ran.status == 0, "\(ran.errorText)")
    return ran.outputText.split(separator: "\n").map(String.init)
  }
}
