import Protocols
import Testing
import Vocabulary

extension LLDPDissector: DatagramDissector {}

@Suite("LLDP")
struct LLDPDissectorTests {
  static func flow() -> DissectedFlow<LLDPDissector> {
    DissectedFlow(
      LLDPDissector(), client: HostAddress(mac: MACAddress(rawValue: 0x02_00_00_00_00_01)),
      server: HostAddress(mac: MACAddress(rawValue: 0x01_80_C2_00_00_0E)))
  }

  static func entry(_ type: UInt8, _ value: [UInt8]) -> [UInt8] {
    [type << 1 | UInt8(value.count >> 8 & 1), UInt8(value.count & 255)] + value
  }

  static func entry(_ type: UInt8, _ text: String) -> [UInt8] { entry(type, Array(text.utf8)) }

  /// Chassis 02:00:00:00:00:10, a port, a time to live, and `entries` before the end.
  static func frame(_ entries: [[UInt8]]) -> [UInt8] {
    entry(1, [4] + wireOctets("020000000010")) + entry(2, "\u{7}port-001") + entry(3, [0, 20])
      + entries.joined() + entry(0, [])
  }

  static let profinet = entry(127, wireOctets("000ECF 02 0000"))
  static let management = entry(8, wireOctets("05 01 C0A80105 02 00000001 00"))

  @Test("a device's own address is bound, not its port's, and what it says is told of that")
  func chassis() {
    var flow = Self.flow()
    flow.deliver(
      .client(Self.frame([Self.entry(5, "Switch2"), Self.entry(7, [0, 0x14, 0, 4]), Self.management])))
    #expect(flow.story == ["identify - succeeded"])
    #expect(flow.activities.map(\.deed) == [.announce])
    #expect(flow.bindings == ["02:00:00:00:00:10 192.168.1.5 lldp"])
    #expect(flow.facts == ["hostname Switch2", "role switch"])
    let device = Endpoint(HostAddress(mac: MACAddress(rawValue: 0x02_00_00_00_00_10)))
    #expect(
      flow.dissection.observations.facts.allSatisfy { flow.dissection.endpoints[$0.endpoint] == device })
  }

  @Test("a name that PROFINET gives stands as chassis id, a type plate there is no name")
  func stationName() {
    for (chassis, facts) in [("press-1", ["client: hostname press-1"]), ("ET200SP  6ES7 155", [])] {
      var flow = Self.flow()
      flow.deliver(.client(Self.entry(1, "\u{7}" + chassis) + Self.profinet))
      #expect(flow.facts == facts)
    }
  }

  @Test("without a chassis, or with an entry beyond the frame, it is malformed")
  func malformed() {
    for octets in [Self.entry(3, [0, 20]), wireOctets("0207 04 02000000"), [2]] {
      var flow = Self.flow()
      flow.deliver(.client(octets))
      #expect(flow.malformed(.lldp) == 1)
      #expect(flow.activities.isEmpty)
    }
  }

  static let samples = [
    PageSample("any frame", .client(frame([]))),
    PageSample("system name (5)", .client(frame([entry(5, "Switch2")]))),
    PageSample("chassis id (1) of a PROFINET device", .client(entry(1, "\u{7}press-1") + profinet)),
    PageSample("capabilities (7), bridge but no station", .client(frame([entry(7, [0, 0x04, 0, 4])]))),
    PageSample(
      "description (6), Siemens' type plate",
      .client(
        frame([
          entry(
            6,
            "Siemens, SIMATIC S7, CPU 1516-3 PN/DP, 6ES7 516-3AN01-0AB0, HW: Version 3, FW: V2.6.0, S C-K7LT2"
          )
        ]))),
    PageSample(
      "description (6), Siemens, older", .client(frame([entry(6, "Siemens AG SIMATIC S7 SCALANCE X 200")]))),
    PageSample(
      "description (6), Siemens' software on a PC",
      .client(frame([profinet, entry(6, "Example Inc. PC 990,01,G22XB2S + HMI")]))),
    PageSample(
      "description (6), Cisco",
      .client(frame([entry(6, "Cisco IOS Software, IE4010  Software (IE4010-X-M), Version 15.2(6)E0a, R")]))),
    PageSample(
      "description (6), with a software version",
      .client(frame([entry(6, "Example MAR - SW: L2P-09.0.00")]))),
    PageSample("description (6), with an operating system", .client(frame([entry(6, "Linux 5.4.0\nmore")]))),
    PageSample("description (6), others", .client(frame([entry(6, "Industrial switch")]))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("lldp", Self.samples) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      return flow
    }
  }

  @Test("hostile octets never trap")
  func hostile() {
    for sample in Self.samples { HostileInput.everyDatagram(of: sample.exchange, Self.flow) }
  }
}
