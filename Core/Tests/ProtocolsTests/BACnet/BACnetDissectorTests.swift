import Protocols
import Streams
import Testing
import Vocabulary

@Suite("BACnet requests and answers")
struct BACnetDissectorTests {
  static func flow() -> DissectedFlow<BACnetDissector> {
    DissectedFlow(BACnetDissector(), clientPort: BACnetDissector.port, serverPort: BACnetDissector.port)
  }

  private static func story(_ messages: WireMessage...) -> [String] {
    var flow = flow()
    flow.deliver(messages)
    flow.finish()
    return flow.story
  }

  private static let write = BACnetWire.client("00 05 07 0F 0C 00400003 19 55 3E 44 42C80000 3F 49 08")

  @Test(
    "an acknowledgement ends its request, an error and a rejection refuse it, an abort breaks it off",
    arguments: [
      ("20 07 0F", "succeeded"), ("50 07 0F 91 02 91 28", "refused"), ("60 07 09", "refused"),
      ("71 07 04", "failed"), ("20 08 0F", "unanswered"), ("20 07 10", "failed"),
    ])
  func outcomes(_ answer: String, _ outcome: String) {
    #expect(
      Self.story(Self.write, BACnetWire.server(answer)) == ["write analog-output 3 present-value \(outcome)"])
  }

  @Test("messages count by type and service, functions of the link layer apart")
  func counts() {
    var flow = Self.flow()
    flow.deliver([
      Self.write, BACnetWire.server("20 07 0F"), BACnetWire.server("60 07 09"),
      BACnetWire.broadcast("10 08"), .client(BACnetWire.link(2, [])),
    ])
    #expect(
      flow.counts(.bacnet) == ["service 0/15": 1, "service 2/15": 1, "service 6/-": 1, "service 1/8": 1])
    #expect(flow.counts(.bvlc) == ["function 10": 3, "function 11": 1, "function 2": 1])
    #expect(flow.dissection.messages.packets(.bacnet) == 4)
    #expect(flow.dissection.messages.packets(.bvlc) == 5)
  }

  @Test("devices behind one router are told apart, and answered each for itself")
  func routers() {
    func read(_ device: UInt8) -> WireMessage {
      .client(
        BACnetWire.link(0x0A, [1, 0x24, 0, 5, 1, device, 255] + wireOctets("00 05 01 0C 0C 00000001 19 55")))
    }
    func answer(_ device: UInt8, _ message: String) -> WireMessage {
      .server(BACnetWire.link(0x0A, [1, 8, 0, 5, 1, device] + wireOctets(message)))
    }
    let story = Self.story(read(7), read(9), answer(9, "50 01 0C 91 01 91 1F"), answer(7, "30 01 0C"))
    #expect(
      story == ["read analog-input 1 present-value refused", "read analog-input 1 present-value succeeded"])
  }

  @Test("a device that told its instance is the unit of what is asked of it")
  func units() {
    var flow = Self.flow()
    flow.deliver([BACnetWire.server("10 00 C4 0200007B 22 05C4 91 03 21 18"), Self.write])
    flow.finish()
    #expect(flow.activities.map(\.unit) == [123, 123])
  }

  @Test("what a broadcast manager passes on is its origin's")
  func forwarded() {
    var flow = Self.flow()
    let message = wireOctets("10 00 C4 0200007B 22 05C4 91 03 21 18")
    flow.deliver(.client(BACnetWire.link(4, [10, 0, 0, 77, 0xBA, 0xC0, 1, 0] + message)))
    #expect(flow.story == ["identify device 123 succeeded"])
    let actor = flow.dissection.observations.activities[0].actor
    #expect(flow.dissection.endpoints[actor].address.text == "10.0.0.77")
    #expect(flow.facts == ["vendor Automated Logic"])
  }

  @Test("what a router passes on says nothing of the router")
  func routed() {
    var flow = Self.flow()
    let message = wireOctets("10 00 C4 0200007B 22 05C4 91 03 21 18")
    flow.deliver(.client(BACnetWire.link(0x0B, [1, 8, 0, 5, 1, 7] + message)))
    #expect(flow.facts.isEmpty)
  }

  @Test("segments of an answer are put together, and those of another message do not mix")
  func segments() {
    let whole = wireOctets("0C 02000065 19 79 3E 75 05 00 41434D45 3F")
    var flow = Self.flow()
    flow.deliver(BACnetWire.client("02 75 03 0C 0C 02000065 19 79"))
    flow.deliver(.server(BACnetWire.link(0x0A, [1, 0, 0x3C, 3, 0, 4, 12] + whole[..<9])))
    flow.deliver(BACnetWire.client("40 03 00 04"))
    flow.deliver(.server(BACnetWire.link(0x0A, [1, 0, 0x38, 4, 1, 4, 12] + whole[9...])))
    #expect(flow.facts.isEmpty)
    flow.deliver(.server(BACnetWire.link(0x0A, [1, 0, 0x38, 3, 1, 4, 12] + whole[9...])))
    #expect(flow.facts == ["vendor ACME"])
    #expect(flow.story == ["identify device 101 vendor-name succeeded"])
    #expect(flow.counts(.bacnet) == ["service 0/12": 1, "service 3/12": 3, "service 4/-": 1])
  }

  @Test("a refused registration, and a table that is read")
  func tables() {
    #expect(
      Self.story(.client(BACnetWire.link(5, [0, 60])), .server(BACnetWire.link(0, [0, 0x30])))
        == ["connect - refused"])
    #expect(
      Self.story(.client(BACnetWire.link(2, [])), .server(BACnetWire.link(3, []))) == ["browse - succeeded"])
  }

  @Test("deeds: out of service and life safety priorities hold a point, a null releases it")
  func deeds() {
    func deed(_ rest: String) -> Deed? {
      var flow = Self.flow()
      flow.deliver(BACnetWire.client("00 05 01 0F 0C 00400003 \(rest)"))
      flow.finish()
      return flow.activities.first?.deed
    }
    #expect(deed("19 51 3E 11 3F") == .force)
    #expect(deed("19 51 3E 10 3F") == .plain)
    #expect(deed("19 55 3E 44 42C80000 3F 49 02") == .force)
    #expect(deed("19 55 3E 44 42C80000 3F 49 03") == .plain)
    #expect(deed("19 55 3E 00 3F 49 01") == .plain)
    #expect(deed("19 55 3E 44 42C80000 3F") == .plain)
  }

  @Test("a password is a secret, and stands nowhere")
  func password() {
    var flow = Self.flow()
    flow.deliver(BACnetWire.client("00 05 01 14 09 00 1D 07 00 736563726574"))
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [6])
    #expect(flow.dissection.names.find(wireOctets("736563726574").span) == nil)
  }

  @Test("on Ethernet, behind its service access point")
  func ethernet() {
    var flow = Self.flow()
    flow.arrive(.toServer, .ethernet)
    let octets = wireOctets("82 82 03 01 20 FFFF 00 FF 10 08")
    let isRead = flow.dissector.dissect(frame: octets.span, &flow.dissection)
    let cut = Array(octets.dropFirst())
    let isCutRead = flow.dissector.dissect(frame: cut.span, &flow.dissection)
    #expect(isRead && !isCutRead)
    #expect(flow.story == ["identify - unanswered"])
  }

  @Test(
    "where no port speaks for it, length and version have to be right",
    arguments: ["81 0A 0009 01 04 10 08", "81 0D 0004", "80 0A 0008 01 00 10 08", "81 0A 0008 02 00 10 08"])
  func recognition(_ octets: String) {
    #expect(BACnetDissector.recogniseWithoutHint(octets: wireOctets(octets)) == .no)
  }

  @Test("a length field that is wrong is malformed, and hides nothing")
  func wrongLength() {
    var flow = Self.flow()
    let octets = wireOctets("81 0B 0009 01 00 10 08")
    #expect(BACnetDissector.recognise(octets: octets) == .consistent)
    flow.deliver(.client(octets))
    #expect(flow.story == ["identify - unanswered"])
    #expect(flow.malformed(.bvlc) == 1)
  }

  @Test("tags that do not end are malformed, however deep they open")
  func hostileTags() {
    var flow = Self.flow()
    let deep = String(repeating: "3E", count: 1_000)
    flow.deliver(BACnetWire.client("00 05 01 0F 0C 00400003 19 55 \(deep)"))
    flow.deliver(BACnetWire.client("00 05 02 0E 0C 00400003 1E 0D FF FFFFFFFF"))
    #expect(flow.malformed(.bacnet) == 2)
  }
}
