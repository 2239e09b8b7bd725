import Protocols
import Streams
import Testing
import Vocabulary

extension FTPDissector: StreamDissector {}

@Suite("FTP")
struct FTPDissectorTests {
  static func flow() -> DissectedFlow<FTPDissector> {
    DissectedFlow(FTPDissector(), serverPort: FTPDissector.port)
  }

  static func server(_ text: String) -> WireMessage { .server(Array("\(text)\r\n".utf8)) }
  static func client(_ text: String) -> WireMessage { .client(Array("\(text)\r\n".utf8)) }

  static func story(_ messages: [WireMessage]) -> [String] {
    var flow = Self.flow()
    flow.feed(messages)
    flow.finish()
    return flow.story
  }

  static let greeting = server("220 (vsFTPd 2.3.4)")
  static func login(_ name: String, _ password: String) -> [WireMessage] {
    [client("USER \(name)"), server("331 Please specify the password."), client("PASS \(password)")]
  }

  static let exchange: [WireMessage] =
    [greeting] + login("joe", "secret9") + [
      server("230 Login successful."), client("PASV"),
      server("227 Entering Passive Mode (10,0,0,2,200,12)."), client("STOR press/recipe.csv"),
      server("150 Ok to send data."), server("226 Transfer complete."), client("DELE old.csv"),
      server("550 Delete operation failed."),
    ]

  @Test("a session: login, a file stored, one that may not be deleted")
  func session() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    flow.finish()
    #expect(
      flow.story == [
        "authenticate user joe succeeded", "transfer press/recipe.csv succeeded", "transfer old.csv refused",
      ])
    #expect(flow.activities.map(\.deed) == [.plain, .fileWrite, .fileDelete])
    #expect(flow.facts == ["software (vsFTPd 2.3.4)"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [7])
    let server = flow.dissection.observations.activities[0].target
    let time = flow.dissection.time
    #expect(flow.dissector.expected.name(host: server, port: 200 << 8 | 12, at: time) == .ftpData)
    #expect(flow.dissector.expected.name(host: server, port: 200 << 8 | 13, at: time) == nil)
  }

  @Test(
    "data ports in every spelling",
    arguments: [
      ("PORT 10,0,0,1,19,137", "200 Ok", 5_001), ("EPRT |1|10.0.0.1|6275|", "200 Ok", 6_275),
      ("EPSV", "229 Entering Extended Passive Mode (|||6446|)", 6_446),
      ("PASV", "227 =10,0,0,2,4,1", 1_025), ("PORT 10,0,0,1,19", "500 No", nil),
      ("EPSV", "229 (|||99999|)", nil),
    ] as [(String, String, UInt16?)])
  func ports(_ command: String, _ reply: String, _ port: UInt16?) {
    var flow = Self.flow()
    flow.feed([Self.client(command), Self.server(reply)])
    let time = flow.dissection.time
    let ends = [flow.dissection.sender, flow.dissection.receiver]
    let found = (1...UInt16.max).filter { candidate in
      ends.contains { flow.dissector.expected.name(host: $0, port: candidate, at: time) != nil }
    }
    #expect(found == (port.map { [$0] } ?? []))
  }

  @Test("a wrong password, an anonymous user, a name that needs none")
  func logins() {
    #expect(
      Self.story(Self.login("joe", "x1") + [Self.server("530 Login incorrect.")])
        == ["authenticate user joe refused"])
    var flow = Self.flow()
    flow.feed(Self.login("anonymous", "me@example.org") + [Self.server("230 Guest.")])
    #expect(flow.story == ["authenticate user anonymous succeeded"])
    #expect(flow.activities.map(\.deed) == [.anonymous])
    #expect(flow.dissection.observations.anomalies.isEmpty)
    #expect(
      Self.story([Self.client("USER plc"), Self.server("230 Logged in.")])
        == ["authenticate user plc succeeded"])
  }

  @Test("a pair of a manual is told as such")
  func defaults() {
    var flow = Self.flow()
    flow.feed(Self.login("loader", "fwdownload") + [Self.server("230 Ok")])
    #expect(flow.activities.map(\.deed) == [.defaultCredentials])
  }

  @Test("what follows an agreement on TLS is TLS")
  func protected() {
    var flow = Self.flow()
    flow.feed([Self.client("AUTH TLS"), Self.server("234 Proceed.")])
    #expect(flow.dissection.refinedName == .tls)
  }

  @Test("recognises greetings and commands; mail greets in other words")
  func recognition() {
    #expect(FTPDissector.recognise(octets: Self.greeting.octets) == .consistent)
    #expect(FTPDissector.recognise(octets: Self.client("USER joe").octets) == .consistent)
    #expect(FTPDissector.recognise(octets: Self.server("220 mail ESMTP").octets) == .no)
    #expect(FTPDissector.recognise(octets: Array("GET / HTTP/1.1\r\n".utf8)) == .no)
    #expect(FTPDissector.recogniseWithoutHint(Self.server("220 FTP server").octets.span) == .consistent)
    #expect(FTPDissector.recogniseWithoutHint(Self.server("220 server").octets.span) == .no)
  }

  static let samples: [PageSample] = [
    PageSample("USER and PASS", login("joe", "secret9")), PageSample("RETR", client("RETR a.csv")),
    PageSample("STOR, STOU, APPE", client("STOR a.csv")), PageSample("DELE, RMD", client("DELE a.csv")),
    PageSample("RNFR, RNTO", client("RNTO b.csv")), PageSample("MKD", client("MKD recipes")),
    PageSample("LIST, NLST, MLSD", client("LIST recipes")), PageSample("SITE", client("SITE CHMOD 777 a")),
    PageSample("greeting", greeting), PageSample("SYST", client("SYST"), server("215 Windows_NT")),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("ftp", Self.samples) { exchange in
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
  }
}
