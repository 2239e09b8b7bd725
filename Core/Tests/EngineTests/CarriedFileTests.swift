import Bytes
import Engine
import Indicators
import Reports
import Testing
import Vocabulary

/// Files that pass over the wire, against a list that names them by hash.
@Suite("Files carried whole")
struct CarriedFileTests {
  static let content = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"

  @Test("by each of the three hashes", arguments: 0..<3)
  func kinds(_ kind: Int) throws {
    let digest = [
      MD5.digest(Self.content.span), SHA1.digest(Self.content.span), SHA256.digest(Self.content.span),
    ][kind]
    var wire = try FileWire(list: String(decoding: SHA256.spelled(digest), as: UTF8.self))
    wire.ask("GET /a.exe")
    wire.answer(Self.head + "Content-Length: 5000\r\n\r\n", Self.content)
    #expect(wire.found == 1 && wire.files == ["hashed": 1])
  }

  @Test("pieces of any size, two files in one connection", arguments: [1, 7, 100, 1_400, 20_000])
  func pieces(_ size: Int) throws {
    var wire = try FileWire()
    for _ in 0..<2 {
      wire.ask("GET /a.exe")
      wire.answer(Self.head + "Content-Length: 5000\r\n\r\n", Self.content, pieces: size)
    }
    #expect(wire.found == 2 && wire.files == ["hashed": 2])
  }

  @Test("segments that come in another order, and twice")
  func reordered() throws {
    var wire = try FileWire()
    wire.ask("GET /a.exe")
    wire.answer(
      Self.head + "Content-Length: 5000\r\n\r\n", Self.content, pieces: 1_000, order: [0, 2, 1, 1, 4, 3, 5])
    #expect(wire.found == 1 && wire.files == ["hashed": 1])
  }

  @Test("in chunks, and cut anywhere", arguments: [1, 3, 1_000, 20_000])
  func chunks(_ size: Int) throws {
    var wire = try FileWire()
    wire.ask("GET /a.exe")
    var body: [UInt8] = []
    for start in stride(from: 0, to: Self.content.count, by: 1_700) {
      let chunk = Self.content[start..<min(start + 1_700, Self.content.count)]
      body += Array((String(chunk.count, radix: 16) + "\r\n").utf8) + chunk + [13, 10]
    }
    wire.answer(
      Self.head + "Transfer-Encoding: chunked\r\n\r\n", body + Array("0\r\n\r\n".utf8), pieces: size)
    #expect(wire.found == 1 && wire.files == ["hashed": 1])
  }

  @Test("to the end of the connection; not without that end")
  func untilEnd() throws {
    for isClosed in [true, false] {
      var wire = try FileWire()
      wire.ask("GET /a.exe")
      wire.answer(Self.head + "\r\n", Self.content, pieces: 900)
      if isClosed { wire.closeFromServer() }
      #expect(wire.found == (isClosed ? 1 : 0))
      #expect(wire.files == (isClosed ? ["hashed": 1] : ["hashed": 0, "part": 1]))
    }
  }

  @Test("a picture, at whose first octets another detector looks")
  func peeked() throws {
    for end in ["Content-Length: 5000\r\n\r\n", "\r\n"] {
      var wire = try FileWire()
      wire.ask("GET /a.png")
      wire.answer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n" + end, Self.content, pieces: 700)
      wire.closeFromServer()
      #expect(wire.found == 1)
    }
  }

  @Test("what a client lays down")
  func upload() throws {
    var wire = try FileWire()
    wire.ask("PUT /a.exe", "Content-Length: 5000\r\n", Self.content)
    #expect(wire.found == 1)
  }

  @Test("a gap: not hashed, and counted")
  func gap() throws {
    var wire = try FileWire()
    wire.ask("GET /a.exe")
    wire.answer(
      Self.head + "Content-Length: 5000\r\n\r\n", Self.content, pieces: 1_000, order: [0, 1, 2, 4, 5])
    wire.closeFromServer()
    #expect(wire.found == 0 && wire.files == ["hashed": 0, "gap": 1])
  }

  @Test(
    "a part, or compressed: not hashed, and counted",
    arguments: [
      ("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4999/9000\r\n", "part"),
      ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", "compressed"),
    ])
  func notWhole(_ head: String, _ reason: String) throws {
    var wire = try FileWire()
    wire.ask("GET /a.exe")
    wire.answer(head + "Content-Length: 5000\r\n\r\n", Self.content)
    #expect(wire.found == 0 && wire.files == ["hashed": 0, reason: 1])
  }

  @Test("silent: one octet more, less or other")
  func lookAlikes() throws {
    var changed = Self.content
    changed[4_000] ^= 1
    for content in [Self.content + [0], Self.content.dropLast(), changed] {
      var wire = try FileWire()
      wire.ask("GET /a.exe")
      wire.answer(Self.head + "Content-Length: \(content.count)\r\n\r\n", content)
      #expect(wire.found == 0 && wire.files == ["hashed": 1])
    }
  }

