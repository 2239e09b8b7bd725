import Bytes
import Protocols
import Streams
import Testing
import Vocabulary

extension EtherCATDissector: DatagramDissector {}

@Suite("EtherCAT")
struct EtherCATDissectorTests {
  /// Frames that come back have bit 1 of their source address set: they are the server's here.
  private static func flow() -> DissectedFlow<EtherCATDissector> {
    DissectedFlow(
      EtherCATDissector(), client: HostAddress(mac: MACAddress(rawValue: 0x00_01_05_00_00_01)),
      server: HostAddress(mac: MACAddress(rawValue: 0x02_01_05_00_00_01)))
  }

  private static func dissected(_ messages: [WireMessage]) -> DissectedFlow<EtherCATDissector> {
    var flow = flow()
    flow.deliver(messages)
    flow.finish()
    return flow
  }

  static func little(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }

  /// One command in a frame.
  static func frame(
    _ command: UInt8, _ address: Int, _ offset: Int, _ data: [UInt8], counter: Int = 0, index: UInt8 = 5
  ) -> [UInt8] {
    let body =
      [command, index] + little(address) + little(offset) + little(data.count) + [0, 0] + data
      + little(counter)
    return [UInt8(body.count & 0xFF), 0x10 | UInt8(body.count >> 8)] + body
  }

  private static func exchange(
    _ message: String, _ command: UInt8, _ address: Int, _ offset: Int, _ data: String
  )
    -> PageSample
  {
    let octets = wireOctets(data)
    return PageSample(
      message, .client(frame(command, address, offset, octets)),
      .server(frame(command, address, offset, octets, counter: 1)))
  }

  private static func mailbox(_ type: UInt8, _ body: String) -> [UInt8] {
    let octets = wireOctets(body)
    return little(octets.count) + [0, 0, 0, 0x10 | type] + octets + [UInt8](repeating: 0, count: 16)
  }

  private static func asked(_ message: String, _ type: UInt8, _ body: String, _ answer: String) -> PageSample
  {
    PageSample(
      message, .client(frame(5, 0x1001, 0x1000, mailbox(type, body))),
      .server(frame(5, 0x1001, 0x1000, mailbox(type, body), counter: 1)),
      .client(frame(4, 0x1001, 0x1080, [UInt8](repeating: 0, count: 32))),
      .server(frame(4, 0x1001, 0x1080, mailbox(type, answer), counter: 1)))
  }

  private static let file = S7commMessages.hexadecimal("app.efw")

