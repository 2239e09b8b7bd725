import Protocols
import Streams
import Testing
import Vocabulary

extension VNCDissector: StreamDissector {}

@Suite("VNC")
struct VNCDissectorTests {
  static func flow() -> DissectedFlow<VNCDissector> { DissectedFlow(VNCDissector(), serverPort: 5_900) }

  static func version(_ minor: Int) -> [UInt8] { Array("RFB 003.00\(minor)\n".utf8) }
  static let block = [UInt8](repeating: 0x5A, count: 16)

  /// A login by password in version 3.8, with the server's word at its end.
  static func exchange(_ result: String = "00000000") -> [WireMessage] {
    [
      .server(version(8)), .client(version(8)), .server("02 10 02"), .client("02"), .server(block),
      .client(block), .server(result), .client("01"),
    ]
  }

  static func story(_ messages: [WireMessage]) -> [String] {
    var flow = Self.flow()
    flow.feed(messages)
    flow.finish()
    return flow.story
  }

  @Test("a password that is right, and one that is not")
  func password() {
    #expect(Self.story(Self.exchange()) == ["authenticate - succeeded"])
    #expect(Self.story(Self.exchange("00000001")) == ["authenticate - refused"])
  }

  @Test("no password at all, in each version", arguments: [3, 7, 8])
  func open(_ minor: Int) {
    var flow = Self.flow()
    flow.feed([.server(Self.version(minor)), .client(Self.version(minor))])
    switch minor {
    case 3: flow.feed([.server("00000001"), .client("01")])
    case 7: flow.feed([.server("01 01"), .client("01"), .client("01")])
    default: flow.feed([.server("01 01"), .client("01"), .server("00000000"), .client("01")])
    }
    flow.finish()
    #expect(flow.story == ["authenticate - succeeded"])
    #expect(flow.activities.map(\.deed) == [.anonymous])
  }

  @Test("version 3.3, in which the server chooses")
  func oldVersion() {
    #expect(
      Self.story([
        .server(Self.version(3)), .client(Self.version(3)), .server("00000002"), .server(Self.block),
        .client(Self.block), .server("00000001"),
      ]) == ["authenticate - refused"])
  }

  @Test("a kind that is not read, and a server that turns the client away")
  func other() {
    #expect(
      Self.story([
        .server(Self.version(8)), .client(Self.version(8)), .server("01 13"), .client("13"), .server("0002"),
      ]) == [])
    #expect(
      Self.story([
        .server(Self.version(8)), .client(Self.version(8)), .server("00 00000002 6E6F"), .client("02"),
      ]) == [])
  }

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    let samples = [
      PageSample("login by password", Self.exchange()),
      PageSample("server's version", .server(Self.version(3))),
    ]
    try ProtocolPage.hold("vnc", samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.exchange(), Self.flow)
    HostileInput.everyTruncation(of: Self.exchange(), Self.flow)
    HostileInput.everyMutation(of: Self.exchange(), Self.flow)
  }
}
