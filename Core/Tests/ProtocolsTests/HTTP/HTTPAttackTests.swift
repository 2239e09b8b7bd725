import Protocols
import Testing
import Vocabulary

@Suite("Attacks in requests of the web")
struct HTTPAttackTests {
  private static func found(_ messages: WireMessage...) -> [Anomaly] {
    var flow = HTTPDissectorTests.flow()
    flow.feed(messages)
    return flow.dissection.observations.anomalies
  }

  private static func exploit(_ target: String, _ field: String = "Accept: */*") -> Exploit? {
    found(HTTPDissectorTests.get(target, field)).first?.exploit
  }

  @Test(
    "what a target holds",
    arguments: [
      ("/item?id=1%27+and+1%3D1%23", Exploit.sqlInjection), ("/item?id=1'%20OR%20'1'='1", .sqlInjection),
      ("/item?id=-1+UnIoN/**/aLL/**/SeLeCt+1,2", .sqlInjection),
      ("/a?q=%253Cscript%253Ealert(1)", .scriptInjection),
      ("/a?host=127.0.0.1;cat%20/tmp/x", .commandInjection), ("/a?c=$(id)", .commandInjection),
      ("/cgi?file=../../../../etc/hosts", .pathTraversal), ("/static/..%2f..%2fweb.config", .pathTraversal),
      ("/?x=${jndi:ldap://host/a}", .logLookup), ("/?x=%24%7Bjndi%3Aldap", .logLookup),
      ("/HNAP1/", .knownFlawPath), ("/cgi-bin/.%2e/.%2e/bin/x", .pathTraversal),
    ])
  func targets(_ target: String, _ exploit: Exploit) {
    #expect(Self.exploit(target) == exploit)
  }

  @Test(
    "what fields hold",
    arguments: [
      ("X-Api: ${jndi:ldap://host/a}", Exploit.logLookup), ("Referer: ${${lower:j}ndi:x}", .logLookup),
      ("Cookie: () { :; }; /bin/x", .shellFunction), ("User-Agent: sqlmap/1.7", .attackTool),
    ])
  func fields(_ field: String, _ exploit: Exploit) {
    #expect(Self.exploit("/", field) == exploit)
  }

  @Test(
    "silent: what people ask for",
    arguments: [
      "/search?q=union+select+committee", "/people?name=O%27Brien", "/a?title=Rock+%26+Roll+%28live%29",
      "/report?from=2024-01-01&to=2024-02-01", "/select?union=members&where=here", "/a/../b.css",
      "/api?filter=%7B%22id%22%3A1%7D", "/index.html", "/a?sort=price;desc", "/a?x=1+and+2+or+3",
    ])
  func lookAlikes(_ target: String) {
    #expect(Self.exploit(target) == nil)
  }

  @Test("a form that comes with its head is read, its text goes nowhere")
  func forms() {
    let form = "user=admin%27+or+%271%27%3D%271&password=x"
    let octets = HTTPDissectorTests.head(
      "POST /login HTTP/1.1", "Content-Type: application/x-www-form-urlencoded",
      "Content-Length: \(form.utf8.count)", body: form)
    let anomalies = Self.found(.client(octets))
    #expect(anomalies.map(\.exploit) == [.sqlInjection])
    #expect(anomalies.first?.object.space == .httpPost)
  }

  private static func form(_ host: String) -> Exploit? {
    found(
      .client(
        HTTPDissectorTests.head(
          "POST /a1B2c3 HTTP/1.1", "Host: \(host)", "Content-Type: application/x-www-form-urlencoded",
          "Content-Length: 3", body: "a=b"))
    ).first?.exploit
  }

  @Test("a form to a bare address at a port of its own is told, one to a name or a usual port is not")
  func bareForms() {
    #expect(Self.form("203.0.113.9:7080") == .bareAddressForm)
    for host in ["203.0.113.9", "203.0.113.9:8080", "203.0.113.9:443", "shop.example:7080"] {
      #expect(Self.form(host) == nil)
    }
  }

  @Test("remote management of Windows is named as what it does")
  func remoteManagement() {
    var flow = HTTPDissectorTests.flow()
    flow.feed([.client(HTTPDissectorTests.head("POST /wsman?PSVersion=5.1 HTTP/1.1", "Content-Length: 0"))])
    flow.finish()
    #expect(flow.activities.map(\.deed) == [.remoteExecution] && flow.activities.map(\.verb) == ["operate"])
  }