  @Test("a list without hashes of files: nothing is hashed, and the report has no word of it")
  func unwanted() throws {
    var wire = try FileWire(list: "198.51.100.1")
    wire.ask("GET /a.exe")
    wire.answer(Self.head + "Content-Length: 5000\r\n\r\n", Self.content)
    #expect(wire.found == 0 && wire.files == nil)
  }

  @Test("a longer file than the limit is counted and not hashed")
  func tooLong() throws {
    var wire = try FileWire()
    wire.ask("GET /a.exe")
    wire.answer(Self.head + "Content-Length: 300000000\r\n\r\n", Self.content)
    #expect(wire.found == 0 && wire.files == ["hashed": 0, "tooLong": 1])
  }

  @Test("what a list of hashes changes in a report is nothing but what it finds")
  func nothingElse() throws {
    var seen: [[String]] = []
    for list in ["198.51.100.1", String(repeating: "00", count: 32)] {
      var wire = try FileWire(list: list)
      wire.ask("GET /a.exe")
      wire.answer(
        Self.head + "Content-Length: 5000\r\n\r\n", Self.content, pieces: 1_000, order: [0, 1, 2, 4, 5])
      wire.ask("GET /b.exe")
      wire.answer(Self.head + "Content-Length: 5000\r\n\r\n", Self.content, pieces: 333)
      let report = wire.seen
      seen.append(report.activities + report.conversations + report.findings + ["\(report.messages(.http))"])
    }
    #expect(seen[0] == seen[1])
  }
}

/// A wire on which files travel.
struct FileWire {
  var wire = Wire()
  private var client: UInt32 = 101
  private var server: UInt32 = 901
  private var isDone: Seen?

  init(list: String? = nil, port: UInt16 = 80, isOpened: Bool = true) throws {
    let list =
      list ?? String(decoding: SHA256.spelled(SHA256.digest(CarriedFileTests.content.span)), as: UTF8.self)
    let indicators = try IndicatorList().reading(Array(list.utf8).span, name: "list")
    wire.inspection = Inspection(indicators: indicators)
    if isOpened { open(port: port) }
  }

  mutating func open(port: UInt16, clientPort: UInt16 = 50_000, from sequence: UInt32 = 100) {
    wire.serverPort = port
    wire.clientPort = clientPort
    (client, server) = (sequence &+ 1, 901)
    wire.shakeHands(sequence)
  }

  mutating func say(_ octets: [UInt8]) {
    wire.segment(client, acknowledge: server, octets)
    client &+= UInt32(octets.count)
  }

  mutating func reply(_ octets: [UInt8], pieces: Int = 1_400) {
    for start in stride(from: 0, to: octets.count, by: pieces) {
      let piece = Array(octets[start..<min(start + pieces, octets.count)])
      wire.segment(fromServer: true, server, acknowledge: client, piece)
      server &+= UInt32(piece.count)
    }
  }

  mutating func ask(_ line: String, _ fields: String = "", _ body: [UInt8] = []) {
    say(Array("\(line) HTTP/1.1\r\nHost: a.example\r\n\(fields)\r\n".utf8) + body)
  }

  /// A head in a segment of its own, then the body's pieces, in the order given; the head is number 0.
  mutating func answer(_ head: String, _ body: [UInt8], pieces: Int = 1_400, order: [Int]? = nil) {
    var parts = [Array(head.utf8)]
    for start in stride(from: 0, to: body.count, by: pieces) {
      parts.append(Array(body[start..<min(start + pieces, body.count)]))
    }
    var starts: [UInt32] = []
    for part in parts {
      starts.append(server)
      server &+= UInt32(part.count)
    }
    for number in order ?? Array(parts.indices) {
      wire.segment(fromServer: true, starts[number], acknowledge: client, parts[number])
    }
  }

  mutating func closeFromServer() {
    wire.segment(fromServer: true, server, acknowledge: client, [.fin, .acknowledge])
    server &+= 1
  }

  mutating func closeFromClient() {
    wire.segment(client, acknowledge: server, [.fin, .acknowledge])
    client &+= 1
  }

  /// The server sends octets that the capture does not hold.
  mutating func miss(_ octets: UInt32) { server &+= octets }

  var seen: Seen {
    mutating get {
      if let isDone { return isDone }
      let seen = wire.seen()
      isDone = seen
      return seen
    }
  }

  /// Sightings of what the list names.
  var found: Int {
    mutating get {
      seen.report.findings.filter { $0.kind == .indicatorSeen }.reduce(0) { $0 + $1.count }
    }
  }

  /// The addresses of the first finding's actor and target.
  var roles: [String] {
    mutating get {
      let report = seen.report
      return report.findings.first { $0.kind == .indicatorSeen }?.endpoints
        .map { report.endpoints[$0].address.text } ?? []
    }
  }

  var severities: [Severity] {
    mutating get { seen.report.findings.filter { $0.kind == .indicatorSeen }.map(\.severity) }
  }

  /// What the report says of files.
  var files: [String: Int]? {
    mutating get {
      guard let files = seen.report.coverage.indicators?.files else { return nil }
      var counts = ["hashed": Int(files.hashed)]
      for omission in files.leftOut { counts[omission.reason] = omission.count }
      return counts
    }
  }
}
