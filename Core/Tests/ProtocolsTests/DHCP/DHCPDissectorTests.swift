import Protocols
import Testing
import Vocabulary

extension DHCPDissector: DatagramDissector {
  static func recognise(octets: [UInt8]) -> Recognition { recognise(octets.span) }
}

extension DHCPv6 {
  static func recognise(octets: [UInt8]) -> Recognition { recognise(octets.span) }
}

@Suite("DHCP")
struct DHCPDissectorTests {
  static func flow() -> DissectedFlow<DHCPDissector> {
    DissectedFlow(
      DHCPDissector(), clientPort: DHCPDissector.clientPort, serverPort: DHCPDissector.serverPort,
      client: HostAddress(ipv4: 0), server: HostAddress(ipv4: .max))
  }

  /// A message of 02:00:00:00:00:10 with an address given and one of its own.
  static func message(
    _ operation: UInt8, given: String = "00000000", own: String = "00000000", relay: String = "00000000",
    _ options: [UInt8]
  ) -> [UInt8] {
    [operation] + wireOctets("01 06 00 12345678 0000 0000") + wireOctets(own) + wireOctets(given)
      + wireOctets("00000000") + wireOctets(relay) + wireOctets("020000000010")
      + [UInt8](repeating: 0, count: 202) + wireOctets("63825363") + options + [255]
  }

  static func option(_ code: UInt8, _ text: String) -> [UInt8] {
    [code, UInt8(text.utf8.count)] + Array(text.utf8)
  }
  static func type(_ type: UInt8) -> [UInt8] { [53, 1, type] }

  static let samples = [
    PageSample("host name (12)", .client(message(1, type(3) + option(12, "press-pc")))),
    PageSample(
      "full name (81)", .client(message(1, type(3) + [81, 14, 0, 0, 0] + Array("pc.plant.de".utf8)))),
    PageSample("vendor class (60), Windows", .client(message(1, type(1) + option(60, "MSFT 5.0")))),
    PageSample("vendor class (60), Android", .client(message(1, type(1) + option(60, "android-dhcp-9")))),
    PageSample(
      "vendor class (60), with Linux", .client(message(1, type(1) + option(60, "dhcpcd-6.11.5:Linux-4.1.18")))
    ),
    PageSample("vendor class (60), others", .client(message(1, type(1) + option(60, "udhcp 1.20.2")))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("dhcp", Self.samples, deeds: false) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      return flow
    }
  }

  @Test("what a client says is told of its hardware address")
  func teller() {
    var flow = Self.flow()
    flow.deliver(Self.samples[0].exchange)
    let device = Endpoint(HostAddress(mac: MACAddress(rawValue: 0x02_00_00_00_00_10)))
    #expect(flow.dissection.observations.facts.map { flow.dissection.endpoints[$0.endpoint] } == [device])
    #expect(flow.dissection.messages.packets(.dhcp) == 1)
  }

  @Test("an acknowledgement binds, an offer does not")
  func binding() {
    var flow = Self.flow()
    flow.deliver(.server(Self.message(2, given: "C0A80105", Self.type(2))))
    #expect(flow.bindings.isEmpty)
    flow.deliver(.server(Self.message(2, given: "C0A80105", Self.type(5))))
    #expect(flow.bindings == ["02:00:00:00:00:10 192.168.1.5 dhcp"])
  }

  @Test("a host that renews has its address, one that claims another's does not")
  func renewal() {
    let host = HostAddress(ipv4: 0xC0A8_0105)
    for (own, count) in [("C0A80105", 1), ("C0A80106", 0)] {
      var flow = DissectedFlow(DHCPDissector(), client: host)
      flow.deliver(.client(Self.message(1, own: own, Self.type(3))))
      #expect(flow.bindings.count == count)
    }
  }

  @Test("what a relay brings from another segment binds nothing here")
  func relayed() {
    var flow = Self.flow()
    flow.deliver(.server(Self.message(2, given: "C0A80105", relay: "0A000001", Self.type(5))))
    flow.deliver(.client(Self.message(1, relay: "0A000001", Self.type(3) + Self.option(12, "press-pc"))))
    #expect(flow.bindings.isEmpty && flow.facts.isEmpty)
  }

  @Test("recognises the cookie, or an old message without options")
  func recognition() {
    let message = Self.message(1, Self.type(1))
    #expect(DHCPDissector.recognise(octets: message) == .consistent)
    #expect(DHCPDissector.recognise(octets: Array(message[..<236])) == .consistent)
    #expect(DHCPDissector.recognise(octets: Array(message[..<235])) == .no)
    var altered = message
    altered[237] ^= 1
    #expect(DHCPDissector.recognise(octets: altered) == .no)
  }

  @Test("recognises DHCPv6 by options that fill the datagram")
  func version6() {
    #expect(DHCPv6.recognise(octets: wireOctets("01 123456 0001 0002 0001")) == .consistent)
    #expect(DHCPv6.recognise(octets: wireOctets("01 123456 0001 0003 0001")) == .no)
    #expect(DHCPv6.recognise(octets: wireOctets("00 123456")) == .no)
  }

  @Test("hostile octets never trap")
  func hostile() {
    for sample in Self.samples { HostileInput.everyDatagram(of: sample.exchange, Self.flow) }
  }
}
