import Protocols
import Streams
import Testing
import Vocabulary

extension TelnetDissector: StreamDissector {}

@Suite("Telnet")
struct TelnetDissectorTests {
  static func flow() -> DissectedFlow<TelnetDissector> {
    DissectedFlow(TelnetDissector(), serverPort: TelnetDissector.port)
  }

  static func server(_ text: String) -> WireMessage { .server(Array(text.utf8)) }
  static func client(_ text: String) -> WireMessage { .client(Array(text.utf8)) }

  static let negotiation: [WireMessage] = [
    .server("FF FD 18 FF FD 20"), .client("FF FB 18 FF FA 18 00 78 74 65 72 6D FF F0"),
  ]
  static let prompt = server("Debian GNU/Linux 9\r\npress-1 login: ")

  static func login(_ name: String, _ password: String) -> [WireMessage] {
    [client("\(name)\r\n"), server("\(name)\r\nPassword: "), client("\(password)\r\n")]
  }

  static func story(_ messages: [WireMessage]) -> [String] {
    var flow = Self.flow()
    flow.feed(messages)
    flow.finish()
    return flow.story
  }

  @Test("a login by its prompts, with the host's own name")
  func login() {
    var flow = Self.flow()
    flow.feed(
      Self.negotiation + [Self.prompt] + Self.login("joe", "secret9") + [
        Self.server("\r\nLast login: Mon Jan 1\r\n$ "), Self.client("rm x\r\n"),
      ])
    #expect(flow.story == ["authenticate user joe succeeded"])
    #expect(flow.facts == ["operatingSystem Debian Linux", "hostname press-1"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [7])
    #expect(flow.activities.map(\.deed) == [.plain])
    #expect(flow.dissection.messages.packets(.telnet) == 8)
  }

  @Test(
    "no by a word, by another prompt, and yes by a command's prompt or much text",
    arguments: [
      ("\r\nLogin incorrect\r\nlogin: ", "refused"), ("\r\nlogin: ", "refused"),
      ("\r\nPassword: ", "refused"),
      ("\r\n% Bad passwords\r\n", "refused"), ("\r\nC:\\>", "succeeded"), ("\r\n\r\n", "unanswered"),
      (String(repeating: "menu ", count: 90), "succeeded"),
    ])
  func outcome(_ answer: String, _ outcome: String) {
    #expect(
      Self.story([Self.prompt] + Self.login("joe", "secret9") + [Self.server(answer)])
        == ["authenticate user joe \(outcome)"])
  }

  @Test("octet by octet, with a slip, in subnegotiations of any length")
  func octetByOctet() {
    let typed = Self.client("jor\u{7F}e\rab\u{8}cd\r").octets
    var messages = Self.negotiation + [Self.prompt]
    messages += typed[..<6].map { .client([$0]) }
    messages += [Self.server("\r\nPassword:")] + typed[6...].map { .client([$0]) }
    var flow = Self.flow()
    flow.feed(messages)
    flow.finish()
    #expect(flow.story == ["authenticate user joe unanswered"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [3])
  }

  @Test(
    "a pair of a manual is told by its number alone",
    arguments: [
      ("admin", "admin", true), ("Administrator", "1", true), ("root", "", true), ("admin", "Admin", false),
      ("admin", "admin1", false), ("joe", "admin", false), ("admin", "admi", false),
    ])
  func defaults(_ name: String, _ password: String, _ isKnown: Bool) {
    var flow = Self.flow()
    flow.feed([Self.prompt] + Self.login(name, password))
    flow.finish()
    #expect(flow.activities.map(\.deed) == [isKnown ? .defaultCredentials : .plain])
    #expect((flow.dissection.observations.activities[0].code > 0) == isKnown)
    #expect(flow.story == ["authenticate user \(name) unanswered"])
  }

  @Test("a device that asks for a password alone")
  func passwordAlone() {
    #expect(
      Self.story([
        Self.server("User Access Verification\r\n\r\nPassword: "), Self.client("cisco\r\n"),
        Self.server("\r\nrouter>"),
      ]) == ["authenticate - succeeded"])
  }

  @Test("recognises a negotiation and a prompt, and nothing else")
  func recognition() {
    #expect(TelnetDissector.recognise(octets: Self.negotiation[0].octets) == .consistent)
    #expect(TelnetDissector.recognise(octets: Self.prompt.octets) == .consistent)
    #expect(TelnetDissector.recognise(octets: [0xFF]) == .undecided)
    #expect(TelnetDissector.recognise(octets: Array("GET / HTTP/1.1\r\n".utf8)) == .no)
  }

  static let samples: [PageSample] = [
    PageSample("name and password at their prompts", [prompt] + login("joe", "secret9")),
    PageSample("password alone", server("Password: "), client("secret9\r\n")),
    PageSample("greeting of Windows", server("Welcome to Microsoft Telnet Service \r\n\n\rlogin: ")),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("telnet", Self.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap")
  func hostile() {
    let exchange =
      Self.negotiation + [Self.prompt] + Self.login("admin", "admin") + [
        Self.server("\r\nLogin incorrect\r\nlogin: "), Self.client("joe\r\n"),
      ]
    HostileInput.everyTruncation(of: exchange, Self.flow)
    HostileInput.everyMutation(of: exchange, Self.flow)
  }
}
