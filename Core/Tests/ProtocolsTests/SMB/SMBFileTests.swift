import Protocols
import Streams
import Testing
import Vocabulary

@Suite("SMB files")
struct SMBFileTests {
  private static var wire: SMBWire.Type { SMBWire.self }
  private static let share = "\\\\press-srv\\recipes"

  static func flow(on share: String = share, _ parts: [WireMessage]...) -> DissectedFlow<SMBDissector> {
    var flow = SMBDissectorTests.flow()
    flow.feed(SMBWire.connect(share) + parts.joined())
    flow.finish()
    flow.dissector.finish(&flow.dissection)
    return flow
  }

  static func oldFlow(_ parts: [WireMessage]..., share: String = share) -> DissectedFlow<SMBDissector> {
    var flow = SMBDissectorTests.flow()
    flow.feed(SMBWire.connect1(share) + parts.joined())
    flow.finish()
    flow.dissector.finish(&flow.dissection)
    return flow
  }

  /// Octets without any order, the same each time.
  static func cipher(_ count: Int) -> [UInt8] {
    var state: UInt64 = 0x1234_5678_9ABC_DEF1
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 24)
    }
  }

  static func text(_ count: Int) -> [UInt8] {
    let line = Array("set point 1200 mm, speed 40, material 1.4301\r\n".utf8)
    return (0..<count).map { line[$0 % line.count] }
  }

  @Test("a thousand reads of one file are one activity and one touch")
  func reads() {
    var exchange = Self.wire.open("line1\\mix.rcp", file: 7, id: 2, access: 1)
    for number in 0..<1_000 { exchange += Self.wire.read(file: 7, id: 10 + number, Self.text(100)) }
    exchange += Self.wire.close(file: 7, id: 5_000)
    let flow = Self.flow(exchange)
    #expect(
      flow.story == [
        "connect \\\\press-srv\\recipes succeeded",
        "transfer \\\\press-srv\\recipes\\line1\\mix.rcp succeeded",
      ])
    #expect(flow.activities.last?.deed == .fileRead)
    #expect(flow.activities.last?.packet == 5)
    let files = flow.dissection.observations.files
    #expect(files.count == 1)
    #expect(files.first?.octetsRead == 100_000 && files.first?.octetsWritten == 0)
    #expect(files.first?.deeds == [.opened, .read])
  }

  @Test("a large write in many segments is skipped but for its first octets")
  func largeWrite() {
    var flow = SMBDissectorTests.flow()
    flow.feed(SMBWire.connect(Self.share))
    flow.feed(SMBWire.open("a.prj", file: 7, id: 2, action: 2))
    let write = SMBWire.ask(9, id: 3, SMBWire.writeBody(file: 7, Self.cipher(100_000))).octets
    var start = 0
    var mostWaiting = 0
    while start < write.count {
      flow.feed(.client(Array(write[start..<min(write.count, start + 1_460)])))
      mostWaiting = max(mostWaiting, flow.waitingOctets(.toServer))
      start += 1_460
    }
    #expect(mostWaiting < 6_000)
    flow.feed(SMBWire.answer(9, id: 3, [17, 0] + SMBWire.zeros(14)))
    flow.feed(SMBWire.close(file: 7, id: 4))
    #expect(flow.losses == 0)
    let file = flow.dissection.observations.files.first
    #expect(file?.octetsWritten == 100_000)
    #expect(file?.writtenMeasure.sampleOctets == 4_096)
    #expect(file?.writtenMeasure.isCipher == true)
    #expect(file?.deeds == [.opened, .created, .written, .writtenFromStart])
  }

  @Test("rewritten, renamed, deleted: what was read and written, and both names")
  func rewrite() {
    let flow = Self.flow(
      Self.wire.open("a.prj", file: 7, id: 2), Self.wire.read(file: 7, id: 3, Self.text(4_096)),
      Self.wire.write(file: 7, id: 4, Self.cipher(4_096)),
      Self.wire.rename(file: 7, id: 5, to: "a.prj.locked"), Self.wire.close(file: 7, id: 6),
      Self.wire.open("b.prj", file: 8, id: 7), Self.wire.delete(file: 8, id: 8),
      Self.wire.close(file: 8, id: 9))
    let files = flow.dissection.observations.files
    #expect(
      files.map(\.deeds) == [[.opened, .read, .written, .writtenFromStart, .renamed], [.opened, .deleted]])
    #expect(files[0].readMeasure.isEven == false && files[0].writtenMeasure.isEven == true)
    #expect(files[0].path.fileExtension == FileExtension("prj"))
    #expect(files[0].newPath.fileExtension == FileExtension("locked"))
    #expect(files[0].newPath.stem == files[0].path.base)
    #expect(
      flow.activities.dropFirst().map { "\($0.verb) \($0.deed)" } == [
        "configure fileRename", "transfer fileRead", "transfer fileWrite", "write fileDelete",
      ])
  }

  @Test("a refused rename or deletion changes nothing; a missing file is no refusal, a locked one is")
  func refusals() {
    let flow = Self.flow(
      Self.wire.open("a.prj", file: 7, id: 2), Self.wire.rename(file: 7, id: 3, to: "c", status: 0xC000_0022),
      Self.wire.delete(file: 7, id: 4, status: 0xC000_0022), Self.wire.close(file: 7, id: 5),
      Self.wire.refused("desktop.ini", id: 6, status: 0xC000_0034), Self.wire.refused("pay.xlsx", id: 7),
      Self.wire.refused("pay.xlsx", id: 8, access: 0x2))
    #expect(
      flow.activities.dropFirst().map { "\($0.verb) \($0.deed) \($0.outcome)" } == [
        "configure fileRename refused", "write fileDelete refused", "transfer fileRead refused",
        "transfer fileWrite refused",
      ])
    #expect(flow.dissection.observations.files.isEmpty)
  }

  @Test("a program on an administrator's share is a deed of its own")
  func adminShares() {
    for (share, name, content, deed) in [
      ("\\\\pc7\\ADMIN$", "svc.exe", [1, 2], Deed.adminExecutableWrite),
      ("\\\\pc7\\c$", "a.txt", [1], .adminShareWrite),
      ("\\\\pc7\\C$", "a.dat", Array("MZ".utf8), .adminExecutableWrite),
      (Self.share, "a.dll", [1], .executableWrite),
      (Self.share, "a.txt", [1], .fileWrite),
    ] as [(String, String, [UInt8], Deed)] {
      let flow = Self.flow(
        on: share,
        Self.wire.open(name, file: 7, id: 2, action: 2), Self.wire.write(file: 7, id: 3, content),
        Self.wire.close(file: 7, id: 4))
      #expect(flow.activities.last?.deed == deed)
      #expect(flow.activities.first?.deed == (share == Self.share ? .plain : .adminShareConnect))
    }
  }

  @Test("messages in one frame may mean the file that the first of them opened")
  func chained() {
    let same = [UInt8](repeating: 255, count: 16)
    var create = SMBWire.createBody("a.prj", access: 1)
    create += SMBWire.zeros((8 - create.count % 8) % 8)
    let read = [49, 0, 0, 0] + SMBWire.little32(3) + SMBWire.little64(0) + same + SMBWire.zeros(24)
    let asked =
      SMBWire.message2(5, id: 2, next: 64 + create.count, create)
      + SMBWire.message2(8, id: 3, next: 64 + read.count, read)
      + SMBWire.message2(6, id: 4, [24, 0] + SMBWire.zeros(6) + same)
    let opened = SMBWire.openedBody(9)
    let data = SMBWire.readDataBody([1, 2, 3]) + SMBWire.zeros(5)
    let answered =
      SMBWire.message2(5, id: 2, isResponse: true, next: 64 + opened.count, opened)
      + SMBWire.message2(8, id: 3, isResponse: true, next: 64 + data.count, data)
      + SMBWire.message2(6, id: 4, isResponse: true, [60, 0] + SMBWire.zeros(58))
    let exchange: [WireMessage] = [.client(SMBWire.frame(asked)), .server(SMBWire.frame(answered))]
    let flow = Self.flow(exchange)
    #expect(flow.story.last == "transfer \\\\press-srv\\recipes\\a.prj succeeded")
    #expect(flow.counts(.smb2)["request 5"] == 1 && flow.counts(.smb2)["response 6"] == 1)
    HostileInput.everyPrefix(of: exchange, SMBDissectorTests.flow)
    HostileInput.everyMutation(of: exchange, SMBDissectorTests.flow)
  }

  @Test("an answer that comes later is no answer yet")
  func pending() {
    let flow = Self.flow([
      SMBWire.ask(5, id: 2, SMBWire.createBody("a.prj")), SMBWire.answer(5, id: 2, status: 0x103),
      SMBWire.answer(5, id: 2, SMBWire.openedBody(7, action: 2)),
    ])
    #expect(flow.story.last == "transfer \\\\press-srv\\recipes\\a.prj succeeded")
  }

  @Test("files that nobody closes are told at the end; unnamed ones are told as their share's")
  func unclosed() {
    let flow = Self.flow(
      Self.wire.open("a.prj", file: 7, id: 2), Self.wire.write(file: 7, id: 3, [1]),
      Self.wire.write(file: 99, id: 4, [1]))
    #expect(
      flow.story.dropFirst() == [
        "transfer \\\\press-srv\\recipes\\a.prj succeeded", "transfer \\\\press-srv\\recipes succeeded",
      ])
    #expect(flow.dissection.observations.files.count == 1)
  }

  @Test("old files: read, written, renamed and deleted by handle and by path")
  func old() {
    let rename =
      SMBWire.little32(0) + SMBWire.little32(0) + SMBWire.little32(10) + NTLMTokens.wide("b.prj")
    let flow = Self.oldFlow(
      Self.wire.open1("\\a.prj", file: 7, id: 2), Self.wire.read1(file: 7, id: 3, Self.text(600)),
      Self.wire.write1(file: 7, id: 4, Self.cipher(600)),
      [
        Self.wire.transaction(
          0x32, id: 5, total: rename.count, setup: [8, 0],
          parameters: [7, 0] + SMBWire.little16(1010) + [0, 0],
          data: rename), Self.wire.answer1(0x32, id: 5, SMBWire.zeros(20)),
      ], Self.wire.close1(file: 7, id: 6),
      [
        Self.wire.ask1(6, id: 7, [0, 0], [4] + NTLMTokens.wide("\\c.prj") + [0, 0]),
        Self.wire.answer1(6, id: 7),
      ])
    #expect(
      flow.story == [
        "connect \\\\press-srv\\recipes succeeded", "configure \\\\press-srv\\recipes\\a.prj succeeded",
        "transfer \\\\press-srv\\recipes\\a.prj succeeded",
        "transfer \\\\press-srv\\recipes\\a.prj succeeded",
        "write \\\\press-srv\\recipes\\c.prj succeeded",
      ])
    let files = flow.dissection.observations.files
    #expect(files.map(\.deeds) == [[.opened, .read, .written, .writtenFromStart, .renamed], [.deleted]])
    #expect(files[0].octetsRead == 600 && files[0].octetsWritten == 600)
    #expect(files[0].writtenMeasure.isEven && !files[0].readMeasure.isEven)
  }

  @Test("what nobody can open is bounded: the oldest open files give way and are told")
  func bounded() {
    var flow = SMBDissectorTests.flow()
    flow.feed(SMBWire.connect(Self.share))
    for number in 0..<(SMBDissector.openFileLimit + 10) {
      flow.feed(SMBWire.open("f\(number)", file: number, id: number * 2, action: 2))
    }
    #expect(flow.dissector.droppedFiles > 0)
    #expect(flow.dissection.observations.files.count > 0)
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    let exchange: [[WireMessage]] = [
      Self.wire.connect(Self.share), Self.wire.open("a.prj", file: 7, id: 2),
      Self.wire.read(file: 7, id: 3, [1, 2, 3]), Self.wire.write(file: 7, id: 4, [4, 5, 6]),
      Self.wire.rename(file: 7, id: 5, to: "b.prj"), Self.wire.delete(file: 7, id: 6),
      Self.wire.list(file: 7, id: 8), Self.wire.close(file: 7, id: 9),
    ]
    let pipe: [[WireMessage]] = [
      Self.wire.connect("\\\\pc7\\IPC$"), Self.wire.open("svcctl", file: 7, id: 2),
      Self.wire.transceive(file: 7, id: 3, [5, 0, 11, 3], [5, 0, 12, 3]),
    ]
    let old: [[WireMessage]] = [
      Self.wire.connect1(Self.share), Self.wire.open1("\\a", file: 7, id: 2),
      Self.wire.write1(file: 7, id: 3, [1]), Self.wire.read1(file: 7, id: 4, [1]),
      [SMBWire.transaction(0x32, id: 5, total: 0, setup: [14, 0], parameters: SMBWire.zeros(12))],
      Self.wire.close1(file: 7, id: 6),
    ]
    for parts in [exchange, pipe, old] {
      let exchange = Array(parts.joined())
      HostileInput.everyPrefix(of: exchange, SMBDissectorTests.flow)
      HostileInput.everyTruncation(of: exchange, SMBDissectorTests.flow)
      HostileInput.everyMutation(of: exchange, SMBDissectorTests.flow)
    }
  }
}
