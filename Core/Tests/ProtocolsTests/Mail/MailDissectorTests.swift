import Protocols
import Streams
import Testing
import Vocabulary

/// One of the three protocols, as the engine names it.
struct MailFlow<Name: MailName>: StreamDissector {
  var mail = MailDissector()

  static func recognise(_ octets: Span<UInt8>) -> Recognition {
    MailDissector.recognise(octets, as: Name.name)
  }

  mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    mail.dissect(stream: octets, as: Name.name, &dissection)
  }
}

protocol MailName: Sendable { static var name: ProtocolName { get } }
enum SMTPName: MailName { static let name = ProtocolName.smtp }
enum POPName: MailName { static let name = ProtocolName.pop }
enum IMAPName: MailName { static let name = ProtocolName.imap }

@Suite("Mail logins")
struct MailDissectorTests {
  static func flow<Name: MailName>(_ name: Name.Type) -> DissectedFlow<MailFlow<Name>> {
    DissectedFlow(MailFlow<Name>(), serverPort: 25)
  }

  static func server(_ text: String) -> WireMessage { .server(Array("\(text)\r\n".utf8)) }
  static func client(_ text: String) -> WireMessage { .client(Array("\(text)\r\n".utf8)) }

  static func dissected<Name: MailName>(
    _ name: Name.Type, _ messages: [WireMessage]
  ) -> DissectedFlow<MailFlow<Name>> {
    var flow = flow(name)
    flow.feed(messages)
    flow.finish()
    return flow
  }

  static let smtp: [WireMessage] = [
    server("220 mail ESMTP Exim 4.92"), client("EHLO pc"), server("250 AUTH PLAIN LOGIN"),
    client("AUTH PLAIN AGpvZQBzZWNyZXQ5"), server("235 Accepted"), client("DATA"), server("354 Go"),
    client("AUTH PLAIN AGpvZQBzZWNyZXQ5"),
  ]
  static let pop: [WireMessage] = [
    server("+OK Dovecot ready."), client("USER joe"), server("+OK"), client("PASS secret9"),
    server("-ERR No."),
  ]
  static let imap: [WireMessage] = [
    server("* OK Dovecot ready."), client("a1 LOGIN \"joe\" secret9"), server("* CAPABILITY IMAP4"),
    server("a1 OK Logged in"),
  ]

  @Test("SMTP in one text; what mail says behind DATA is no login")
  func plain() {
    let flow = Self.dissected(SMTPName.self, Self.smtp)
    #expect(flow.story == ["authenticate user joe succeeded"])
    #expect(flow.facts == ["software mail ESMTP Exim 4.92"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [7])
    #expect(flow.dissection.messages.packets(.smtp) == 8)
  }

  @Test("SMTP in two questions")
  func questions() {
    let flow = Self.dissected(
      SMTPName.self,
      Array(Self.smtp[..<3]) + [
        Self.client("auth login"), Self.server("334 VXNlcm5hbWU6"), Self.client("am9l"),
        Self.server("334 UGFzc3dvcmQ6"), Self.client("c2VjcmV0OQ=="), Self.server("535 No"),
      ])
    #expect(flow.story == ["authenticate user joe refused"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [7])
  }

  @Test("POP3 and IMAP, and a pair of a manual")
  func popAndIMAP() {
    #expect(Self.dissected(POPName.self, Self.pop).story == ["authenticate user joe refused"])
    #expect(Self.dissected(IMAPName.self, Self.imap).story == ["authenticate user joe succeeded"])
    let known = Self.dissected(
      POPName.self, [Self.pop[0], Self.client("USER admin"), Self.server("+OK"), Self.client("PASS admin")])
    #expect(known.activities.map(\.deed) == [.defaultCredentials])
  }

  @Test("what follows an agreement on TLS is TLS, a refusal changes nothing")
  func protected() {
    let agreed = Self.dissected(
      SMTPName.self, [Self.smtp[0], Self.client("STARTTLS"), Self.server("220 Go ahead")])
    #expect(agreed.dissection.refinedName == .tls)
    let refused = Self.dissected(
      IMAPName.self, [Self.imap[0], Self.client("a STARTTLS"), Self.server("a NO")])
    #expect(refused.dissection.refinedName == nil)
  }

  private static func recognise(_ message: WireMessage, as name: ProtocolName) -> Recognition {
    MailDissector.recognise(message.octets.span, as: name)
  }

  private static func nameWithoutHint(_ message: WireMessage) -> ProtocolName? {
    MailDissector.recogniseWithoutHint(message.octets.span)
  }

  @Test("recognises greetings and first commands")
  func recognition() {
    #expect(Self.recognise(Self.smtp[0], as: .smtp) == .consistent)
    #expect(Self.recognise(Self.imap[1], as: .imap) == .consistent)
    #expect(Self.recognise(Self.smtp[0], as: .imap) == .no)
    #expect(Self.nameWithoutHint(Self.smtp[0]) == .smtp)
    #expect(Self.nameWithoutHint(Self.server("220 FTP server")) == nil)
    #expect(Self.nameWithoutHint(Self.pop[0]) == .pop)
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.smtp) { Self.flow(SMTPName.self) }
    HostileInput.everyTruncation(of: Self.smtp) { Self.flow(SMTPName.self) }
    HostileInput.everyMutation(of: Self.smtp) { Self.flow(SMTPName.self) }
    HostileInput.everyMutation(of: Self.pop) { Self.flow(POPName.self) }
    HostileInput.everyMutation(of: Self.imap) { Self.flow(IMAPName.self) }
  }

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("smtp", [PageSample("AUTH PLAIN, AUTH LOGIN", Array(Self.smtp[..<4]))]) {
      exchange in
      Self.dissected(SMTPName.self, exchange)
    }
  }
}
