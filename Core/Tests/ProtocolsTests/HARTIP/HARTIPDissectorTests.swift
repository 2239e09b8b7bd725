import Protocols
import Testing
import Vocabulary

extension HARTIPDissector: StreamDissector {}
extension HARTIPDissector: DatagramDissector {}

@Suite("HART-IP")
struct HARTIPDissectorTests {
  static func flow() -> DissectedFlow<HARTIPDissector> {
    DissectedFlow(HARTIPDissector(), serverPort: HARTIPDissector.port)
  }

  static func dissected(_ exchange: [WireMessage]) -> DissectedFlow<HARTIPDissector> {
    var flow = flow()
    flow.feed(exchange)
    flow.finish()
    return flow
  }

  static func message(_ type: UInt8, _ id: UInt8, _ body: [UInt8], sequence: UInt8 = 9, status: UInt8 = 0)
    -> [UInt8]
  {
    [1, type, id, status, 0, sequence] + S7commMessages.word(body.count + 8) + body
  }

  /// A frame of the data link with its check, to the device 0x264E 0000D2 or to a polling address.
  static func frame(_ delimiter: UInt8, _ command: UInt8, _ data: [UInt8], polling: UInt8? = nil) -> [UInt8] {
    let address = polling.map { [0x80 | $0] } ?? wireOctets("A64E0000D2")
    let octets =
      [polling == nil ? delimiter | 0x80 : delimiter] + address + [command, UInt8(data.count)] + data
    return octets + [octets.reduce(0, ^)]
  }

  static func request(_ command: UInt8, _ data: String = "", sequence: UInt8 = 9) -> WireMessage {
    .client(message(0, 3, frame(2, command, wireOctets(data)), sequence: sequence))
  }

  static func answer(_ command: UInt8, _ data: String = "0000", sequence: UInt8 = 9) -> WireMessage {
    .server(message(1, 3, frame(6, command, wireOctets(data)), sequence: sequence))
  }

  private static let identity = "0000 FE264E 05 07 04 02 0E 0C 0000D2 05 02 0002 D0 0026 0026 84"

  private static func sample(_ message: String, _ command: UInt8) -> PageSample {
    PageSample(message, request(command))
  }

  static let samples: [PageSample] = [
    PageSample(
      "session initiate", .client(message(0, 0, [1, 0, 0, 0x75, 0x30])),
      .server(message(1, 0, [1, 0, 0, 0x75, 0x30]))),
    PageSample("0 read identity, 11 and 21 by tag", request(0), answer(0, identity)),
    PageSample(
      "0 read identity, by polling address",
      .client(message(0, 3, frame(2, 0, [], polling: 0)))),
    PageSample(
      "13 read tag", request(0, sequence: 1), answer(0, identity, sequence: 1), request(13),
      answer(13, "0000 041060 50C2C8 000000000000000000000000 010101")),
    PageSample(
      "20 read long tag", request(0, sequence: 1), answer(0, identity, sequence: 1), request(20),
      answer(20, "0000" + S7commMessages.hexadecimal("FT-101") + String(repeating: "00", count: 26))),
    sample("16 read assembly number, 74 and 84 read what stands behind", 16),
    sample("1, 2, 3, 9, 33, 48 and all others", 3),
    sample("6 write polling address", 6),
    sample("18 write tag, 22 write long tag", 18),
    sample(
      "17, 19, 34 to 39, 43 to 47, 49, 51 to 53, 55, 56, 58, 59, 64, 65, 67 to 69, 71, 80 to 83, 87, 88, 92, "
        + "97, 513, 769 to 775 write parameters",
      35),
    sample("40, 66 fix the output, 79 write a device variable", 40),
    sample("41 self test, 99 command action", 41),
    sample("42 device reset", 42),
    sample("72 squawk, 73 find device", 72),
    sample("75 poll for sub-devices", 75),
    PageSample(
      "77 send command to sub-device",
      .client(message(0, 3, frame(2, 77, [0, 0, 5] + frame(2, 42, []))))),
    sample("89 set clock", 89),
    sample("102 to 104, 107 to 109, 116 to 118 bursts and events", 109),
    sample("111, 112 block transfer", 111),
    sample("119 acknowledge event", 119),
    PageSample("31 extended: 768 write join key", request(31, "0300 0102")),
    PageSample(
      "direct pdu, each of its commands as above", .client(message(0, 4, wireOctets("0000 0036 01 00")))),
    PageSample("read audit log", .client(message(0, 5, wireOctets("00 FF")))),
    PageSample("burst", .server(message(2, 3, frame(1, 3, wireOctets("0000 00"))))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("hart_ip", Self.samples) { Self.dissected($0) }
  }

  @Test("recognises each of its messages, and nothing else")
  func recognition() {
    for message in Self.samples.flatMap(\.exchange) {
      let isRecognised = HARTIPDissector.recognise(message.octets.span) == .consistent
      #expect(isRecognised)
      let isDatagram = HARTIPDissector.recognise(datagram: message.octets.span)
      #expect(isDatagram)
    }
    var wrong = Self.request(0).octets
    wrong[wrong.count - 1] ^= 1
    let isWrong = HARTIPDissector.recognise(wrong.span) == .consistent
    #expect(!isWrong)
    let isText = HARTIPDissector.recognise(Array("GET / HTTP/1.1".utf8).span) == .consistent
    #expect(!isText)
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, Self.flow)
      HostileInput.everyTruncation(of: sample.exchange, Self.flow)
      HostileInput.everyMutation(of: sample.exchange, Self.flow)
      HostileInput.everyDatagram(of: sample.exchange, Self.flow)
    }
  }

  @Test("an answer's code decides: carried out with a warning, refused, not understood")
  func outcomes() {
    for (code, outcome) in [("00", "succeeded"), ("08", "succeeded"), ("10", "refused"), ("84", "failed")] {
      let flow = Self.dissected([Self.request(35), Self.answer(35, code + "00")])
      #expect(flow.story == ["configure device 264e0000d2 command 35 \(outcome)"])
    }
    let flow = Self.dissected([
      Self.request(35), .server(Self.message(15, 3, [], status: 2)),
      .client(Self.message(0, 0, [1, 0, 0, 0x75, 0x30])),
      .server(Self.message(1, 0, [1, 0, 0, 0, 0], status: 16)),
    ])
    #expect(flow.activities.map(\.outcome) == ["refused", "refused"])
  }

  @Test("what stands behind a gateway tells nothing of the gateway")
  func gateway() {
    let other = "0000 FE1101 05 07 04 02 0E 0C 000001 05 02 0002 D0 0011 0011 84"
    let flow = Self.dissected([
      Self.request(0), Self.answer(0, Self.identity), Self.request(0, sequence: 10),
      Self.answer(0, other, sequence: 10),
    ])
    #expect(flow.facts.filter { $0.hasPrefix("vendor") } == ["vendor Rosemount"])
  }

  @Test("direct messages make activities and are not counted, several commands each its own")
  func direct() {
    let flow = Self.dissected([
      .client(Self.message(0, 4, wireOctets("0000 0001 00 0006 01 05"))),
      .server(Self.message(1, 4, wireOctets("0000 0001 01 00 0006 01 10"))),
    ])
    #expect(flow.story == ["read command 1 succeeded", "configure command 6 refused"])
    #expect(flow.counts(.hartIP).isEmpty)
  }
}
