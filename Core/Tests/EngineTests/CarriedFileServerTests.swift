import Testing

/// Files of servers: by FTP's connections for data, and in SMB's reads and writes.
@Suite("Files carried whole by servers")
struct CarriedFileServerTests {
  private static let content = CarriedFileTests.content

  @Test("FTP, fetched and laid down; not one that breaks off", arguments: ["RETR", "STOR"], [true, false])
  func ftp(_ command: String, isWhole: Bool) throws {
    var wire = try FileWire(port: 21)
    wire.reply(Array("220 FTP server\r\n".utf8))
    wire.say(Array("PASV\r\n".utf8))
    wire.reply(Array("227 Entering Passive Mode (10,0,0,3,200,10).\r\n".utf8))
    wire.say(Array("\(command) a.exe\r\n".utf8))
    wire.reply(Array("150 Opening\r\n".utf8))
    wire.open(port: 51_210, clientPort: 50_001)
    if command == "RETR" {
      wire.reply(Self.content, pieces: 1_000)
      if isWhole { wire.closeFromServer() }
    } else {
      wire.say(Self.content)
      if isWhole { wire.closeFromClient() }
    }
    #expect(wire.found == (isWhole ? 1 : 0))
    #expect(wire.files == (isWhole ? ["hashed": 1] : ["hashed": 0, "part": 1]))
    #expect(wire.roles == (isWhole ? ["10.0.0.2", "10.0.0.3"] : []))
  }

  @Test("FTP's client acts where the server opens the connection, from port 20", arguments: [true, false])
  func active(isUpload: Bool) throws {
    var wire = try FileWire(port: 21)
    wire.reply(Array("220 FTP server\r\n".utf8))
    wire.say(Array("EPSV\r\n".utf8))
    wire.reply(Array("229 Extended (|||51210|)\r\n".utf8))
    wire.open(port: 51_210, clientPort: 20)
    if isUpload {
      wire.reply(Self.content, pieces: 1_000)
      wire.closeFromServer()
    } else {
      wire.say(Self.content)
      wire.closeFromClient()
    }
    #expect(wire.found == 1 && wire.roles == ["10.0.0.3", "10.0.0.2"])
  }

  @Test("FTP data that the capture entered late are not hashed")
  func late() throws {
    var wire = try FileWire(port: 21)
    wire.reply(Array("220 FTP server\r\n".utf8))
    wire.say(Array("PASV\r\n".utf8))
    wire.reply(Array("227 Entering Passive Mode (10,0,0,3,200,10).\r\n".utf8))
    wire.open(port: 51_210, clientPort: 50_001)
    wire.miss(1_000)
    wire.reply(Self.content, pieces: 1_000)
    wire.closeFromServer()
    #expect(wire.found == 0)
  }

  @Test("SMB reads in pieces, segments of any size", arguments: [50, 1_400, 30_000])
  func read(_ segment: Int) throws {
    var wire = try FileWire(port: 445)
    wire.reply(SMB2.opened(&wire, size: 5_000))
    for start in stride(from: 0, to: 5_000, by: 2_500) {
      wire.say(SMB2.frame(8, id: 10 + start, SMB2.read(at: start, 2_500)))
      wire.reply(
        SMB2.frame(8, id: 10 + start, isResponse: true, SMB2.data(Self.content[start..<(start + 2_500)])),
        pieces: segment)
    }
    wire.say(SMB2.frame(6, id: 9_000, SMB2.close))
    wire.reply(SMB2.frame(6, id: 9_000, isResponse: true, [60, 0] + SMB2.zeros(58)))
    #expect(wire.found == 1 && wire.files == ["hashed": 1])
  }

  @Test("files that nobody closes give way to later ones, and are counted", arguments: [511, 512, 600])
  func unclosed(_ count: Int) throws {
    var wire = try FileWire(port: 445)
    for number in 0..<count { SMB2.readHead(&wire, file: number) }
    wire.open(port: 80, clientPort: 50_001)
    wire.ask("GET /a.exe")
    wire.answer("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", Self.content)
    #expect(wire.found == 1 && wire.files?["hashed"] == 1 && wire.files?["part"] == 511)
    #expect(wire.files?["carriedFileLimit"] == (count > 511 ? count - 511 : nil))
  }

  @Test("files that nobody closes end with their connection")
  func unclosedConnections() throws {
    var wire = try FileWire(port: 445)
    for round in 1...3 {
      for number in 0..<300 { SMB2.readHead(&wire, file: number) }
      wire.open(port: 445, from: UInt32(round) * 1_000_000)
    }
    #expect(wire.files == ["hashed": 0, "part": 900])
  }

