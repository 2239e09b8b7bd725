import Protocols
import Testing
import Vocabulary

extension SLMPDissector: StreamDissector, DatagramDissector {}

/// Frames written from the examples of MITSUBISHI SH-080956ENG and SH-080008.
@Suite("SLMP")
struct SLMPPageTests {
  /// A 3E request in binary code to the connected station; `command` is command, subcommand and data.
  static func request(_ command: String) -> [UInt8] {
    let body = wireOctets("1000" + command)
    return wireOctets("5000 00 FF FF03 00") + [UInt8(body.count), 0] + body
  }

  static func response(_ body: String) -> [UInt8] {
    let octets = wireOctets(body)
    return wireOctets("D000 00 FF FF03 00") + [UInt8(octets.count), 0] + octets
  }

  private static func sample(_ message: String, _ command: String) -> PageSample {
    PageSample(message, .client(request(command)))
  }

  static let samples: [PageSample] = [
    PageSample(
      "0101 read type name", .client(request("0101 0000")),
      .server(response("0000 51303255 43505520 20202020 20202020 6302"))),
    sample("0401 read", "0104 0000 640000 A8 0400"),
    sample("0401 read, bits", "0104 0100 640000 90 0800"),
    sample("0401 read, of iQ-R", "0104 0200 10000000 9C00 1000"),
    sample("0401 read, by an extension", "0104 8000 00"),
    sample("0403 read random", "0304 0000 01 01 000000 A8 DC0500 A8"),
    sample("0406 read block", "0604 0000 01 01 000000 A8 0400 000100 A0 0200"),
    sample("041A array label read", "1A04 0000"),
    sample("041C label read random", "1C04 0000"),
    sample("0601 extend unit read", "0106 0000"),
    sample("0613 memory read", "1306 0000"),
    sample("0619 self test", "1906 0000"),
    sample("0801 entry monitor device", "0108 0000"),
    sample("0802 execute monitor", "0208 0000"),
    sample("1001 remote run", "0110 0000 0100 00 00"),
    sample("1002 remote stop", "0210 0000 0100"),
    sample("1003 remote pause", "0310 0000 0100"),
    sample("1005 remote latch clear", "0510 0000 0100"),
    sample("1006 remote reset", "0610 0000 0100"),
    sample("1401 write", "0114 0000 640000 B4 0200 1234 5678"),
    sample("1402 write random", "0214 0000 01 00 640000 A8 5005"),
    sample("1402 write random, bits", "0214 0100 02 320000 90 00 2F0000 9D 01"),
    sample("1406 write block", "0614 0000 01 00 000000 AF 0200 1234 5678"),
    sample("141A array label write", "1A14 0000"),
    sample("141B label write random", "1B14 0000"),
    sample("1601 extend unit write", "0116 0000"),
    sample("1613 memory write", "1316 0000"),
    sample("1617 clear error", "1716 0000"),
    sample("1630 password unlock", "3016 0000 0400 31323334"),
    sample("1631 password lock", "3116 0000 0400 31323334"),
    sample("1810 read directory", "1018 0000"),
    sample("1811 search directory", "1118 0000"),
    sample("1820 new file", "2018 0000"),
    sample("1822 delete file", "2218 0000"),
    sample("1824 copy file", "2418 0000"),
    sample("1825 change file state", "2518 0000"),
    sample("1826 change file date", "2618 0000"),
    sample("1827 open file", "2718 0000"),
    sample("1828 read file", "2818 0000"),
    sample("1829 write file", "2918 0000"),
    sample("182A close file", "2A18 0000"),
    PageSample("1E 00 batch read of bits", .client("00 FF 0A00 40000000 204D 0C 00")),
    PageSample("1E 01 batch read of words", .client("01 FF 0A00 64000000 2044 03 00")),
    PageSample("1E 02 batch write of bits", .client("02 FF 0A00 32000000 204D 0C 00 112233445566")),
    PageSample("1E 03 batch write of words", .client("03 FF 0A00 64000000 2044 01 00 3412")),
    PageSample("1E 13 remote run", .client("13 FF 0A00")),
    PageSample("1E 14 remote stop", .client("14 FF 0A00")),
    PageSample("1E 15 read type", .client("15 FF 0A00")),
    sample("another command, refused or unanswered", "7777 0000"),
  ]

