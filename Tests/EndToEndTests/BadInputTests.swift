import BuiltProgram
import Foundation
import PlantSimulator
import Testing

@Suite("Bad input")
struct BadInputTests {
  let scratch: ScratchFolder
  let good: String

  init() throws {
    scratch = try ScratchFolder()
    good = try scratch.file("good.pcap", SamplePlant.capture(Array(SamplePlant.frames.prefix(50))))
  }

  @Test(
    "what is no capture: one line with its name, status 1",
    arguments: [
      ("none.pcap", "no such file"), ("folder", "directory"), ("empty.pcap", "empty"),
      ("notes.txt", "octet 0"),
    ], ["text", "json"])
  func unreadable(file: (name: String, words: String), format: String) throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/folder", withIntermediateDirectories: true)
    try scratch.file("empty.pcap", [])
    try scratch.file("notes.txt", Array("These are notes, and no capture at all.\n".utf8))
    let ran = try BuiltProgram.run(["inspect", "--format", format, file.name], in: scratch.path)
    #expect(ran.status == 1)
    #expect(ran.output.isEmpty)
    #expect(ran.errorLines.count == 1)
    #expect(ran.errorText.contains(file.name) && ran.errorText.contains(file.words), "\(ran.errorText)")
  }

  @Test("a file without permission: one line with its name, status 1")
  func permission() throws {
    // The build may lie where nobody else can run it.
    let program = scratch.path + "/bulkhead"
    try FileManager.default.copyItem(atPath: BuiltProgram.path, toPath: program)
    for path in [program, scratch.path] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: good)
    let isRoot = FileManager.default.isReadableFile(atPath: good)
    let asNobody = isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
    let ran = try BuiltProgram.run(program: "/usr/bin/env", asNobody + [program, "inspect", good], in: "/")
    #expect(ran.status == 1)
    #expect(ran.output.isEmpty)
    #expect(ran.errorLines.count == 1)
    #expect(ran.errorText.contains(good) && ran.errorText.contains("permission"), "\(ran.errorText)")
  }

  @Test("a link type that is not decoded: one line with its number and the octet, status 1")
  func linkType() throws {
    var octets = SamplePlant.capture(Array(SamplePlant.frames.prefix(3)))
    octets[20] = 127
    let path = try scratch.file("radio.pcap", octets)
    let ran = try BuiltProgram.run(["inspect", path])
    #expect(ran.status == 1)
    #expect(ran.output.isEmpty)
    #expect(ran.errorLines.count == 1)
    for words in [path, "127", "octet 20"] { #expect(ran.errorText.contains(words), "\(ran.errorText)") }
  }

  @Test("a file that is cut off: what is whole is reported, one line names file and octet, status 2")
  func cutOff() throws {
    let frames = Array(SamplePlant.frames.prefix(20))
    let whole = SamplePlant.capture(frames)
    let path = try scratch.file("cut.pcap", whole.dropLast(7))
    let lastRecord = whole.count - 16 - frames[19].octets.count
    let ran = try BuiltProgram.run(["inspect", "--format", "json", path])
    #expect(ran.status == 2)
    #expect(ran.errorLines.count == 1)
    #expect(ran.errorText.contains(path) && ran.errorText.contains("octet \(lastRecord)"), "\(ran.errorText)")
    let report = try JSONReport(ran.output)
    #expect(report.packets == [19])
    #expect(report.rows("captures").first?["truncatedAt"] as? Int == lastRecord)
  }

  @Test("one bad file among several: the others are reported, status 2; all bad: status 1")
  func several() throws {
    let missing = scratch.path + "/none.pcap"
    let ran = try BuiltProgram.run(["inspect", "--format", "json", missing, good])
    #expect(ran.status == 2)
    #expect(ran.errorLines.count == 1)
    #expect(ran.errorText.contains(missing))
    #expect(try JSONReport(ran.output).packets == [50])

    let none = try BuiltProgram.run(["inspect", missing, scratch.path])
    #expect(none.status == 1)
    #expect(none.output.isEmpty)
    #expect(none.errorLines.count == 2)
  }

  @Test(
    "wrong usage is status 1 and says what is right",
    arguments: [
      ["inspect"], ["inspect", "--fail-on", "bad", "x"], ["inspect", "--format", "xml", "x"], ["look"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let ran = try BuiltProgram.run(arguments)
    #expect(ran.status == 1)
    #expect(ran.output.isEmpty)
    #expect(ran.errorText.contains("Usage: bulkhead"), "\(ran.errorText)")
  }

  @Test(
    "a full disk is said, with status 1, in every format",
    arguments: ["text", "json", "html", "jsonl", "stix", "ocsf"])
  func fullDisk(format: String) throws {
    let ran = try BuiltProgram.run(
      program: "/bin/sh",
      ["-c", "exec \"$0\" inspect --format \(format) \"$1\" > /dev/full", BuiltProgram.path, good])
    #expect(ran.status == 1)
    #expect(ran.errorLines == ["bulkhead: standard output: cannot be written: No space left on device"])
  }

  @Test("an asset list that is missing or broken is one line with its name, status 1")
  func assetList() throws {
    let missing = scratch.path + "/none.json"
    let ran = try BuiltProgram.run(["inspect", "--assets", missing, good])
    #expect(ran.status == 1)
    #expect(ran.output.isEmpty)
    #expect(ran.errorLines == ["bulkhead: \(missing): No such file or directory"])

    let broken = try scratch.file("assets.json", Array("{".utf8))
    let read = try BuiltProgram.run(["inspect", "--assets", broken, good])
    #expect(read.status == 1)
    #expect(read.output.isEmpty)
    #expect(read.errorLines.count == 1)
    #expect(read.errorText.hasPrefix("bulkhead: \(broken): "), "\(read.errorText)")
  }
}