  static let samples: [PageSample] = [
    exchange("write of AL control (0x0120), of a device", 5, 0x1001, 0x0120, "0800"),
    exchange("write of AL control (0x0120), of all devices", 8, 0, 0x0120, "0100"),
    exchange("write of AL control (0x0120), BOOT", 5, 0x1001, 0x0120, "0300"),
    exchange("write to EEPROM (0x0502)", 5, 0x1001, 0x0502, "0102 0000 0000 1234"),
    asked("CoE SDO download", 3, "0020 23 121C00 00000000", "0030 60 121C00 00000000"),
    asked("CoE SDO upload", 3, "0020 40 181001 00000000", "0030 43 181001 02000000"),
    asked("FoE write", 4, "02 00 00000000" + file, "04 00 00000000"),
    asked("FoE read", 4, "01 00 00000000" + file, "03 00 01000000 41"),
    PageSample(
      "FoE write to a device in BOOT", .client(frame(5, 0x1001, 0x0120, [3, 0])),
      .client(frame(5, 0x1001, 0x1000, mailbox(4, "02 00 00000000" + file)))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("ecat", Self.samples) { Self.dissected($0) }
  }

  @Test("recognises each of its frames, and nothing else")
  func recognition() {
    for message in Self.samples.flatMap(\.exchange) {
      let isRecognised = EtherCATDissector.recognise(message.octets.span) == .consistent
      #expect(isRecognised)
    }
    let isText = EtherCATDissector.recognise(Array("GET / HTTP/1.1\r\n".utf8).span) == .consistent
    #expect(!isText)
  }

  @Test("hostile octets never trap")
  func hostile() {
    for sample in Self.samples { HostileInput.everyDatagram(of: sample.exchange, Self.flow) }
  }

  @Test("the way back answers: a working counter of 0 leaves a command unanswered")
  func workingCounter() {
    let state = wireOctets("0800")
    for (counter, outcome) in [(1, "succeeded"), (0, "unanswered")] {
      let flow = Self.dissected([
        .client(Self.frame(5, 0x1001, 0x0120, state)),
        .server(Self.frame(5, 0x1001, 0x0120, state, counter: counter)),
      ])
      #expect(flow.story == ["setMode state OP \(outcome)"])
      #expect(flow.activities.map(\.unit) == [0x1001])
      #expect(flow.activities.map(\.isFromClient) == [true])
      #expect(flow.counts(.ecat) == ["command 5": 2])
    }
  }

  @Test("a position that the devices counted up is still the answer")
  func position() {
    let flow = Self.dissected([
      .client(Self.frame(2, 0xFFFF, 0x0120, [1, 0])), .server(Self.frame(2, 1, 0x0120, [1, 0], counter: 1)),
    ])
    #expect(flow.story == ["setMode state INIT succeeded"])
    #expect(flow.activities.map(\.unit) == [1])
  }

  @Test("a capture that begins with a frame on its way back has one master")
  func beginsOnTheWayBack() {
    let flow = Self.dissected([
      .server(Self.frame(7, 0, 0x0130, [0, 0])), .client(Self.frame(8, 0, 0x0120, [1, 0])),
      .server(Self.frame(8, 2, 0x0120, [1, 0], counter: 2)),
    ])
    #expect(flow.activities.map(\.deed) == [.lead])
    #expect(flow.activities.map(\.outcome) == ["succeeded"])
  }

  @Test("a master leads its own devices; another one stops them")
  func secondMaster() {
    var flow = Self.flow()
    flow.deliver(.client(Self.frame(8, 0, 0x0120, [1, 0])))
    flow.deliver(.client(Self.frame(8, 0, 0x0120, [8, 0], index: 6)))
    flow.dissection.sender = flow.dissection.endpoints.intern(
      Endpoint(HostAddress(mac: MACAddress(rawValue: 0x00_0C_29_00_00_09))))
    let intruder = Self.frame(8, 0, 0x0120, [1, 0])
    _ = flow.dissector.dissect(frame: intruder.span, &flow.dissection)
    flow.finish()
    #expect(flow.activities.map(\.deed) == [.lead, .lead, .stop])
    #expect(flow.facts.filter { $0.contains("controller") }.count == 1)
  }

  /// Frames of stations that are no part of the flow, each by the address it comes from.
  private static func deeds(_ frames: [(source: UInt64, octets: [UInt8])]) -> [Deed] {
    var flow = flow()
    for frame in frames {
      flow.dissection.sender = flow.dissection.endpoints.intern(
        Endpoint(HostAddress(mac: MACAddress(rawValue: frame.source))))
      flow.dissection.receiver = flow.dissection.endpoints.intern(
        Endpoint(HostAddress(mac: MACAddress(rawValue: 0x01_01_05_01_00_00))))
      _ = flow.dissector.dissect(frame: frame.octets.span, &flow.dissection)
    }
    flow.finish()
    return flow.activities.map(\.deed)
  }

  private static let initialise = frame(8, 0, 0x0120, [1, 0])

  @Test("frames of another driver that only come back take nobody's lead, unless many do")
  func returnsAlone() {
    let back = (source: UInt64(0x72_85_C2_00_00_01), octets: Self.frame(8, 2, 0x0101, [0], counter: 2))
    let sent = (source: UInt64(0), octets: Self.initialise)
    #expect(Self.deeds([back, sent]) == [.lead])
    #expect(Self.deeds(Array(repeating: back, count: 15) + [sent]) == [.lead])
    #expect(Self.deeds(Array(repeating: back, count: 16) + [sent]) == [.stop])
    // The station that was heard before it was seen to send leads, and who comes after it does not.
    let own = (source: UInt64(0x70_85_C2_00_00_01), octets: Self.initialise)
    #expect(Self.deeds([back, own, sent]) == [.lead, .stop])
    #expect(Self.deeds(Array(repeating: back, count: 20) + [own, sent]) == [.lead, .stop])
    // Sent and not yet taken by a device: a station with a local address leads as any other.
    let local = (source: UInt64(0x72_85_C2_00_00_01), octets: Self.initialise)
    #expect(Self.deeds([local, sent]) == [.lead, .stop])
  }

  @Test("an abort and an error refuse")
  func refusals() {
    let object = Self.asked("", 3, "0020 23 121C00 00000000", "0020 80 121C00 11000906")
    #expect(Self.dissected(object.exchange).story == ["write sdo 0x1c12:00 refused"])
    let file = Self.asked("", 4, "02 00 00000000" + Self.file, "05 00 02800000")
    #expect(Self.dissected(file.exchange).activities.map(\.outcome) == ["refused"])
  }

  @Test("several commands of a frame count each, one that ends outside is malformed")
  func severalCommands() {
    var frame = Self.frame(7, 0, 0x0130, [0, 0])
    frame[9] |= 0x80
    let second = Array(Self.frame(12, 0, 0, [0, 0, 0, 0]).dropFirst(2))
    let flow = Self.dissected([.client(frame + second)])
    #expect(flow.counts(.ecat) == ["command 7": 1, "command 12": 1])
    #expect(flow.story.isEmpty)
    #expect(Self.dissected([.client(frame)]).malformed(.ecat) == 1)
  }
}
