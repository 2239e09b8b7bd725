import Protocols
import Streams
import Testing
import Vocabulary

extension TFTPDissector: DatagramDissector {}

@Suite("TFTP")
struct TFTPDissectorTests {
  static func flow() -> DissectedFlow<TFTPDissector> {
    DissectedFlow(TFTPDissector(), serverPort: TFTPDissector.port)
  }

  static func request(_ code: UInt8, _ name: String, _ mode: String = "octet") -> [UInt8] {
    [0, code] + Array(name.utf8) + [0] + Array(mode.utf8) + [0]
  }

  static let exchange: [WireMessage] = [
    .client(request(1, "plc/firmware.bin")), .server("0003 0001 AABBCC"), .client("0004 0001"),
  ]

  @Test("a file that is read, and its first data")
  func read() {
    var flow = Self.flow()
    flow.deliver(Self.exchange)
    flow.finish()
    #expect(flow.story == ["transfer plc/firmware.bin succeeded"])
    #expect(flow.activities.map(\.deed) == [.fileRead])
    #expect(flow.dissection.messages.packets(.tftp) == 3)
  }

  @Test("a file that may not be written, in any case of the mode")
  func refused() {
    var flow = Self.flow()
    flow.deliver([.client(Self.request(2, "config", "NetAscii")), .server("0005 0002 00")])
    #expect(flow.story == ["transfer config refused"])
    #expect(flow.activities.map(\.deed) == [.fileWrite])
  }

  @Test("a request has a name and a mode")
  func recognition() {
    #expect(TFTPDissector.recognise(Self.request(1, "a").span) == .consistent)
    #expect(TFTPDissector.recognise(Self.request(1, "a", "other").span) == .no)
    #expect(TFTPDissector.recognise(Self.request(1, "").span) == .no)
    #expect(TFTPDissector.recognise(wireOctets("0001 61 00 6F63746574").span) == .no)
    #expect(TFTPDissector.recognise(wireOctets("0003 0001 00").span) == .no)
    #expect(TFTPDissector.recognise(transfer: wireOctets("0003 0001 00").span) == .consistent)
  }

  static let samples: [PageSample] = [
    PageSample("read request", .client(request(1, "firmware.bin"))),
    PageSample("write request", .client(request(2, "startup-config"))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("tftp", Self.samples) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap")
  func hostile() { HostileInput.everyDatagram(of: Self.exchange, Self.flow) }
}
