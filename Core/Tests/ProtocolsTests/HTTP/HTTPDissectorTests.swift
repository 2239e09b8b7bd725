import Protocols
import Streams
import Testing
import Vocabulary

extension HTTPDissector: StreamDissector {}

@Suite("HTTP")
struct HTTPDissectorTests {
  static func flow() -> DissectedFlow<HTTPDissector> {
    DissectedFlow(HTTPDissector(), serverPort: HTTPDissector.port)
  }

  static func head(_ lines: String..., body: String = "") -> [UInt8] {
    Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }

  static func get(_ target: String, _ field: String = "Accept: */*") -> WireMessage {
    .client(head("GET \(target) HTTP/1.1", field))
  }

  static let empty = WireMessage.server(head("HTTP/1.1 200 OK", "content-LENGTH: 0"))
  static let refusal = WireMessage.server(head("HTTP/1.1 401 Unauthorized", "Content-Length: 0"))

  static let exchange: [WireMessage] = [
    get("/index.html", "Host: press-1"),
    .server(head("HTTP/1.1 200 OK", "Server: Boa/0.94", "Content-Length: 5", body: "hello")),
    .client(head("POST /set?password=secret HTTP/1.1", "Content-Length: 3", body: "a=b")),
    .server(head("HTTP/1.1 403 Forbidden", "Transfer-Encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n")),
    .client(head("HEAD /big HTTP/1.1")), .server(head("HTTP/1.1 200 OK", "Content-Length: 1000000")),
    get("/last"), .server(head("HTTP/1.0 200 OK", body: "until the end")),
  ]

