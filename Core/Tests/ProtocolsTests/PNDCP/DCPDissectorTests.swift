import Protocols
import Streams
import Testing
import Vocabulary

extension DCPDissector: DatagramDissector {}

@Suite("PROFINET DCP")
struct DCPDissectorTests {
  static func flow() -> DissectedFlow<DCPDissector> {
    DissectedFlow(
      DCPDissector(), client: HostAddress(mac: MACAddress(rawValue: 0x02_00_00_00_00_01)),
      server: HostAddress(mac: MACAddress(rawValue: 0x02_00_00_00_00_02)))
  }

  /// A frame of its frame id, service, type, transaction 7 and blocks.
  static func frame(_ frameID: String, _ service: UInt8, _ type: UInt8, _ blocks: String) -> [UInt8] {
    let data = wireOctets(blocks)
    return wireOctets(frameID) + [service, type, 0, 0, 0, 7, 0, 1, 0, UInt8(data.count)] + data
  }

  static let searchForAll = WireMessage.client(frame("FEFE", 5, 0, "FFFF 0000"))
  /// Type X208, name press-1, Siemens, IO device, 192.168.0.6.
  static let found = WireMessage.server(
    frame(
      "FEFF", 5, 1,
      """
      0201 0006 0000 58323038
      0202 0009 0000 70726573732D31 00
      0203 0006 0000 002A 0A01
      0204 0004 0000 0100
      0102 000E 0001 C0A80006 FFFFFF00 C0A80001
      """))
  static let setName = WireMessage.client(
    frame("FEFD", 4, 0, "0202 0009 0001 70726573732D32 00"))
  static let nameIsSet = WireMessage.server(frame("FEFD", 4, 1, "0504 0003 0202 00 00"))
  static let setAddress = WireMessage.client(
    frame("FEFD", 4, 0, "0102 000E 0001 C0A8000A FFFFFF00 C0A80001"))
  static let addressIsSet = WireMessage.server(frame("FEFD", 4, 1, "0504 0003 0102 00 00"))

  static let exchange = [searchForAll, found, setName, nameIsSet, setAddress, addressIsSet]

  @Test("a device that was found tells its name, maker, type, role and address")
  func identify() {
    var flow = Self.flow()
    flow.deliver([Self.searchForAll, Self.found])
    flow.finish()
    #expect(flow.story == ["identify - succeeded"])
    #expect(
      flow.facts == ["model X208", "hostname press-1", "vendor Siemens", "role ioDevice"])
    #expect(flow.bindings == ["02:00:00:00:00:02 192.168.0.6 pn_dcp"])
    #expect(flow.counts(.pnDCP) == ["service 5/0": 1, "service 5/1": 1])
    #expect(flow.dissection.messages.packets(.pnDCP) == 2)
  }

  @Test("a search by group address finds each device that answers in a flow of its own")
  func search() {
    var flow = Self.flow()
    flow.deliver(Self.searchForAll)
    for serial in [2, 3] as [UInt32] {
      flow.dissection.serial = serial
      flow.deliver(Self.found)
      #expect(flow.dissection.receiverIsClient)
    }
    flow.finish()
    #expect(flow.story == ["identify - succeeded", "identify - succeeded"])
    #expect(flow.activities.allSatisfy { $0.isFromClient && $0.packet == 1 })
  }

  @Test("a search that nobody answers is unanswered")
  func lonelySearch() {
    var flow = Self.flow()
    flow.deliver(.client(Self.frame("FEFE", 5, 0, "0202 0007 70726573732D31 00")))
    flow.finish()
    #expect(flow.story == ["identify name-of-station unanswered"])
  }

  @Test("a search that was sent or captured twice is one, after a second it is another")
  func copies() {
    var flow = Self.flow()
    flow.deliver([Self.searchForAll, Self.searchForAll])
    for _ in 0..<999 { flow.arrive(.toServer, .udp) }
    flow.deliver(Self.searchForAll)
    flow.finish()
    #expect(flow.activities.map(\.packet) == [1, 1_002])
    #expect(flow.counts(.pnDCP) == ["service 5/0": 3])
  }

  @Test("a name and an address count from when they are set")
  func set() {
    var flow = Self.flow()
    flow.deliver(Self.setName)
    #expect(flow.facts.isEmpty)
    flow.deliver([Self.nameIsSet, Self.setAddress])
    #expect(flow.facts == ["hostname press-2"] && flow.bindings.isEmpty)
    flow.deliver(Self.addressIsSet)
    #expect(flow.bindings == ["02:00:00:00:00:02 192.168.0.10 pn_dcp"])
  }

  @Test("a name that is taken away tells no name")
  func unset() {
    var flow = Self.flow()
    flow.deliver([.client(Self.frame("FEFD", 4, 0, "0202 0002 0001")), Self.nameIsSet])
    #expect(flow.facts.isEmpty)
    #expect(flow.story == ["configure name-of-station succeeded"])
  }

  @Test("each option of a Set has its own outcome")
  func outcomes() {
    var flow = Self.flow()
    flow.deliver([
      .client(
        Self.frame(
          "FEFD", 4, 0, "0202 0003 0001 61 00  0102 000E 0001 C0A8000A FFFFFF00 C0A80001  0506 0002 0002")),
      .server(Self.frame("FEFD", 4, 1, "0504 0003 0202 00 00  0504 0003 0102 05 00")),
    ])
    flow.finish()
    #expect(
      flow.story == [
        "configure name-of-station succeeded", "configure ip-suite refused",
        "configure factory-reset unanswered",
      ])
    #expect(flow.activities.map(\.deed) == [.rename, .readdress, .factoryReset])
    #expect(flow.facts == ["hostname a"] && flow.bindings.isEmpty)
  }

  @Test("what a device does not support is refused")
  func unsupported() {
    var flow = Self.flow()
    flow.deliver([Self.setAddress, .server(Self.frame("FEFD", 4, 5, ""))])
    flow.finish()
    #expect(flow.story == ["configure ip-suite refused"])
  }

  @Test(
    "a frame that ends inside its header or a block is malformed",
    arguments: [
      "FEFD 04", "FEFD 0400 00000007 0000 0008 0202 0009 0001 70",
      "FEFD 0400 00000007 0000 0005 0202 0001 00",
    ])
  func malformed(_ octets: String) {
    var flow = Self.flow()
    flow.deliver(.client(octets))
    #expect(flow.malformed(.pnDCP) == 1)
    #expect(flow.activities.isEmpty)
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyDatagram(of: Self.exchange, Self.flow)
  }

  @Test("searches beyond the limit give way to new ones")
  func searchLimit() {
    var flow = Self.flow()
    for xid in 0...DCPDissector.searchLimit {
      flow.deliver(
        .client(wireOctets("FEFE 0500 0000") + [UInt8(xid >> 8), UInt8(xid & 255)] + wireOctets("0001 0000")))
    }
    #expect(flow.dissector.droppedSearches == 1)
    flow.deliver(.server(wireOctets("FEFF 0501 00000000 0000 0000")))
    flow.deliver(.server(wireOctets("FEFF 0501 00000001 0000 0000")))
    #expect(flow.story == ["identify - succeeded"])
  }
}
