import Protocols
import Streams
import Testing
import Vocabulary

extension TLSDissector: StreamDissector {}

@Suite("TLS")
struct TLSDissectorTests {
  static func flow() -> DissectedFlow<TLSDissector> {
    DissectedFlow(TLSDissector(), serverPort: TLSDissector.port)
  }

  static func record(_ type: UInt8, _ fragment: [UInt8]) -> [UInt8] {
    [type, 3, 1, UInt8(fragment.count >> 8), UInt8(fragment.count & 255)] + fragment
  }

  static let random = String(repeating: "A5", count: 32)

  /// Offers TLS 1.2, without session or compression, one cipher suite; `extensions` behind.
  static func clientHello(_ extensions: String) -> [UInt8] {
    let more = wireOctets(extensions)
    let body =
      wireOctets("0303" + random + "00 0002 1301 01 00") + [UInt8(more.count >> 8), UInt8(more.count & 255)]
      + more
    return record(22, [1, 0, 0, UInt8(body.count)] + body)
  }

  static func serverHello(_ version: String, _ extensions: String = "") -> [UInt8] {
    let more = wireOctets(extensions)
    let body = wireOctets(version + random + "00 1301 00") + [0, UInt8(more.count)] + more
    return record(22, [2, 0, 0, UInt8(body.count)] + body)
  }

  /// The name plc.example and the versions 1.3 and 1.2.
  static let name = "0000 0010 000E 00 000B 706C632E6578616D706C65"
  static let versions = "002B 0005 04 0304 0303"
  static let data = record(23, [UInt8](repeating: 7, count: 40))

  static let exchange: [WireMessage] = [
    .client(clientHello(name + versions)), .server(serverHello("0303", "002B 0002 0304")), .client(data),
    .server(data),
  ]

  @Test("a hello names the server that is wanted, the answer ends it")
  func connects() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    flow.finish()
    #expect(flow.story == ["connect sni plc.example succeeded"])
    #expect(flow.dissection.observations.activities[0].code == 0x0304)
    #expect(flow.facts == ["client: ja4 t13d010200_0f2cb44170f4_b9a491fefe05"])
    #expect(flow.dissection.isEncrypted)
    #expect(flow.dissection.messages.packets(.tls) == 4)
  }

  @Test("an alert in place of the answer refuses")
  func refused() {
    var flow = Self.flow()
    flow.feed([Self.exchange[0], .server(Self.record(21, [2, 40]))])
    #expect(flow.story == ["connect sni plc.example refused"])
  }

  @Test("a body that nobody reads is passed over, though it comes in pieces")
  func skips() {
    var flow = Self.flow()
    flow.feed(Array(Self.exchange[..<2]))
    let data = Self.record(23, [UInt8](repeating: 22, count: 9_000))
    flow.feed(.server(Array(data[..<100])))
    #expect(flow.waitingOctets(.toClient) == 0)
    flow.feed(.server(Array(data[100...]) + Self.data))
    #expect(flow.losses == 0)
    #expect(flow.dissection.messages.packets(.tls) == 4)
  }

  @Test("encrypted handshake messages are no hello, whatever they look like")
  func encryptedHandshake() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    flow.feed([.client(Self.clientHello(Self.name)), .server(Self.serverHello("0301"))])
    flow.finish()
    #expect(flow.story.count == 1)
    #expect(flow.facts.count == 1)
  }

  @Test("octets that are no record are lost")
  func lost() {
    var flow = Self.flow()
    flow.feed(.client("16 0303 0000 00"))
    flow.feed(.client("47 45 54 20 2F 20"))
    #expect(flow.losses == 2)
  }

  static let samples: [PageSample] = [
    PageSample("ClientHello with a server name", .client(clientHello(name))),
    PageSample("ClientHello without", .client(clientHello(versions))),
    PageSample("ClientHello to a service for access from afar", .client(clientHello(remoteName))),
    PageSample("ServerHello, TLS 1.1 or older", .server(serverHello("0301"))),
    PageSample("Certificate, up to TLS 1.2", .server(certificate)),
    PageSample("Certificate of a product for access from afar", .server(relayCertificate)),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("tls", Self.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  /// The name relay-1.net.anydesk.com.
  static let remoteName =
    "0000 001C 001A 00 0017 72656C61792D312E6E65742E616E796465736B2E636F6D"
  static let certificate = record(22, CertificateWire.message(CertificateWire.plain))
  static let relayCertificate = record(22, CertificateWire.message(CertificateWire.relay))

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    let exchange =
      Self.exchange[..<1] + [.server(Self.serverHello("0303")), .server(Self.certificate)]
      + Self.exchange[2...]
    HostileInput.everyPrefix(of: Array(exchange), Self.flow)
    HostileInput.everyTruncation(of: Array(exchange), Self.flow)
    HostileInput.everyMutation(of: Array(exchange), Self.flow)
  }
}
