import Protocols
import Testing
import Vocabulary

struct DCERPCDatagrams: DatagramDissector {
  static func recognise(octets: [UInt8]) -> Recognition { DCERPCDatagram.recognise(octets.span) }

  mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    if DCERPCDatagram.recognise(octets) == .consistent { DCERPCDatagram.note(datagram: octets, &dissection) }
  }
}

@Suite("DCE-RPC datagrams")
struct DCERPCDatagramTests {
  /// A call in little or big byte order, with four octets of body.
  static func call(_ order: String, _ interface: String, body: String) -> [UInt8] {
    wireOctets("0400 2000" + order + "0000 00") + [UInt8](repeating: 0, count: 16) + wireOctets(interface)
      + [UInt8](repeating: 0, count: 34) + wireOctets(body) + [UInt8](repeating: 0, count: 8)
  }

  static let little = call("10", "0100A0DE 976C D111 8271 00A02442DF7D", body: "0400")
  static let big = call("00", "DEA00002 6C97 11D1 8271 00A02442DF7D", body: "0004")
  static let other = call("10", "0883AFE1 1F5D C911 91A4 08002B14A0FA", body: "0400")

  @Test("a call to PROFINET's interfaces names the flow, another does not")
  func names() {
    for (octets, name) in [(Self.little, ProtocolName.pnIO), (Self.big, .pnIO), (Self.other, nil)] {
      var flow = DissectedFlow(DCERPCDatagrams())
      flow.deliver(.client(octets))
      #expect(flow.dissection.refinedName == name)
      #expect(flow.dissection.messages.packets(.dcerpc) == 1)
    }
  }

  @Test("recognises a header whose body fits")
  func recognition() {
    #expect(DCERPCDatagrams.recognise(octets: Self.little) == .consistent)
    #expect(DCERPCDatagrams.recognise(octets: Self.call("10", "00", body: "0500")) == .no)
    #expect(
      DCERPCDatagrams.recognise(octets: Self.call("20", "00000000000000000000000000000000", body: "0400"))
        == .no)
    #expect(DCERPCDatagrams.recognise(octets: Array(Self.little[..<79])) == .no)
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyDatagram(of: [.client(Self.little)]) { DissectedFlow(DCERPCDatagrams()) }
  }
}
