import Protocols
import Streams
import Testing
import Vocabulary

extension RADIUSDissector: DatagramDissector {}

@Suite("RADIUS")
struct RADIUSDissectorTests {
  static func flow() -> DissectedFlow<RADIUSDissector> {
    DissectedFlow(RADIUSDissector(), serverPort: RADIUSDissector.port)
  }

  static func message(_ code: UInt8, _ attributes: [(UInt8, String)] = [], id: UInt8 = 7) -> [UInt8] {
    let list = attributes.flatMap { [$0.0, UInt8($0.1.utf8.count + 2)] + Array($0.1.utf8) }
    return [code, id, 0, UInt8(20 + list.count)] + [UInt8](repeating: 0xA5, count: 16) + list
  }

  static let request = message(1, [(4, "abcd"), (1, "joe"), (32, "switch-1")])

  @Test("accept, reject, a challenge that goes on, and no answer")
  func outcomes() {
    var flow = Self.flow()
    flow.deliver([
      .client(Self.request), .server(Self.message(2)), .client(Self.request), .server(Self.message(3)),
      .client(Self.request), .server(Self.message(11)), .client(Self.request),
    ])
    flow.finish()
    #expect(
      flow.story == [
        "authenticate user joe succeeded", "authenticate user joe refused",
        "authenticate user joe unanswered",
      ])
    #expect(flow.facts.first == "client: hostname switch-1")
  }

  @Test("recognises known codes and a length that fits")
  func recognition() {
    #expect(RADIUSDissector.recognise(Self.request.span) == .consistent)
    #expect(RADIUSDissector.recognise(Self.message(9).span) == .no)
    let cut = Array(Self.request.dropLast())
    #expect(RADIUSDissector.recognise(cut.span) == .no)
  }

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("radius", [PageSample("Access-Request", .client(Self.request))]) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyDatagram(of: [.client(Self.request), .server(Self.message(3))], Self.flow)
  }
}
