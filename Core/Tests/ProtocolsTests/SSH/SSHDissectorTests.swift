import Protocols
import Streams
import Testing
import Vocabulary

extension SSHDissector: StreamDissector {}

@Suite("SSH")
struct SSHDissectorTests {
  static func flow() -> DissectedFlow<SSHDissector> {
    DissectedFlow(SSHDissector(), serverPort: SSHDissector.port)
  }

  static func line(_ text: String) -> [UInt8] { Array("\(text)\r\n".utf8) }

  static let exchange: [WireMessage] = [
    .server(line("SSH-2.0-OpenSSH_7.6p1 Ubuntu-4ubuntu0.3")), .client(line("SSH-2.0-PuTTY_Release_0.70")),
    .client("0000 000C 04 14 0102030405060708090A"),
  ]

  @Test("both banners name their software, and what follows is encrypted")
  func banners() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(flow.story == ["connect - succeeded"])
    #expect(
      flow.facts == [
        "software OpenSSH_7.6p1 Ubuntu-4ubuntu0.3", "operatingSystem Ubuntu Linux",
        "client: software PuTTY_Release_0.70",
      ])
    #expect(flow.dissection.isEncrypted)
    #expect(flow.dissection.messages.packets(.ssh) == 3)
  }

  @Test("a banner of more than 255 octets is malformed")
  func longBanner() {
    var flow = Self.flow()
    flow.feed(.client(Self.line("SSH-2.0-" + String(repeating: "x", count: 300))))
    #expect(flow.malformed(.ssh) == 1)
    #expect(flow.facts.isEmpty)
  }

  static let samples: [PageSample] = [
    PageSample("client's banner", .client(line("SSH-2.0-PuTTY_Release_0.70"))),
    PageSample("try of a login", SSHLoginTests.page),
    PageSample("server's banner", .server(line("SSH-2.0-dropbear_2016.74"))),
    PageSample("server's banner that names a system", .server(line("SSH-2.0-OpenSSH_7.6p1 Debian-1"))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("ssh", Self.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      return flow
    }
  }

  @Test("recognises a banner, and waits for its first octets")
  func recognition() {
    #expect(SSHDissector.recognise(octets: Self.exchange[0].octets) == .consistent)
    #expect(SSHDissector.recognise(octets: Array("SSH-".utf8)) == .undecided)
    #expect(SSHDissector.recognise(octets: Array("SSX-".utf8)) == .no)
    #expect(SSHDissector.recognise(octets: Array("SSH-3.0-x".utf8)) == .no)
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    let handshake = Self.exchange + [.server(SSHLoginTests.newKeys), .client(SSHLoginTests.newKeys)]
    HostileInput.everyPrefix(of: handshake, Self.flow)
    HostileInput.everyTruncation(of: handshake, Self.flow)
    HostileInput.everyMutation(of: handshake, Self.flow)
  }
}
