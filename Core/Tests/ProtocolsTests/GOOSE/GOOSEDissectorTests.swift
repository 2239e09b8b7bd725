import Bytes
import Protocols
import Streams
import Testing
import Vocabulary

/// GOOSE, sampled values and both over IP as one dissector of octets: the first octet of a frame's
/// application id is never that of a routed header.
struct GOOSEFrames: DatagramDissector {
  private var dissector = GOOSEDissector()

  mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    if GOOSEDissector.recognise(octets) == .consistent {
      dissector.dissect(datagram: octets, &dissection)
    } else {
      _ = dissector.dissect(frame: octets, &dissection)
    }
  }
}

@Suite("GOOSE and sampled values")
struct GOOSEDissectorTests {
  private static func flow() -> DissectedFlow<GOOSEFrames> {
    DissectedFlow(
      GOOSEFrames(), client: HostAddress(mac: MACAddress(rawValue: 0x00_03_B3_01_89_E3)),
      server: HostAddress(mac: MACAddress(rawValue: 0x00_03_B3_01_89_E4)))
  }

  private static func dissected(_ messages: [WireMessage]) -> DissectedFlow<GOOSEFrames> {
    var flow = flow()
    flow.deliver(messages)
    return flow
  }

  static func pdu(_ state: UInt8, _ sequence: UInt8, revision: UInt8 = 1, isTest: Bool = false) -> [UInt8] {
    let body =
      MMSWire.element("80", "IED1LD0/LLN0$GO$gcb1") + [0x81, 2, 0x27, 0x10] + MMSWire.element("82", "DS1")
      + MMSWire.element("83", "trip") + MMSWire.element("84", [UInt8](repeating: 0, count: 8))
      + [
        0x85, 1, state, 0x86, 1, sequence, 0x87, 1, isTest ? 1 : 0, 0x88, 1, revision, 0x89, 1, 0, 0x8A, 1, 1,
      ]
      + [0xAB, 3, 0x83, 1, 0]
    return MMSWire.element("61", body)
  }

  private static func frame(_ pdu: [UInt8]) -> [UInt8] {
    wireOctets("3001") + S7commMessages.word(pdu.count + 8) + [0, 0, 0, 0] + pdu
  }

  private static func message(
    _ state: UInt8, _ sequence: UInt8, revision: UInt8 = 1, isTest: Bool = false
  ) -> WireMessage {
    .client(frame(pdu(state, sequence, revision: revision, isTest: isTest)))
  }

  private static let values = frame(
    MMSWire.element(
      "60",
      [0x80, 1, 1]
        + MMSWire.element(
          "A2", MMSWire.element("30", MMSWire.element("80", "MU01") + wireOctets("82 02 0001 83 04 00000001"))
        )))

  private static func routed(_ tag: UInt8, _ pdu: [UInt8]) -> [UInt8] {
    wireOctets("01 40 A1 17 80 15 00000085 000000BF 0002 00000000 0000 00000000 00")
      + [0, 0] + S7commMessages.word(pdu.count + 6) + [tag, 0, 0x30, 1]
      + S7commMessages.word(pdu.count + 2) + pdu + [0]
  }

  static let samples: [PageSample] = [
    PageSample("GOOSE", message(1, 1)),
    PageSample("sampled values", .client(values)),
    PageSample("R-GOOSE", .client(routed(0x81, pdu(1, 1)))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("goose", Self.samples) { Self.dissected($0) }
  }

  @Test("hostile octets never trap")
  func hostile() {
    for sample in Self.samples { HostileInput.everyDatagram(of: sample.exchange, Self.flow) }
  }

  private static func wrong(_ messages: WireMessage...) -> [Anomaly.Kind] {
    dissected(messages).dissection.observations.anomalies.map(\.kind)
  }

  @Test("numbers that go back, another sender, another revision and the test flag are anomalies")
  func anomalies() {
    #expect(
      Self.wrong(Self.message(9, 3), Self.message(5, 3), Self.message(5, 2)) == [
        .sequenceWentBack, .sequenceWentBack,
      ])
    let other = WireMessage.server(Self.frame(Self.pdu(1, 2)))
    #expect(Self.wrong(Self.message(1, 1), other) == [.publisherChanged])
    #expect(Self.wrong(Self.message(1, 1), Self.message(1, 2, revision: 2)) == [.revisionChanged])
    #expect(
      Self.wrong(Self.message(1, 1), Self.message(1, 2, isTest: true), Self.message(1, 3, isTest: true)) == [
        .testFlagSet
      ])
  }

  @Test("a new state, a copy, a restart and the way on are none")
  func calm() {
    #expect(
      Self.wrong(
        Self.message(4, 7), Self.message(4, 7), Self.message(4, 8), Self.message(5, 0), Self.message(5, 1),
        Self.message(1, 0), Self.message(1, 1)
      ).isEmpty)
  }

  @Test("a frame of another tag or a wrong length is no GOOSE, one without its numbers is malformed")
  func others() {
    var tag = Self.message(1, 1).octets
    tag[8] = 0x62
    #expect(Self.dissected([.client(tag)]).story.isEmpty)
    var length = Self.message(1, 1).octets
    length[2] = 0xFF
    #expect(Self.dissected([.client(length)]).dissection.messages.packets(.goose) == 0)
    let empty = Self.dissected([.client(Self.frame([0x61, 2, 0x80, 0]))])
    #expect(empty.malformed(.goose) == 1)
  }
}
