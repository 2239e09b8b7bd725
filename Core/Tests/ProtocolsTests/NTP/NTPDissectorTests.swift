import Protocols
import Streams
import Testing
import Vocabulary

extension NTPDissector: DatagramDissector {}
extension RPCDissector: StreamDissector, DatagramDissector {}

@Suite("NTP")
struct NTPDissectorTests {
  static func flow() -> DissectedFlow<NTPDissector> {
    DissectedFlow(NTPDissector(), serverPort: NTPDissector.port)
  }

  static func time(_ mode: UInt8, origin: UInt8, transmit: UInt8) -> [UInt8] {
    [4 << 3 | mode, 2, 6, 0xEC] + [UInt8](repeating: 0, count: 20) + [UInt8](repeating: origin, count: 8)
      + [UInt8](repeating: 3, count: 8) + [UInt8](repeating: transmit, count: 8)
  }

  static let question = time(3, origin: 0, transmit: 9)
  static let variables =
    [0x16, 0x82, 0, 1, 0, 0, 0, 0, 0, 0, 0, 60]
    + Array("version=\"ntpd 4.2.8p10\", processor=\"x86_64\", system=\"Linux/4.9.0\"".utf8)
  static let list: [UInt8] = [0x17, 0, 3, 42, 0, 0, 0, 0]

  @Test("a question and its answer, by the time that was sent")
  func question() {
    var flow = Self.flow()
    flow.deliver([
      .client(Self.question), .server(Self.time(4, origin: 9, transmit: 1)),
      .client(Self.time(3, origin: 0, transmit: 8)), .server(Self.time(4, origin: 7, transmit: 1)),
    ])
    flow.finish()
    #expect(flow.story == ["read - succeeded", "read - unanswered"])
    #expect(flow.dissection.messages.packets(.ntp) == 4)
  }

  @Test("recognises versions and modes")
  func recognition() {
    #expect(NTPDissector.recognise(Self.question.span) == .consistent)
    #expect(NTPDissector.recognise(Self.list.span) == .consistent)
    let (cut, zeros) = (Array(Self.question.dropLast()), [UInt8](repeating: 0, count: 48))
    #expect(NTPDissector.recognise(cut.span) == .no)
    #expect(NTPDissector.recognise(zeros.span) == .no)
  }

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    let samples = [
      PageSample("question for the time", .client(Self.question)),
      PageSample("question for those who asked", .client(Self.list)),
      PageSample("variables of a server", .server(Self.variables)),
    ]
    try ProtocolPage.hold("ntp", samples) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyDatagram(
      of: [.client(Self.question), .server(Self.variables), .client(Self.list)], Self.flow)
  }
}

@Suite("ONC RPC")
struct RPCDissectorTests {
  static let call = wireOctets("0000002A 00000000 00000002 000186A3 00000003 00000001 00000000")
  static let reply = wireOctets("0000002A 00000001 00000000 00000000 00000000 00000000")

  static func record(_ message: [UInt8]) -> [UInt8] { [0x80, 0, 0, UInt8(message.count)] + message }

  @Test("a call names its program, and the reply is of the same")
  func program() {
    var flow = DissectedFlow(RPCDissector(), serverPort: RPCDissector.nfs)
    flow.deliver([.client(Self.call), .server(Self.reply)])
    #expect(flow.dissection.messages.packets(.rpc) == 2)
    #expect(flow.dissection.messages.packets(.nfs) == 2)
  }

  @Test("records on a stream, cut anywhere")
  func records() {
    let exchange: [WireMessage] = [
      .client(Self.record(Self.call) + Self.record(Self.call)), .server(Self.record(Self.reply)),
    ]
    HostileInput.everyPrefix(of: exchange) { DissectedFlow(RPCDissector(), serverPort: 2_049) }
    HostileInput.everyMutation(of: exchange) { DissectedFlow(RPCDissector(), serverPort: 2_049) }
    #expect(RPCDissector.recognise(octets: Self.record(Self.call)) == .consistent)
    #expect(RPCDissector.recognise(datagram: Self.reply.span) == .consistent)
    let other = wireOctets("0000002A 00000002 00000000")
    #expect(RPCDissector.recognise(datagram: other.span) == .no)
  }
}