  @Test("responses end their requests in order, over bodies of each kind")
  func pairs() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    flow.feed(.server(Array("HTTP/1.1 200 OK is only text here".utf8)))
    flow.finish()
    #expect(
      flow.story == [
        "read GET /index.html succeeded", "write POST /set refused", "read HEAD /big succeeded",
        "read GET /last succeeded",
      ])
    #expect(flow.losses == 0)
    #expect(flow.facts == ["software Boa/0.94", "hostname press-1"])
  }

  @Test("a body that is not shown yet is passed over unread")
  func skips() {
    var flow = Self.flow()
    flow.feed([Self.get("/"), .server(Self.head("HTTP/1.1 200 OK", "Content-Length: 5000"))])
    flow.feed(.server([UInt8](repeating: 0x47, count: 4_990)))
    #expect(flow.waitingOctets(.toClient) == 0)
    flow.feed([Self.get("/next"), .server([UInt8](repeating: 0x47, count: 10) + Self.empty.octets)])
    #expect(flow.story == ["read GET / succeeded", "read GET /next succeeded"])
    #expect(flow.losses == 0)
  }

  @Test("chunks longer than a segment, and fields behind the last one")
  func chunks() {
    var flow = Self.flow()
    flow.feed([
      Self.get("/"), .server(Self.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", body: "fa0\r\n12")),
    ])
    flow.feed(.server([UInt8](repeating: 0x31, count: 3_998) + Array("\r\n0;x=y\r\nExpires: 0\r\n\r\n".utf8)))
    flow.feed([Self.get("/next"), Self.empty])
    #expect(flow.story == ["read GET / succeeded", "read GET /next succeeded"])
    #expect(flow.losses == 0)
  }

  @Test("an interim response leaves the request waiting; what is upgraded or tunnelled is no HTTP any more")
  func otherEnds() {
    var flow = Self.flow()
    flow.feed([Self.get("/"), .server(Self.head("HTTP/1.1 100 Continue"))])
    #expect(flow.story.isEmpty)
    flow.feed([
      .server(Self.head("HTTP/1.1 101 Switching Protocols")), .client([0x81, 5, 1, 2]), .server([0x81, 0]),
    ])
    #expect(flow.story == ["read GET / succeeded"] && flow.losses == 0)
    var tunnel = Self.flow()
    tunnel.feed([
      .client(Self.head("CONNECT plc:443 HTTP/1.1")), .server(Self.head("HTTP/1.1 200 OK")),
      .client([22, 3, 1]),
    ])
    #expect(tunnel.story == ["connect CONNECT plc:443 succeeded"] && tunnel.losses == 0)
  }

  @Test(
    "of a target only its path is kept: what stands around it may be secret",
    arguments: [
      "/a?key=s3cret", "/a;jsessionid=s3cret", "/a#s3cret", "http://joe:s3cret@host/a", "/a",
    ])
  func targets(_ target: String) {
    var flow = Self.flow()
    flow.feed(Self.get(target))
    flow.finish()
    #expect(flow.story == ["read GET /a unanswered"])
  }

  @Test("a password in clear has a length and nothing else")
  func basic() {
    var flow = Self.flow()
    // joe:s3cret
    flow.feed([Self.get("/", "AUTHORIZATION: Basic am9lOnMzY3JldA=="), Self.refusal])
    #expect(flow.story == ["authenticate user joe refused", "read GET / refused"])
    let secrets = flow.dissection.observations.anomalies.filter { $0.kind == .secretInClear }
    #expect(secrets.map(\.octets) == [6])
    let kept = (0..<flow.dissection.names.count).map {
      flow.dissection.names.text(NameID(rawValue: UInt32($0)))
    }
    #expect(kept.allSatisfy { !$0.contains("s3cret") && !$0.contains("am9l") })
    flow.feed([
      Self.get("/", "Authorization: Basic am9lOnMzY3JldA=="), Self.empty,
      Self.get("/", "Authorization: Basic am9lOnMzY3JldA=="), Self.empty,
    ])
    #expect(flow.story.filter { $0.hasPrefix("authenticate") }.count == 2)
  }

  @Test("a path that is invented anew each time is not remembered for each")
  func flood() {
    var flow = Self.flow()
    for number in 0..<1_000 { flow.feed([Self.get("/x\(number)"), Self.empty]) }
    #expect(flow.story.count == 1_000)
    #expect(flow.dissection.names.count <= ClientTexts.textLimit + 1)
  }

  @Test("a head that comes octet by octet is read as one that comes whole")
  func octetByOctet() {
    var (whole, cut) = (Self.flow(), Self.flow())
    for message in Self.exchange {
      whole.feed(message)
      for octet in message.octets { cut.feed(WireMessage(direction: message.direction, octets: [octet])) }
    }
    #expect(cut.story == whole.story && cut.facts == whole.facts)
    #expect(cut.losses == 0 && cut.story.count == 4)
  }

  @Test("behind a gap another head is searched from its beginning")
  func gap() {
    var flow = Self.flow()
    flow.feed(.client(Array("GET /lost HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: 0x78, count: 600)))
    var behind = Self.flow()
    behind.dissector = flow.dissector
    behind.feed(Self.get("/found", "X: " + String(repeating: "y", count: 300)))
    behind.finish()
    #expect(behind.story == ["read GET /found unanswered"])
    // A head that begins alike is the same one: its end is found behind what was searched.
    var alike = Self.flow()
    alike.dissector = flow.dissector
    alike.feed(.client(Array("GET /lost HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: 0x78, count: 600)))
    alike.feed(.client(Array("\r\n\r\n".utf8)))
    alike.finish()
    #expect(alike.story == ["read GET /lost unanswered"])
  }

  @Test("an answer to what was asked before the capture began ends no later request")
  func midStream() {
    var flow = Self.flow()
    flow.feed([Self.empty, Self.get("/first"), Self.empty, Self.get("/second"), Self.refusal])
    #expect(flow.story == ["read GET /first succeeded", "read GET /second refused"])
  }

  @Test("a head without end is given up")
  func endless() {
    var flow = Self.flow()
    flow.feed(.client(Array("GET / HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: 0x78, count: 40_000)))
    #expect(flow.losses == 1)
    #expect(flow.dissector.droppedHeads == 1)
    #expect(flow.waitingOctets(.toServer) == 0)
  }

  @Test("recognises request and status lines")
  func recognition() {
    for text in ["GET / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n", "OPTIONS * HTTP/1.0\r\n", "GET /long"] {
      #expect(HTTPDissector.recognise(octets: Array(text.utf8)) == .consistent, "\(text)")
    }
    for text in ["GET / RTSP/1.0\r\n", "GETX / HTTP/1.1\r\n", "220 ready\r\n", "REGISTER sip:a SIP/2.0\r\n"] {
      #expect(HTTPDissector.recognise(octets: Array(text.utf8)) == .no, "\(text)")
    }
    #expect(HTTPDissector.recognise(octets: Array("GET".utf8)) == .undecided)
  }

  static func request(_ method: String) -> PageSample {
    PageSample(method, .client(head("\(method) /path HTTP/1.1")))
  }

  static let samples: [PageSample] =
    ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PROPFIND"].map(request) + [
      PageSample("CONNECT", .client(head("CONNECT plc:443 HTTP/1.1"))),
      PageSample("Authorization: Basic", get("/path", "Authorization: Basic am9lOnMzY3JldA==")),
      PageSample(
        "Authorization: Digest", get("/path", "Authorization: Digest username=\"joe\", realm=\"x\"")),
      PageSample("Server", .server(head("HTTP/1.1 200 OK", "Server: Boa/0.94"))),
      PageSample("Server that names a system", .server(head("HTTP/1.1 200 OK", "Server: Microsoft-IIS/7.5"))),
      PageSample("User-Agent that names a system", get("/path", "User-Agent: M/5.0 (Windows NT 6.1)")),
      PageSample("User-Agent", get("/path", "User-Agent: curl/7.58.0")),
      PageSample("Host of a server of this place", get("/path", "Host: press-1:80"), empty),
    ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("http", Self.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.exchange, Self.flow)
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
    for sample in Self.samples { HostileInput.everyMutation(of: sample.exchange, Self.flow) }
  }
}
