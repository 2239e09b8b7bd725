import Protocols
import Streams
import Testing
import Vocabulary

extension MELSOFTDissector: StreamDissector, DatagramDissector {}

@Suite("MELSOFT")
struct MELSOFTPageTests {
  private static func little(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

  /// A request: route, length, a header of 22 octets, then command, sequence number and data.
  static func request(_ command: String, sequence: UInt8 = 1) -> [UInt8] {
    let octets = wireOctets(command)
    let body =
      wireOctets("1C 0A 16 14") + [UInt8](repeating: 0, count: 20) + octets[..<2] + [sequence, 0]
      + octets[2...]
    return wireOctets("57 01 0000 00 1111 07 0000 FFFF0300 00 FE 030000") + little(body.count) + body
  }

  static func response(_ command: String, sequence: UInt8 = 1) -> [UInt8] {
    let octets = wireOctets(command)
    let body =
      wireOctets("9C 0A 18 14") + [UInt8](repeating: 0, count: 22) + octets[..<2] + [sequence, 0]
      + octets[2...]
    return wireOctets("D7 01 0000 00 1111 7F 0000 00 A80300 FFFF 030000") + little(body.count) + body
  }

  /// 16-bit characters with their length before them and a zero behind.
  private static func path(_ text: String) -> String {
    var octets: [UInt8] = []
    for letter in text.utf8 { octets += [letter, 0] }
    octets += [0, 0]
    let digits = (little(octets.count) + octets).map { octet in
      String(octet >> 4, radix: 16) + String(octet & 15, radix: 16)
    }
    return digits.joined()
  }

  private static func sample(_ message: String, _ command: String) -> PageSample {
    PageSample(message, .client(request(command)))
  }

  static let samples: [PageSample] = [
    PageSample("5A 01 search", .client("5A 00 00 01")),
    PageSample("5A FF ask type", .client("5A 00 00 FF")),
    PageSample(
      "0121 read type name", .client(request("0121 0000 0001")),
      .server(response("0121 0000 465835552D33324D542F455300000000 294A 000800000000"))),
    sample("01A0 authentication", "01A0 0000 07157833C1"),
    sample("0410 read", "0410 0000 00"),
    sample("1001 remote run", "1001 0000 0100"),
    sample("1002 remote stop", "1002 0000 0100"),
    sample("1003 remote pause", "1003 0000 0100"),
    sample("1005 remote latch clear", "1005 0000 0100"),
    sample("1006 remote reset", "1006 0000 0100"),
    sample("1410 write", "1410 0000 00"),
    sample("1859 read directory", "1859 0000 000000000000 0400 0100 0000 1D00" + path("$MELPRJ$\\")),
    sample("185F search file", "185F 0000 000000000000 0400" + path("$MELPRJ$\\CPU.PRM")),
    sample("1867 open file, to read", "1867 0000 0000000000 00 0400 00000000" + path("$MELPRJ$\\CPU.PRM")),
    sample(
      "1867 open file, to write", "1867 0000 0000000000 01 0400 B8000000" + path("$MELPRJ$\\MAIN.PRG")),
    sample("1868 read file", "1868 0000 0200 00000000 0C03"),
    sample("1869 write file", "1869 0000 9200 00000000 0100 00"),
    sample("18A0 read drive", "18A0 0000 2020 2020 0000"),
  ]

  static func flow() -> DissectedFlow<MELSOFTDissector> {
    DissectedFlow(MELSOFTDissector(), serverPort: MELSOFTDissector.directPort)
  }

  static func told(_ exchange: [WireMessage]) -> DissectedFlow<MELSOFTDissector> {
    var flow = flow()
    flow.deliver(exchange)
    flow.finish()
    return flow
  }

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("melsec", Self.samples) { Self.told($0) }
  }

  @Test("the samples cut and altered never trap, as datagrams and in a stream")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyDatagram(of: sample.exchange, Self.flow)
      HostileInput.everyTruncation(of: sample.exchange, Self.flow)
      if sample.exchange[0].octets[0] == 0x57 { HostileInput.everyPrefix(of: sample.exchange, Self.flow) }
    }
    HostileInput.everyMutation(of: Self.samples[2].exchange, Self.flow)
  }

  @Test("a response answers the request of its command and sequence number")
  func pairing() {
    let stop = WireMessage.client(Self.request("1002 0000 0100", sequence: 11))
    let answered = Self.told([stop, .server(Self.response("1002 0000", sequence: 11))])
    #expect(answered.story == ["setMode - succeeded"])
    #expect(answered.activities.first?.deed == .stop)
    #expect(answered.counts(.melsec) == ["command 4098": 1, "response 4098": 1])
    let other = Self.told([stop, .server(Self.response("1002 0000", sequence: 12))])
    #expect(other.story == ["setMode - unanswered"])
  }

  @Test("whoever answers what all were asked is the target, though it answers all in a flow of its own")
  func broadcast() {
    var dissector = MELSOFTDissector()
    var dissection = Dissection()
    let client = dissection.endpoints.intern(Endpoint(HostAddress(ipv4: 0xC0A8_0365)))
    let everybody = dissection.endpoints.intern(Endpoint(HostAddress(ipv4: 0xFFFF_FFFF)))
    let controller = dissection.endpoints.intern(Endpoint(HostAddress(ipv4: 0xC0A8_03FA)))
    (dissection.serial, dissection.sender, dissection.receiver, dissection.senderPort) = (
      1, client, everybody, 62_659
    )
    dissector.dissect(datagram: Self.request("1002 0000 0100").span, &dissection)
    (dissection.serial, dissection.sender, dissection.receiver, dissection.receiverPort) = (
      2, controller, everybody, 62_659
    )
    dissection.direction = .toServer
    dissector.dissect(datagram: Self.response("1002 0000").span, &dissection)
    #expect(dissection.observations.activities.map(\.target) == [controller])
    #expect(dissection.observations.activities.map(\.actor) == [client])
    #expect(dissection.observations.activities.map(\.outcome) == [.succeeded])
    #expect(dissection.serial == 2)
  }

  @Test("commands that nobody has described are counted alone")
  func unknown() {
    let flow = Self.told([.client(Self.request("0B2A 0000")), .client("5A 00 00 11")])
    #expect(flow.story.isEmpty)
    #expect(flow.counts(.melsec) == ["command 2858": 1, "message 23057": 1])
  }

  @Test("octets that are no MELSOFT are not taken for it")
  func recognition() {
    #expect(MELSOFTDissector.recognise(octets: Self.request("0121 0000")) == .consistent)
    #expect(MELSOFTDissector.recognise(octets: wireOctets("57 01 0000 00 1111 07")) == .no)
    #expect(MELSOFTDissector.recognise(datagram: wireOctets("5A 00 00 01").span) == .consistent)
    #expect(MELSOFTDissector.recognise(datagram: wireOctets("5A 01 00 01").span) == .no)
  }
}