  @Test("a file of which the end is not read, or that is not read from its beginning: in part")
  func inPart() throws {
    for (from, size) in [(0, 9_000), (2_500, 5_000)] {
      var wire = try FileWire(port: 445)
      wire.reply(SMB2.opened(&wire, size: size))
      wire.say(SMB2.frame(8, id: 10, SMB2.read(at: from, 2_500)))
      wire.reply(SMB2.frame(8, id: 10, isResponse: true, SMB2.data(Self.content[from..<(from + 2_500)])))
      #expect(wire.found == 0 && wire.files == ["hashed": 0, "part": 1])
    }
  }

  @Test("SMB writes one behind the other; a hole between them is a gap")
  func write() throws {
    for hole in [0, 1] {
      var wire = try FileWire(port: 445)
      wire.reply(SMB2.opened(&wire, size: 0))
      for start in stride(from: 0, to: 5_000, by: 2_500) {
        let offset = start == 0 ? 0 : start + hole
        wire.sayInPieces(
          SMB2.frame(9, id: 10 + start, SMB2.write(at: offset, Self.content[start..<(start + 2_500)])))
        wire.reply(SMB2.frame(9, id: 10 + start, isResponse: true, [17, 0] + SMB2.zeros(14)))
      }
      wire.say(SMB2.frame(6, id: 9_000, SMB2.close))
      wire.reply(SMB2.frame(6, id: 9_000, isResponse: true, [60, 0] + SMB2.zeros(58)))
      #expect(wire.found == 1 - hole)
      #expect(wire.files == (hole == 0 ? ["hashed": 1] : ["hashed": 0, "gap": 1]))
    }
  }
}

extension FileWire {
  mutating func sayInPieces(_ octets: [UInt8]) {
    for start in stride(from: 0, to: octets.count, by: 1_000) {
      say(Array(octets[start..<min(start + 1_000, octets.count)]))
    }
  }
}

/// SMB2 by hand, from MS-SMB2, section 2.2.
private enum SMB2 {
  static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  static func little(_ value: Int, _ octets: Int) -> [UInt8] {
    (0..<octets).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func frame(_ command: Int, id: Int, isResponse: Bool = false, _ body: [UInt8]) -> [UInt8] {
    let head =
      [0xFE] + Array("SMB".utf8) + [64, 0, 0, 0] + zeros(4) + little(command, 2) + [1, 0]
      + little(isResponse ? 1 : 0, 4) + zeros(4) + little(id, 8) + zeros(4) + little(5, 4) + little(0x77, 8)
      + zeros(16)
    let length = head.count + body.count
    return [0, UInt8(length >> 16), UInt8(length >> 8 & 255), UInt8(length & 255)] + head + body
  }

  static let file = file(8)

  static func file(_ number: Int) -> [UInt8] { little(7, 8) + little(number, 8) }
  static let close = [24, 0] + zeros(6) + file

  static func read(at offset: Int, _ octets: Int, of file: [UInt8] = file) -> [UInt8] {
    [49, 0, 0, 0] + little(octets, 4) + little(offset, 8) + file + zeros(17)
  }

  static func data(_ content: ArraySlice<UInt8>) -> [UInt8] {
    [17, 0, 80, 0] + little(content.count, 4) + zeros(8) + content
  }

  static func write(at offset: Int, _ content: ArraySlice<UInt8>) -> [UInt8] {
    [49, 0] + little(112, 2) + little(content.count, 4) + little(offset, 8) + file + zeros(16) + content
  }

  /// The client opens a file; gives the answer.
  static func opened(_ wire: inout FileWire, size: Int, as file: [UInt8] = file, id: Int = 1) -> [UInt8] {
    let name: [UInt8] = [0x61, 0]
    wire.say(
      frame(
        5, id: id,
        [57, 0] + zeros(22) + little(3, 4) + zeros(8) + little(1, 4) + zeros(4)
          + little(120, 2) + little(name.count, 2) + zeros(8) + name))
    return frame(
      5, id: id, isResponse: true,
      [89, 0, 0, 0] + little(1, 4) + zeros(40) + little(size, 8) + little(0x20, 4) + zeros(4) + file
        + zeros(8))
  }

  /// The first ten octets of a file are read, and it is not closed.
  static func readHead(_ wire: inout FileWire, file number: Int) {
    let file = file(number)
    wire.reply(opened(&wire, size: 5_000, as: file, id: number * 2 + 1))
    wire.say(frame(8, id: number * 2 + 2, read(at: 0, 10, of: file)))
    wire.reply(frame(8, id: number * 2 + 2, isResponse: true, data(CarriedFileTests.content[0..<10])))
  }
}
