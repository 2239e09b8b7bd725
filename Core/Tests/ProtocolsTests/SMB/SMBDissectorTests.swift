import Protocols
import Streams
import Testing
import Vocabulary

extension SMBDissector: StreamDissector {}

@Suite("SMB")
struct SMBDissectorTests {
  static func flow() -> DissectedFlow<SMBDissector> {
    DissectedFlow(SMBDissector(), serverPort: SMBDissector.port)
  }

  static func frame(_ message: [UInt8]) -> [UInt8] {
    [0, UInt8(message.count >> 16), UInt8(message.count >> 8 & 255), UInt8(message.count & 255)] + message
  }

  /// An SMB2 message of a command, a message id and a status.
  static func smb2(
    _ command: Int, id: Int, status: Int = 0, isResponse: Bool = false, _ body: [UInt8]
  ) -> [UInt8] {
    frame(
      Array([0xFE] + "SMB".utf8) + NTLMTokens.little16(64) + [0, 0] + NTLMTokens.little32(status)
        + NTLMTokens.little16(command) + [1, 0] + NTLMTokens.little32(isResponse ? 1 : 0) + [0, 0, 0, 0]
        + NTLMTokens.little32(id) + [0, 0, 0, 0] + [UInt8](repeating: 0, count: 32) + body)
  }

  static let more = 0xC000_0016
  static let refused = 0xC000_006D

  static func loginRequest(id: Int, _ token: [UInt8]) -> WireMessage {
    .client(
      smb2(
        1, id: id,
        [25, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] + NTLMTokens.little16(88) + NTLMTokens.little16(token.count)
          + [UInt8](repeating: 0, count: 8) + token))
  }

  static func loginResponse(id: Int, status: Int, _ token: [UInt8] = []) -> WireMessage {
    .server(
      smb2(
        1, id: id, status: status, isResponse: true,
        [9, 0, 0, 0] + NTLMTokens.little16(token.isEmpty ? 0 : 72) + NTLMTokens.little16(token.count) + token)
    )
  }

  static func share(id: Int, _ path: String) -> WireMessage {
    let path = NTLMTokens.wide(path)
    return .client(
      smb2(3, id: id, [9, 0, 0, 0] + NTLMTokens.little16(72) + NTLMTokens.little16(path.count) + path))
  }

  static func shareResponse(id: Int, status: Int) -> WireMessage {
    .server(smb2(3, id: id, status: status, isResponse: true, [UInt8](repeating: 0, count: 16)))
  }

  static let exchange: [WireMessage] = [
    loginResponse(id: 2, status: more, NTLMTokens.challenge),
    loginRequest(id: 3, NTLMTokens.authenticate("joe")),
    loginResponse(id: 3, status: 0), share(id: 4, "\\\\press-srv\\recipes"), shareResponse(id: 4, status: 0),
  ]

