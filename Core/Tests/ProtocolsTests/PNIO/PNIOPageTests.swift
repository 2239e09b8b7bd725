import Protocols
import Testing
import Vocabulary

@Suite("PROFINET context manager")
struct PNIOPageTests {
  private static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
  private static func long(_ value: Int) -> [UInt8] { word(value >> 16) + word(value) }

  /// A call in big byte order to the device's interface; `type` 0 asks, 2 answers.
  static func call(
    _ type: UInt8, _ operation: Int, _ body: [UInt8], sequence: UInt8 = 1, fragment: Bool = false
  ) -> [UInt8] {
    wireOctets("04") + [type, fragment ? 0x24 : 0x20, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 16)
      + wireOctets("DEA00001 6C97 11D1 8271 00A02442DF7D 0102030405060708090A0B0C0D0E0F10 00000000 00000001")
      + [0, 0, 0, sequence] + word(operation) + wireOctets("FFFF FFFF") + word(body.count)
      + wireOctets("0000 00 00")
      + body
  }

  static func request(_ operation: Int, _ blocks: [UInt8], fragment: Bool = false) -> [UInt8] {
    let head = long(4_096) + long(blocks.count) + long(4_096) + long(0) + long(blocks.count)
    return call(0, operation, head + blocks, fragment: fragment)
  }

  static func response(_ operation: Int, _ blocks: [UInt8], status: String = "00000000") -> [UInt8] {
    call(
      2, operation,
      wireOctets(status) + long(blocks.count) + long(4_096) + long(0) + long(blocks.count) + blocks)
  }

  static func block(_ type: Int, _ data: [UInt8]) -> [UInt8] {
    word(type) + word(data.count + 2) + [1, 0] + data
  }

  /// A record's header: slot, subslot, index, and how many octets follow.
  static func record(_ type: Int, _ slot: Int, _ subslot: Int, _ index: Int, octets: Int, status: Int = 0)
    -> [UInt8]
  {
    let head = word(1) + [UInt8](repeating: 0xAA, count: 16) + long(0) + word(slot) + word(subslot) + [0, 0]
    return block(
      type, head + word(index) + long(octets) + long(0) + long(status) + [UInt8](repeating: 0, count: 16))
  }

  static func connection(_ type: Int) -> [UInt8] {
    block(
      0x0101, word(type) + [UInt8](repeating: 0, count: 48) + word(6) + Array("plc-01".utf8))
  }

  static func control(_ type: Int, _ command: Int) -> [UInt8] {
    block(type, [UInt8](repeating: 0, count: 22) + word(command) + [0, 0])
  }

  private static let severalWrites: [UInt8] =
    record(0x0008, 0xFFFF, 0xFFFF, 0xE040, octets: 134) + record(0x0008, 0, 1, 0x01F4, octets: 3) + [
      1, 2, 3, 0,
    ]
    + record(0x0008, 1, 1, 0x01FF, octets: 2) + [1, 2]

  private static let identification: [UInt8] =
    record(0x8009, 1, 1, 0xAFF0, octets: 60)
    + block(
      0x0020,
      wireOctets("002A") + Array("6ES7 131-4BF00-0AA0 ".utf8) + Array("S C-X4U421302009".utf8)
        + wireOctets("0002 56 02 06 01 0000 0000 0000 0101 001E"))

  static let samples: [PageSample] = [
    PageSample("0 connect, by a controller", .client(request(0, connection(1)))),
    PageSample("0 connect, by a supervisor", .client(request(0, connection(6)))),
    PageSample("1 release", .client(request(1, control(0x0114, 4)))),
    PageSample("2 read", .client(request(2, record(0x0009, 0, 0x8001, 0xF841, octets: 4_096)))),
    PageSample(
      "2 read, of identification (0xAFF0)", .client(request(2, record(0x0009, 1, 1, 0xAFF0, octets: 64))),
      .server(response(2, identification))),
    PageSample("3 write", .client(request(3, severalWrites))),
    PageSample("4 control, end of parameters", .client(request(4, control(0x0110, 1)))),
    PageSample("4 control, application ready", .client(request(4, control(0x0112, 2)))),
    PageSample("5 read implicitly", .client(request(5, record(0x0009, 2, 1, 0x8028, octets: 64)))),
  ]

  static func flow() -> DissectedFlow<DCERPCDatagrams> {
    DissectedFlow(DCERPCDatagrams(), serverPort: DCERPCDatagram.contextManagerPort)
  }

  static func told(_ exchange: [WireMessage]) -> DissectedFlow<DCERPCDatagrams> {
    var flow = flow()
    flow.deliver(exchange)
    flow.finish()
    return flow
  }

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("pn_io", Self.samples) { Self.told($0) }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples { HostileInput.everyDatagram(of: sample.exchange, Self.flow) }
  }

  @Test("a status says how a call ended", arguments: [("00000000", "succeeded"), ("DE80B007", "refused")])
  func outcomes(status: String, outcome: String) {
    let flow = Self.told([
      .client(Self.request(0, Self.connection(1))), .server(Self.response(0, [], status: status)),
    ])
    #expect(flow.story == ["connect controller \(outcome)"])
  }

  @Test("a fault refuses a call")
  func fault() {
    let flow = Self.told([
      .client(Self.request(0, Self.connection(1))), .server(Self.call(3, 0, [0, 0, 0, 1])),
    ])
    #expect(flow.story == ["connect controller refused"])
  }

  @Test("one record of several may be refused")
  func records() {
    let answers =
      Self.record(0x8008, 0xFFFF, 0xFFFF, 0xE040, octets: 134) + Self.record(0x8008, 0, 1, 0x01F4, octets: 3)
      + Self.record(0x8008, 1, 1, 0x01FF, octets: 2, status: 0x00DF_80B0)
    let flow = Self.told([
      .client(Self.request(3, Self.severalWrites)), .server(Self.response(3, answers)),
    ])
    #expect(
      Set(flow.story) == [
        "configure slot 0 subslot 1 index 0x01f4 succeeded",
        "configure slot 1 subslot 1 index 0x01ff refused",
      ])
  }

  @Test("an answer in the other byte order is an answer")
  func byteOrder() {
    var answer = Self.call(2, 0, [UInt8](repeating: 0, count: 20))
    answer[4] = 0x10
    for range in [24..<28, 28..<30, 30..<32, 40..<44, 44..<46, 46..<48, 64..<68, 68..<70, 74..<76] {
      answer.replaceSubrange(range, with: answer[range].reversed())
    }
    let flow = Self.told([.client(Self.request(0, Self.connection(1))), .server(answer)])
    #expect(flow.story == ["connect controller succeeded"])
  }

  @Test("an answer of another sequence number answers nothing")
  func sequence() {
    let flow = Self.told([
      .client(Self.request(0, Self.connection(1))),
      .server(Self.call(2, 0, [UInt8](repeating: 0, count: 20), sequence: 2)),
    ])
    #expect(flow.story == ["connect controller unanswered"])
  }

  @Test("a first fragment names what it holds, and is not malformed where it ends", arguments: [20, 40, 62])
  func fragment(missing: Int) {
    let whole = Self.request(3, Self.severalWrites)
    let body = Array(whole[80..<(whole.count - missing)])
    let flow = Self.told([.client(Self.call(0, 3, body, fragment: true))])
    #expect(flow.story.contains("configure slot 0 subslot 1 index 0x01f4 unanswered"))
    #expect(flow.malformed(.dcerpc) == 0)
  }
}
