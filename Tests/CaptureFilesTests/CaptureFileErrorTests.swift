import Captures
import Foundation
import Testing
import Vocabulary

@testable import CaptureFiles

@Suite("Captures that cannot be read")
struct CaptureFileErrorTests {
  /// The only capture's summary, after all its packets were given.
  private func summary(_ path: String) throws -> CaptureSummary {
    var captures = MergedCaptures(paths: [path])
    captures.forEachPacket { _, _, _ in }
    return try #require(captures.summaries.first)
  }

  @Test("says that there is no such file")
  func noSuchFile() throws {
    let summary = try summary("/nowhere/x.pcap")
    #expect(summary.error?.kind == .noSuchFile)
    #expect(summary.error?.description == "/nowhere/x.pcap: no such file")
    #expect(summary.tally.format == nil)
    #expect(summary.truncatedAt == nil)
  }

  @Test("says that it is a directory")
  func directory() throws {
    let folder = try CaptureFolder()
    #expect(try summary(folder.path).error?.kind == .isDirectory)
  }

  @Test("says that there is no permission, also where root runs the test and may read everything")
  func noPermission() throws {
    #expect(CaptureInput.reason(EACCES, at: 0) == .noPermission)
    #expect(CaptureInput.reason(EPERM, at: 0) == .noPermission)
    let folder = try CaptureFolder()
    let path = try folder.file("secret.pcap", capture([]))
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(try summary(path).error?.kind == (geteuid() == 0 ? nil : .noPermission))
  }

  @Test("hands on what else the system says")
  func system() throws {
    let folder = try CaptureFolder()
    let name = String(repeating: "x", count: 300)
    #expect(
      try summary(folder.path + "/" + name).error?.message
        == "cannot be read at octet 0: File name too long")
  }

  @Test("says that a file is empty, or no capture")
  func noCapture() throws {
    let folder = try CaptureFolder()
    let empty = try folder.file("empty", [])
    #expect(try summary(empty).error?.description == "\(empty): is empty")
    let text = try folder.file("text", Array("Dear reader, this is a letter.\n".utf8))
    #expect(
      try summary(text).error?.description
        == "\(text): is no capture: octet 0 begins neither a pcap nor a pcapng file")
  }

  @Test("names the link type and the octet where it stands")
  func linkType() throws {
    let folder = try CaptureFolder()
    let path = try folder.file("usb.pcap", capture(linkType: 220, [(1, [1])]))
    let summary = try summary(path)
    #expect(summary.error?.message == "link type 220 (USB_LINUX_MMAPPED) is not supported (octet 20)")
    #expect(summary.tally.linkTypes == [LinkType(rawValue: 220)])
    #expect(summary.tally.packets == 0)
  }

  @Test("gives what stands before a cut, and says where reading had to stop")
  func cutOff() throws {
    let folder = try CaptureFolder()
    let whole = capture([(1, [1, 2]), (2, [3]), (3, [4, 5, 6])])
    let path = try folder.file("cut.pcap", Array(whole.dropLast()))
    let summary = try summary(path)
    #expect(summary.tally.packets == 2)
    #expect(summary.tally.octets == 11)
    #expect(summary.truncatedAt == 24 + 18 + 17)
    #expect(
      summary.error?.message == "is cut off: the last record, from octet 59 on, is incomplete")
  }

  @Test("keeps back no other capture")
  func others() throws {
    let folder = try CaptureFolder()
    let good = try folder.file("good.pcap", capture([(1, [1])]))
    let bad = try folder.file("bad.pcap", [1, 2, 3])
    var captures = MergedCaptures(paths: [bad, good, "/nowhere/x"])
    var given: [Int] = []
    captures.forEachPacket { _, _, index in given.append(index) }
    #expect(given == [1])
    #expect(captures.summaries.map { $0.error == nil } == [false, true, false])
  }

  @Test("prints no control character of a path")
  func hostilePath() throws {
    let error = CaptureFileError(.noSuchFile, path: "a\u{1B}[2J\nb\u{202E}.pcap")
    #expect(error.description == "a?[2J?b?.pcap: no such file")
    #expect(
      CaptureFileError(.noPermission, path: "-").description == "standard input: no permission to read it")
  }
}
