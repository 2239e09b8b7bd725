import BuiltProgram
import CaseFiles
import Foundation
import Testing

@Suite("Files of policy tests")
struct CaseFolderTests {
  private func packed(_ octets: [UInt8], _ scratch: ScratchFolder) throws -> String {
    let tar = try scratch.file("plain", octets)
    let run = try BuiltProgram.run(program: "/bin/sh", ["-c", "gzip -c '\(tar)' > '\(tar).tar.gz'"])
    try #require(run.status == 0)
    return tar + ".tar.gz"
  }

  @Test(
    "reads long names in each form that archives have", arguments: TarWriting.NameForm.allCases,
    [false, true])
  func names(form: TarWriting.NameForm, isPacked: Bool) throws {
    let scratch = try ScratchFolder()
    let long = (0..<12).map { "folder-number-\($0)" }.joined(separator: "/") + "/case.json"
    let archive = TarWriting.archive([("./a.json", "{}"), ("b/c.cedar", ""), (long, "long")], form)
    let path = try isPacked ? packed(archive, scratch) : scratch.file("cases.tar", archive)
    let folder = try CaseFolder(path)
    #expect(folder.jsonNames == ["a.json", long])
    #expect(try folder.octets(long) == Array("long".utf8))
    #expect(try folder.octets("b/c.cedar", namedBy: "b/d/case.json").isEmpty)
    #expect(throws: CaseFileError.self) { try folder.octets("c", namedBy: "b/d/case.json") }
  }

  @Test("unpacks what is a thousand times its size, and two archives that follow one another")
  func large() throws {
    let scratch = try ScratchFolder()
    let text = String(repeating: "0", count: 20_000_000)
    let path = try packed(TarWriting.archive([("a.json", text)], .ustar), scratch)
    #expect(try CaseFolder(path).octets("a.json").count == 20_000_000)
    let parts = scratch.path + "/parts.tar.gz"
    let plain = scratch.path + "/plain"
    let run = try BuiltProgram.run(
      program: "/bin/sh",
      [
        "-c",
        "(head -c 700 '\(plain)' | gzip; tail -c +701 '\(plain)' | gzip) > '\(parts)'",
      ])
    try #require(run.status == 0)
    #expect(try CaseFolder(parts).octets("a.json").count == 20_000_000)
  }

  @Test("reads what tar itself writes", arguments: ["gnu", "ustar", "pax", "v7"])
  func tar(form: String) throws {
    let scratch = try ScratchFolder()
    try scratch.file("one.json", Array("1".utf8))
    let path = scratch.path + "/out.tar.gz"
    let run = try BuiltProgram.run(
      program: "/bin/tar", ["--format", form, "-czf", path, "-C", scratch.path, "one.json"])
    try #require(run.status == 0)
    #expect(try CaseFolder(path).octets("one.json") == Array("1".utf8))
  }

  @Test("refuses an archive that is cut off or altered anywhere, and never crashes")
  func damaged() throws {
    let scratch = try ScratchFolder()
    let archive = TarWriting.archive(
      [("a.json", String(repeating: "x", count: 700)), ("b.json", "{}")], .ustar)
    let whole = try Array(Data(contentsOf: URL(filePath: packed(archive, scratch))))
    for count in stride(from: 3, to: whole.count, by: 1) {
      #expect(throws: CaseFileError.self) {
        try CaseFolder(scratch.file("cut.tar.gz", Array(whole[..<count])))
      }
    }
    for count in [1, 511, 513, 1023, 1300] {
      #expect(throws: CaseFileError.self) {
        try CaseFolder(scratch.file("cut.tar", Array(archive[..<count])))
      }
    }
    // The last octet of the sum means nothing.
    for at in 0..<512 where at != 155 {
      var altered = archive
      altered[at] ^= 0x41
      #expect(throws: CaseFileError.self) { try CaseFolder(scratch.file("altered.tar", altered)) }
    }
  }

  @Test("looks for what a case names from its own folder upwards, and nowhere else")
  func folders() throws {
    let scratch = try ScratchFolder()
    try FileManager.default.createDirectory(atPath: scratch.path + "/a/b", withIntermediateDirectories: true)
    try scratch.file("a/b/case.json", Array("{}".utf8))
    try scratch.file("a/p.cedar", Array("above".utf8))
    try scratch.file("top.cedar", Array("top".utf8))
    let folder = try CaseFolder(scratch.path + "/a")
    #expect(folder.jsonNames == ["b/case.json"])
    #expect(try folder.octets("p.cedar", namedBy: "b/case.json") == Array("above".utf8))
    #expect(try folder.octets("top.cedar", namedBy: "b/case.json") == Array("top".utf8))
    for name in ["/etc/hostname", "../top.cedar", "none"] {
      #expect(throws: CaseFileError.self) { try folder.octets(name, namedBy: "b/case.json") }
    }
    let single = try CaseFolder(scratch.path + "/a/b/case.json")
    #expect(single.jsonNames == ["case.json"])
    #expect(try single.octets("p.cedar", namedBy: "case.json") == Array("above".utf8))
  }
}