  private static let program: [UInt8] = [0x4D, 0x5A, 0x90, 0x00, 0x03, 0, 0, 0, 4, 0, 0, 0]

  private static func download(_ target: String, _ type: String, _ body: [UInt8], cut: Bool) -> [Anomaly.Kind]
  {
    let head = HTTPDissectorTests.head(
      "HTTP/1.1 200 OK", "Content-Type: \(type)", "Content-Length: \(body.count)")
    let answer: [WireMessage] =
      cut ? [.server(head), .server(Array(body[..<1])), .server(Array(body[1...]))] : [.server(head + body)]
    var flow = HTTPDissectorTests.flow()
    flow.feed([HTTPDissectorTests.get(target)] + answer)
    // What follows is still understood.
    flow.feed([HTTPDissectorTests.get("/next"), .server(HTTPDissectorTests.head("HTTP/1.1 204 No Content"))])
    #expect(flow.story.last == "read GET /next succeeded")
    return flow.dissection.observations.anomalies.map(\.kind)
  }

  @Test(
    "a program under the name or type of a picture is told, in one segment or in several",
    arguments: [true, false])
  func disguised(_ cut: Bool) {
    #expect(Self.download("/logo.png", "text/html", Self.program, cut: cut) == [.disguisedProgram])
    #expect(Self.download("/get", "image/jpeg", Self.program, cut: cut) == [.disguisedProgram])
    #expect(Self.download("/setup.exe", "text/plain", Self.program, cut: cut).isEmpty)
    #expect(Self.download("/get", "application/octet-stream", Self.program, cut: cut).isEmpty)
    #expect(Self.download("/logo.png", "image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D], cut: cut).isEmpty)
    #expect(Self.download("/notes.txt", "text/plain", Array("MZ is a country code".utf8), cut: cut).isEmpty)
  }

  @Test("a program from a server without a name is told; from one with a name, or another file, it is not")
  func nameless() {
    func fetched(_ host: String, _ path: String, _ body: [UInt8]) -> [Exploit?] {
      let head = HTTPDissectorTests.head("HTTP/1.1 200 OK", "Content-Length: \(body.count)")
      return Self.found(HTTPDissectorTests.get(path, "Host: \(host)"), .server(head + body)).map(\.exploit)
    }
    #expect(fetched("203.0.113.9", "/x.exe", Self.program) == [.bareAddressProgram])
    #expect(fetched("203.0.113.9:8000", "/bins/arm", [0x7F, 0x45, 0x4C, 0x46, 1]) == [.bareAddressProgram])
    #expect(fetched("update.example", "/x.exe", Self.program).isEmpty)
    #expect(fetched("203.0.113.9", "/x.zip", Array("PK\u{3}\u{4}and more".utf8)).isEmpty)
    // Under a harmless name it is disguised, which says more.
    #expect(fetched("203.0.113.9", "/logo.png", Self.program) == [nil])
  }

  @Test("a program in chunks is told too")
  func chunks() {
    let head = HTTPDissectorTests.head(
      "HTTP/1.1 200 OK", "Content-Type: image/gif", "Transfer-Encoding: chunked")
    let body = Array("c\r\n".utf8) + Self.program + Array("\r\n0\r\n\r\n".utf8)
    let anomalies = Self.found(HTTPDissectorTests.get("/a"), .server(head + body))
    #expect(anomalies.map(\.kind) == [.disguisedProgram])
  }

  @Test("requests that attack, and programs, in pieces and altered, never trap")
  func hostile() {
    let exchange: [WireMessage] = [
      HTTPDissectorTests.get("/a.png?x=${jndi:l%25%27+or+1%3d1/**/", "X: ${${"),
      .server(
        HTTPDissectorTests.head("HTTP/1.1 200 OK", "Content-Type: image/gif", "Content-Length: 12")
          + Self.program),
    ]
    HostileInput.everyTruncation(of: exchange) { HTTPDissectorTests.flow() }
    HostileInput.everyMutation(of: exchange) { HTTPDissectorTests.flow() }
  }
}
