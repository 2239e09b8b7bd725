import Protocols
import Testing
import Vocabulary

extension CODESYSDissector: StreamDissector, DatagramDissector {}

/// No capture of CODESYS V3 is at hand: the messages are written from the published descriptions.
@Suite("CODESYS V3")
struct CODESYSPageTests {
  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(value >> ($0 * 8) & 0xFF) }
  }

  /// A block on TCP with a packet of the routing layer, its addresses six and eight octets.
  static func packet(_ service: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let packet = wireOctets("C5 6B 40") + [service, 0, 0x43] + [UInt8](repeating: 0x11, count: 14) + payload
    return wireOctets("000117E8") + little(packet.count + 8, 4) + packet
  }

  static func service(_ group: Int, _ number: Int, _ tags: String = "", tag: Int = 0xCD55) -> [UInt8] {
    let octets = wireOctets(tags)
    let head = little(tag, 2) + little(16, 2) + little(group, 2) + little(number, 2) + little(0x11, 4)
    let body = head + little(octets.count, 4) + little(0, 4) + octets
    let block = wireOctets("01 81 0500 01000000 00000000") + little(body.count, 4) + little(0, 4)
    return packet(0x40, block + body)
  }

  static func reply(_ group: Int, _ number: Int, _ tags: String = "") -> [UInt8] {
    service(group | 0x80, number, tags)
  }

  private static func sample(_ message: String, _ group: Int, _ number: Int, _ tags: String = "")
    -> PageSample
  {
    PageSample(message, .client(service(group, number, tags)))
  }

  private static func wide(_ text: String) -> [UInt8] {
    var octets: [UInt8] = []
    for letter in text.utf8 { octets += [letter, 0] }
    return octets
  }

  private static let identification: [UInt8] = {
    var body =
      wireOctets("80C2 0004 00000000 0400 01 00") + little(2, 2) + little(4, 2) + little(7, 2) + little(2, 2)
    body += little(0x1001, 4) + little(0x0000_0001, 4) + little(0x0305_0F1E, 4) + little(0, 4)
    body += [3, 0, 5, 0] + [UInt8](repeating: 0, count: 8) + [0, 0]
    body +=
      wide("node") + [0, 0] + wide("Control") + [0, 0] + wide("3S") + [0, 0] + Array("ABC".utf8) + [0]
    return body
  }()

  static let samples: [PageSample] = [
    PageSample(
      "name service", .client(packet(3, wireOctets("02C2 0004 00000000"))), .server(packet(4, identification))
    ),
    PageSample(
      "open channel", .client(packet(0x40, wireOctets("C3 00 0101 00000000 00000000 00401F00 08000000")))),
    sample("1/1 get target identity", 1, 1),
    sample("1/2, 8 login", 1, 2, "81 01 0C 10 05 41646D696E 11 03 616263"),
    sample("1/4 reset origin of device", 1, 4),
    sample("1/6 set operation mode", 1, 6),
    sample("1/7 get operation mode", 1, 7),
    sample("1/9 set node name", 1, 9),
    sample("2/1 login to application", 2, 1),
    sample("2/3, 5, 7, 8, 48, 52 download", 2, 5),
    sample("2/4 delete application", 2, 4),
    sample("2/6 online change", 2, 6),
    sample("2/35, 38, 39 boot project", 2, 0x23),
    sample("2/16 start", 2, 0x10),
    sample("2/17 stop", 2, 0x11),
    sample("2/18, 36 reset", 2, 0x12),
    sample("2/19, 25, 34 breakpoint, next statement, single cycle", 2, 0x13),
    sample("2/20 and others that read the application", 2, 0x14),
    sample("2/32 release force list", 2, 0x20),
    sample("2/55 restore retained values", 2, 0x37),
    sample("3/1, 27/1 read variables", 3, 1),
    sample("3/2, 27/2 write variables", 27, 2),
    sample("3/3, 27/3 force variables", 3, 3),
    sample("5 log", 5, 1),
    sample("6/1 get setting", 6, 1),
    sample("6/2 set setting", 6, 2),
    sample("8/1 get file information", 8, 1, "01 04 612E6200"),
    sample("8/2, 3 file to the controller", 8, 2, "01 04 612E6200"),
    sample("8/5, 6 file from the controller", 8, 5, "01 04 612E6200"),
    sample("8/12 get directory", 8, 0x0C),
    sample("8/14, 17 delete file or directory", 8, 0x0E, "01 04 612E6200"),
    sample("8/15, 16, 18 rename, create", 8, 0x0F, "01 04 612E6200"),
    sample("17 shell", 17, 1),
  ]

  static func flow() -> DissectedFlow<CODESYSDissector> {
    DissectedFlow(CODESYSDissector(), serverPort: 11_740)
  }

  static func told(_ exchange: [WireMessage]) -> DissectedFlow<CODESYSDissector> {
    var flow = flow()
    flow.feed(exchange)
    flow.finish()
    return flow
  }

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("codesys", Self.samples) { Self.told($0) }
  }

  @Test("the samples cut and altered never trap, in a stream and as datagrams")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, Self.flow)
      HostileInput.everyTruncation(of: sample.exchange, Self.flow)
      let datagrams = sample.exchange.map { message in
        WireMessage(direction: message.direction, octets: Array(message.octets.dropFirst(8)))
      }
      HostileInput.everyDatagram(of: datagrams, Self.flow)
    }
    HostileInput.everyMutation(of: Self.samples[0].exchange, Self.flow)
    HostileInput.everyMutation(of: Self.samples[3].exchange, Self.flow)
  }

  @Test("a stop is answered by its group with the reply bit")
  func stop() {
    let flow = Self.told([.client(Self.service(2, 0x11)), .server(Self.reply(2, 0x11))])
    #expect(flow.story == ["setMode - succeeded"])
    #expect(flow.activities.first?.deed == .stop)
    #expect(flow.counts(.codesys) == ["service 2/17": 1, "response 2/17": 1])
  }

  @Test("a login says who, how it ended, and whether the password can be read")
  func login() {
    let asked = Self.service(1, 2, "22 04 00000000 81 01 0C 10 05 41646D696E 11 03 616263")
    let refused = Self.told([.client(asked), .server(Self.reply(1, 2, "82 01 04 20 02 0100"))])
    #expect(refused.story == ["authenticate user Admin refused"])
    #expect(refused.dissection.observations.anomalies.map(\.octets) == [3])
    let hidden = Self.service(1, 2, "22 04 01000000 81 01 0C 10 05 41646D696E 11 03 616263")
    let accepted = Self.told([.client(hidden), .server(Self.reply(1, 2, "82 01 04 20 02 0000"))])
    #expect(accepted.story == ["authenticate user Admin succeeded"])
    #expect(accepted.dissection.observations.anomalies.isEmpty)
  }

  @Test("a channel may be refused, and may be encrypted")
  func channel() {
    let opened = WireMessage.client(
      Self.packet(0x40, wireOctets("C3 00 0101 00000000 00000000 00401F00 08000000")))
    let refused = WireMessage.server(
      Self.packet(0x41, wireOctets("83 00 0101 00000000 00000000 0100 FFFF 00000000")))
    #expect(Self.told([opened, refused]).story == ["connect - refused"])
    let encrypted = Self.told([.client(Self.service(1, 2, tag: 0x7557))])
    #expect(encrypted.dissection.isEncrypted)
    #expect(encrypted.story.isEmpty)
  }

  @Test("services that change nothing or that nobody has described are counted alone")
  func silent() {
    let flow = Self.told([
      .client(Self.service(1, 5)), .client(Self.service(12, 1)), .client(Self.service(8, 4)),
    ])
    #expect(flow.story.isEmpty)
    #expect(flow.counts(.codesys) == ["service 1/5": 1, "service 12/1": 1, "service 8/4": 1])
  }

  @Test("octets that are no CODESYS are not taken for it")
  func recognition() {
    func recognise(_ text: String) -> Recognition { CODESYSDissector.recognise(octets: wireOctets(text)) }
    #expect(recognise("000117E8 20000000") == .consistent)
    #expect(recognise("000117E9 20000000") == .no)
    #expect(recognise("000117E8 08000000") == .no)
    #expect(recognise("000117E8 20000001") == .no)
    #expect(CODESYSDissector.recognise(datagram: wireOctets("C5 6B 40 40 00 00 0000").span) == .consistent)
    #expect(CODESYSDissector.recognise(datagram: wireOctets("C5 68 40 40 00 00 0000").span) == .no)
  }
}
