import Protocols
import Streams
import Testing
import Vocabulary

extension DCERPCDissector: StreamDissector {}

@Suite("DCE-RPC")
struct DCERPCDissectorTests {
  static func flow() -> DissectedFlow<DCERPCDissector> {
    DissectedFlow(DCERPCDissector(), serverPort: DCERPCDissector.port)
  }

  /// A fragment of a type and a call, with eight octets of body and a login's token behind.
  static func fragment(_ type: UInt8, call: Int, _ token: [UInt8] = [], body: Int = 8) -> [UInt8] {
    [5, 0, type, 3, 0x10, 0, 0, 0] + NTLMTokens.little16(16 + body + token.count)
      + NTLMTokens.little16(token.count) + NTLMTokens.little32(call) + [UInt8](repeating: 0, count: body)
      + token
  }

  static let exchange: [WireMessage] = [
    .server(fragment(12, call: 1, NTLMTokens.challenge)),
    .client(fragment(16, call: 1, NTLMTokens.authenticate("joe"))),
    .client(fragment(0, call: 1)), .server(fragment(2, call: 1)),
  ]

  @Test("a bind that logs in names the user, the first answer ends it")
  func login() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(flow.story == ["authenticate user PLANT\\joe succeeded"])
    #expect(flow.facts.contains("hostname PRESS-SRV"))
    #expect(flow.dissection.messages.packets(.dcerpc) == 4)
  }

  @Test("a fault in its place refuses")
  func fault() {
    var flow = Self.flow()
    flow.feed([Self.exchange[1], .server(Self.fragment(3, call: 1))])
    #expect(flow.story == ["authenticate user PLANT\\joe refused"])
  }

  @Test("calls are passed over unread")
  func skips() {
    var flow = Self.flow()
    let call = Self.fragment(0, call: 2, body: 5_000)
    flow.feed(.client(Array(call[..<20])))
    #expect(flow.waitingOctets(.toServer) == 0)
    flow.feed([.client(Array(call[20...]) + Self.exchange[1].octets)])
    #expect(flow.losses == 0)
    #expect(flow.dissection.messages.packets(.dcerpc) == 2)
  }

  @Test("recognises a header of version 5 in either byte order")
  func recognition() {
    #expect(DCERPCDissector.recognise(octets: Self.exchange[0].octets) == .consistent)
    #expect(
      DCERPCDissector.recognise(octets: wireOctets("0500 0B03 00000000 0048 0000 00000001")) == .consistent)
    #expect(DCERPCDissector.recognise(octets: wireOctets("0500 0B03 10000000 0F00 0000 01000000")) == .no)
    #expect(DCERPCDissector.recognise(octets: wireOctets("0564 0B03")) == .no)
    #expect(DCERPCDissector.recognise(octets: wireOctets("0500 0B03")) == .undecided)
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.exchange, Self.flow)
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
  }
}