  static func flow() -> DissectedFlow<SLMPDissector> { DissectedFlow(SLMPDissector(), serverPort: 5_001) }

  static func told(_ exchange: [WireMessage]) -> DissectedFlow<SLMPDissector> {
    var flow = flow()
    flow.feed(exchange)
    flow.finish()
    return flow
  }

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("slmp", Self.samples) { Self.told($0) }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyDatagram(of: sample.exchange, Self.flow)
      HostileInput.everyTruncation(of: sample.exchange, Self.flow)
      HostileInput.everyMutation(of: sample.exchange, Self.flow)
      if sample.exchange[0].octets[0] == 0x50 { HostileInput.everyPrefix(of: sample.exchange, Self.flow) }
    }
  }

  @Test("an end code refuses", arguments: [("0000", "succeeded"), ("59C0", "refused"), ("01C2", "refused")])
  func outcomes(code: String, outcome: String) {
    let flow = Self.told([.client(Self.request("0210 0000 0100")), .server(Self.response(code))])
    #expect(flow.story == ["setMode - \(outcome)"])
    #expect(flow.activities.first?.deed == .stop)
    #expect(flow.counts(.slmp) == ["command 4098": 1, "response 4098": 1])
  }

  @Test("4E pairs by serial number, in any order")
  func serial() {
    let first = wireOctets("5400 3412 0000 00 FF FF03 00 0C00 1000 0104 0000 640000 A8 0100")
    let second = wireOctets("5400 3512 0000 00 02 FF03 00 0800 1000 0210 0000 0100")
    let flow = Self.told([
      .client(first), .client(second), .server("D400 3512 0000 00 02 FF03 00 0200 0000"),
      .server("D400 3412 0000 00 FF FF03 00 0400 0000 3412"),
    ])
    #expect(flow.story == ["setMode - succeeded", "read d 100 succeeded"])
    #expect(flow.activities.map(\.unit) == [2, -1])
  }

  @Test("ASCII code says the same, its device numbers decimal or hexadecimal as they are written")
  func ascii() {
    let read = Array("500000FF03FF000018001004010000D*0001000003".utf8)
    let bits = Array("500000FF03FF000018001014010001Y*00002F0001".utf8)
    let answer = Array("D00000FF03FF0000100000123400021DEF".utf8)
    let flow = Self.told([.client(read), .server(answer), .client(bits)])
    #expect(flow.story == ["read d 100-102 succeeded", "write y 0x2f unanswered"])
  }

  @Test("1E is answered by its command with the highest bit")
  func frame1E() {
    let flow = Self.told([.client("14 FF 0A00"), .server("94 00")])
    #expect(flow.story == ["setMode - succeeded"])
    let refused = Self.told([.client("13 FF 0A00"), .server("93 5B 12")])
    #expect(refused.story == ["setMode - refused"])
  }

  @Test("all devices of a command end with its response")
  func several() {
    let flow = Self.told([
      .client(Self.request("0304 0000 02 00 000000 A8 0A0000 A8")), .server(Self.response("0000 9519 0212")),
    ])
    #expect(Set(flow.story) == ["read d 0 succeeded", "read d 10 succeeded"])
  }

  @Test("a password is named by its length")
  func password() {
    let flow = Self.told([.client(Self.request("3016 0000 0400 31323334"))])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [4])
  }

  @Test("octets that are no SLMP are not taken for it")
  func recognition() {
    func recognise(_ text: String) -> Recognition { SLMPDissector.recognise(octets: wireOctets(text)) }
    #expect(SLMPDissector.recognise(octets: Self.request("0104 0000 640000 A8 0100")) == .consistent)
    #expect(recognise("5000 00 FF 1234 00 0C00 1000 0104 0000 640000 A8 0100") == .no)
    #expect(recognise("5000 00 FF FF03 00 0600 1000 7777 0000") == .no)
    #expect(recognise("5000 00 FF FF03 00") == .no)
    #expect(recognise("01 FF 0A00 64000000 2044 03 00") == .consistent)
    #expect(recognise("14 FF 0A00") == .no)
    #expect(recognise("01 FF 0A00 64000000 2099 03 00") == .no)
  }
}