  @Test("a login names both machines, their systems, the user and how it ended")
  func login() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(
      flow.story == [
        "authenticate user PLANT\\joe succeeded", "connect \\\\press-srv\\recipes succeeded",
      ])
    #expect(
      flow.facts == [
        "operatingSystem Windows 7 / Server 2008 R2 (build 7601)", "hostname press-srv.plant.example",
        "hostname PRESS-SRV", "client: operatingSystem Windows 7 / Server 2008 R2 (build 7601)",
        "client: hostname PRESS-PC",
      ])
    #expect(flow.dissection.messages.packets(.smb2) == 5)
    #expect(flow.dissection.messages.packets(.nbss) == 5)
    #expect(flow.dissection.messages.packets(.ntlmssp) == 2)
    #expect(flow.dissection.refinedName == .smb2)
  }

  @Test("a login that the server refuses, one of nobody, one that nobody answers")
  func outcomes() {
    var flow = Self.flow()
    flow.feed([
      Self.loginRequest(id: 1, NTLMTokens.authenticate("joe")),
      Self.loginResponse(id: 1, status: Self.refused),
      Self.loginRequest(id: 2, NTLMTokens.authenticate("")), Self.loginResponse(id: 2, status: 0),
      Self.loginRequest(id: 3, NTLMTokens.authenticate("joe")),
    ])
    flow.finish()
    #expect(
      flow.story == [
        "authenticate user PLANT\\joe refused", "authenticate - succeeded",
        "authenticate user PLANT\\joe unanswered",
      ])
    #expect(flow.activities.map(\.deed) == [.plain, .anonymous, .plain])
  }

  @Test("a file's octets are passed over unread")
  func skips() {
    var flow = Self.flow()
    let write = Self.smb2(9, id: 9, [UInt8](repeating: 0xFE, count: 60_000))
    flow.feed(.client(Array(write[..<120])))
    #expect(flow.waitingOctets(.toServer) == 0)
    flow.feed(.client(Array(write[120...])))
    flow.feed(Self.exchange)
    #expect(flow.losses == 0 && flow.story.count == 2)
  }

  /// An SMB1 session setup of `words` and `octets`, in wide text.
  static func smb1(_ isResponse: Bool, status: Int = 0, _ words: [UInt8], _ octets: [UInt8]) -> [UInt8] {
    frame(
      Array([0xFF] + "SMB".utf8) + [0x73] + NTLMTokens.little32(status) + [isResponse ? 0x88 : 0x08]
        + NTLMTokens.little16(0x8001) + [UInt8](repeating: 0, count: 18) + NTLMTokens.little16(7)
        + [UInt8(words.count / 2)] + words + NTLMTokens.little16(octets.count) + octets)
  }

  static func texts(_ texts: String...) -> [UInt8] {
    Array(texts.map { NTLMTokens.wide($0) + [0, 0] }.joined())
  }

  /// Passwords of 24 octets each; an octet before the texts brings them to an even place.
  static let oldLogin: WireMessage = .client(
    smb1(
      false,
      [255, 0, 0, 0] + [UInt8](repeating: 0, count: 10) + [24, 0, 24, 0] + [UInt8](repeating: 0, count: 8),
      [UInt8](repeating: 0x55, count: 48) + [0]
        + texts("joe", "PLANT", "Windows 5.1", "Windows 2000 LAN Manager")))
  static let oldAnswer: WireMessage = .server(
    smb1(true, [255, 0, 0, 0, 0, 0], [0] + texts("Unix", "Samba 3.0.22", "PLANT")))

  @Test("an old login by name, and what both sides call their systems")
  func oldLogins() {
    var flow = Self.flow()
    flow.feed([Self.oldLogin, Self.oldAnswer])
    #expect(flow.story == ["authenticate user PLANT\\joe succeeded"])
    #expect(
      flow.facts == ["client: operatingSystem Windows 5.1", "operatingSystem Unix", "software Samba 3.0.22"])
    #expect(flow.dissection.messages.packets(.smb) == 2)
    #expect(flow.dissection.refinedName == .smb)
  }

  @Test("texts that end before their even place are none")
  func noTexts() {
    for words in [[255, 0, 0, 0, 0, 0], [255, 0, 0, 0, 0, 0, 0, 0]] as [[UInt8]] {
      var flow = Self.flow()
      flow.feed(.server(Self.smb1(true, words, [])))
      #expect(flow.facts.isEmpty && flow.losses == 0)
    }
  }

  @Test("recognises session messages with an SMB message inside")
  func recognition() {
    #expect(SMBDissector.recognise(octets: Self.exchange[0].octets) == .consistent)
    #expect(SMBDissector.recognise(octets: wireOctets("00000040 FE534D")) == .undecided)
    #expect(SMBDissector.recognise(octets: wireOctets("00000040 FE534D43")) == .no)
    #expect(SMBDissector.recognise(octets: wireOctets("81000044")) == .consistent)
    #expect(SMBDissector.recognise(octets: wireOctets("7F000044")) == .no)
  }

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("smb2", SMBPage.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.exchange, Self.flow)
    for exchange in [Self.exchange, [Self.oldLogin, Self.oldAnswer]] {
      HostileInput.everyTruncation(of: exchange, Self.flow)
      HostileInput.everyMutation(of: exchange, Self.flow)
    }
    for body in ["00000004 FF534D42", "00000004 FE534D42", "00000021 FE534D42"] {
      var flow = Self.flow()
      flow.feed(.client(wireOctets(body) + [UInt8](repeating: 0, count: 40)))
    }
  }
}
