import Protocols
import Streams
import Testing
import Vocabulary

extension SNMPDissector: DatagramDissector {}

@Suite("SNMP")
struct SNMPDissectorTests {
  static func flow() -> DissectedFlow<SNMPDissector> {
    DissectedFlow(SNMPDissector(), serverPort: SNMPDissector.port)
  }

  static func ber(_ tag: UInt8, _ contents: [UInt8]...) -> [UInt8] {
    let content = contents.flatMap { $0 }
    return content.count < 128
      ? [tag, UInt8(content.count)] + content
      : [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 255)] + content
  }

  static func text(_ value: String) -> [UInt8] { ber(4, Array(value.utf8)) }

  static let null = ber(5)
  static let name: [UInt8] = [0x2B, 6, 1, 2, 1, 1, 5, 0]
  static let description: [UInt8] = [0x2B, 6, 1, 2, 1, 1, 1, 0]
  static let objectID: [UInt8] = [0x2B, 6, 1, 2, 1, 1, 2, 0]
  static func part(_ column: UInt8) -> [UInt8] { [0x2B, 6, 1, 2, 1, 47, 1, 1, 1, 1, column, 1] }

  /// An operation with its number, and variables as pairs of an identifier and a value.
  static func operation(
    _ tag: UInt8, id: UInt8 = 7, error: UInt8 = 0, _ variables: [([UInt8], [UInt8])]
  ) -> [UInt8] {
    let list = variables.flatMap { ber(0x30, ber(6, $0.0), $0.1) }
    return ber(tag, ber(2, [id]), ber(2, [error]), ber(2, [0]), ber(0x30, list))
  }

  static func message(_ operation: [UInt8], community: String = "plant7", version: UInt8 = 1) -> [UInt8] {
    ber(0x30, ber(2, [version]), text(community), operation)
  }

  static let get = message(operation(0xA0, [(name, null)]))
  static let answer = message(
    operation(0xA2, [(name, text("press-1")), (objectID, ber(6, [0x2B, 6, 1, 4, 1, 0xA1, 0x69, 2]))]))

  @Test("a reading, its answer, and the community's length")
  func reading() {
    var flow = Self.flow()
    flow.deliver([.client(Self.get), .server(Self.answer), .client(Self.get)])
    flow.finish()
    #expect(flow.story == ["read 1.3.6.1.2.1.1.5.0 succeeded", "read 1.3.6.1.2.1.1.5.0 unanswered"])
    #expect(flow.facts == ["hostname press-1", "vendor Siemens"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [6])
    #expect(flow.dissection.messages.packets(.snmp) == 3)
  }

  @Test("what is set is an activity for each variable; an error refuses it")
  func setting() {
    var flow = Self.flow()
    let two = [(Self.name, Self.text("x")), (Self.description, Self.text("y"))]
    flow.deliver([
      .client(Self.message(Self.operation(0xA3, two))),
      .server(Self.message(Self.operation(0xA2, error: 17, two))),
    ])
    #expect(
      flow.story == ["configure 1.3.6.1.2.1.1.5.0 refused", "configure 1.3.6.1.2.1.1.1.0 refused"])
    #expect(flow.activities.map(\.deed) == [.parameter, .parameter])
  }

  @Test("a switch's VLANs are asked by one community; a trap's guesses nothing")
  func communitiesOfVLANs() {
    var flow = Self.flow()
    let operation = Self.operation(0xA0, [(Self.name, Self.null)])
    flow.deliver(
      ["plant7@10", "plant7@20", "plant8"].map { .client(Self.message(operation, community: $0)) })
    flow.deliver([.client(Self.message(Self.operation(0xA7, []), community: "plant9"))])
    let secrets = flow.dissection.observations.anomalies.filter { $0.kind == .secretInClear }
    let marks = secrets.map(\.mark)
    #expect(marks.count == 4 && marks[0] == marks[1] && marks[0] != marks[2] && marks[3] == 0, "\(marks)")
    #expect(!marks[..<3].contains(0))
  }

  @Test("a community at delivery is a login that an answer confirms; once while it stays the same")
  func community() {
    var flow = Self.flow()
    let operation = Self.operation(0xA1, [(Self.name, Self.null)])
    let get = WireMessage.client(Self.message(operation, community: "public"))
    let answer = WireMessage.server(Self.message(Self.operation(0xA2, []), community: "public"))
    flow.deliver([
      get, answer, get, answer, .client(Self.message(operation, community: "private")),
      .client(Self.message(operation, community: "publik")),
    ])
    flow.finish()
    let logins = flow.activities.filter { $0.verb == "authenticate" }
    #expect(logins.map(\.outcome) == ["succeeded", "unanswered"])
    #expect(logins.map(\.deed) == [.defaultCredentials, .defaultCredentials])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [6, 7, 6])
    #expect(Set(flow.dissection.observations.anomalies.map(\.mark)).count == 3)
    #expect(!flow.story.joined().contains("publi"))
  }

  @Test("version 3 names its user, and may hide the rest")
  func version3() {
    let engine = Self.ber(4, [0x80, 0, 0, 9])
    let security = Self.ber(
      0x30, engine, Self.ber(2, [1]), Self.ber(2, [1]), Self.text("joe"), Self.ber(4), Self.ber(4))
    let head = Self.ber(
      0x30, Self.ber(2, [9]), Self.ber(2, [0x05, 0xDC]), Self.ber(4, [3]), Self.ber(2, [3]))
    let hidden = Self.ber(0x30, Self.ber(2, [3]), head, Self.ber(4, security), Self.ber(4, [1, 2, 3]))
    let clear = Self.ber(
      0x30, Self.ber(2, [3]), head, Self.ber(4, security),
      Self.ber(0x30, engine, Self.ber(4), Self.operation(0xA0, [(Self.name, Self.null)])))
    var flow = Self.flow()
    flow.deliver([.client(hidden), .client(clear)])
    flow.finish()
    #expect(flow.story == ["authenticate user joe unanswered", "read 1.3.6.1.2.1.1.5.0 unanswered"])
    #expect(flow.dissection.observations.anomalies.isEmpty)
    #expect(SNMPDissector.recognise(hidden.span) == .consistent)
  }

  @Test("recognises whole messages alone")
  func recognition() {
    #expect(SNMPDissector.recognise(Self.get.span) == .consistent)
    #expect(SNMPDissector.recognise((Self.get + [0]).span) == .no)
    #expect(SNMPDissector.recognise(Self.message(Self.get).span) == .no)
    #expect(SNMPDissector.recognise(Self.message(Self.operation(0xA0, []), version: 2).span) == .no)
  }

  static func told(_ variables: [([UInt8], [UInt8])]) -> WireMessage {
    .server(message(operation(0xA2, variables)))
  }

  static let trap1 = ber(
    0xA4, ber(6, [0x2B, 6, 1, 4, 1, 0x81, 0x78]), ber(0x40, [10, 0, 0, 1]), ber(2, [6]), ber(2, [1]),
    ber(0x43, [1]), ber(0x30))
  static let trap2 = operation(
    0xA7,
    [
      ([0x2B, 6, 1, 2, 1, 1, 3, 0], ber(0x43, [1])),
      ([0x2B, 6, 1, 6, 3, 1, 1, 4, 1, 0], ber(6, [0x2B, 6, 1, 6, 3, 1, 1, 5, 3])),
    ])

  static let samples: [PageSample] = [
    PageSample("get", .client(get)),
    PageSample("getNext, getBulk", .client(message(operation(0xA5, [(name, null)])))),
    PageSample("set", .client(message(operation(0xA3, [(name, text("x"))])))),
    PageSample("trap, version 1", .client(message(trap1, version: 0))),
    PageSample("trap and inform, version 2c", .client(message(trap2))),
    PageSample(
      "community at delivery", .client(message(operation(0xA0, [(name, null)]), community: "public"))),
    PageSample("sysName", told([(name, text("press-1"))])),
    PageSample(
      "sysDescr of Windows", told([(description, text("Hardware: x - Software: Windows Version 6.3"))])),
    PageSample(
      "sysDescr, a type plate",
      told([(description, text("Siemens, SIMATIC NET, SCALANCE X208, 6GK5 208-0BA10-2AA3, HW: Version 1"))])),
    PageSample("entPhysicalTable, part 1", told([(part(11), text("SN-1")), (part(13), text("X208"))])),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("snmp", Self.samples) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyDatagram(
      of: [.client(Self.get), .server(Self.answer), .client(Self.message(Self.trap2))], Self.flow)
    HostileInput.everyDatagram(of: [.client(Self.message(Self.trap1, version: 0))], Self.flow)
  }
}
