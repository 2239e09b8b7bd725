import Protocols
import Streams
import Testing
import Vocabulary

/// One of the four protocols as a dissector of its own, which tests feed.
struct DNSOnDatagrams: DatagramDissector {
  var name = ProtocolName.dns
  var dissector = DNSDissector()

  init() {}
  init(_ name: ProtocolName) { self.name = name }

  mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissector.dissect(datagram: octets, as: name, &dissection)
  }
}

extension DNSDissector: StreamDissector {
  static func recognise(message octets: [UInt8]) -> Recognition { recognise(datagram: octets.span) }
}

@Suite("DNS")
struct DNSDissectorTests {
  static func flow() -> DissectedFlow<DNSOnDatagrams> { flow(.dns) }

  static func flow(_ name: ProtocolName) -> DissectedFlow<DNSOnDatagrams> {
    DissectedFlow(DNSOnDatagrams(name), serverPort: 53)
  }

  static func name(_ text: String) -> [UInt8] {
    text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  static func question(_ text: String, type: String = "0001", id: String = "1234") -> [UInt8] {
    wireOctets(id + "0100 0001 0000 0000 0000") + name(text) + wireOctets(type + "0001")
  }

  /// A response with one answer whose name points to the question's.
  static func answer(_ text: String, flags: String = "8180", address: String) -> [UInt8] {
    wireOctets("1234" + flags + "0001 0001 0000 0000") + name(text) + wireOctets("0001 0001")
      + wireOctets("C00C 0001 0001 0000003C 0004" + address)
  }

  @Test("an answer ends its question, whatever case its letters have")
  func pairs() {
    var flow = Self.flow()
    flow.deliver([
      .client(Self.question("Server.EXAMPLE.org")),
      .server(Self.answer("server.example.org", address: "C0A80105")),
      .client(Self.question("server.example.org", type: "001C", id: "1235")),
    ])
    flow.finish()
    #expect(flow.story == ["read A server.example.org succeeded", "read AAAA server.example.org unanswered"])
    #expect(flow.facts == ["hostname server.example.org"])
    let told = flow.dissection.observations.facts[0]
    #expect(flow.dissection.endpoints[told.endpoint] == Endpoint(HostAddress(ipv4: 0xC0A8_0105)))
    #expect(flow.dissection.messages.packets(.dns) == 3)
  }

  @Test("an error is a refusal", arguments: ["8183", "8185", "8182"])
  func refusal(_ flags: String) {
    var flow = Self.flow()
    flow.deliver([
      .client(Self.question("a.b")),
      .server(
        wireOctets("1234" + flags + "0001 0000 0000 0000") + Self.name("a.b") + wireOctets("0001 0001")),
    ])
    #expect(flow.story == ["read A a.b refused"])
  }

  @Test("an address that is not of this place names nobody")
  func foreign() {
    var flow = Self.flow()
    flow.deliver([.server(Self.answer("example.org", address: "08080808"))])
    #expect(flow.facts.isEmpty)
  }

  @Test("pointers that lead forward, to themselves or round in a circle end the message")
  func circles() {
    for name in ["C00C", "C00E C00C", "01 61 C00C", "3F 61"] {
      var flow = Self.flow()
      flow.deliver(.client(wireOctets("1234 0100 0001 0000 0000 0000" + name + "0001 0001")))
      #expect(flow.malformed(.dns) == 1, "\(name)")
      #expect(flow.activities.isEmpty)
    }
  }

  @Test("a name of more than 255 octets is none")
  func longName() {
    var flow = Self.flow()
    let label = [UInt8](repeating: 0x61, count: 63)
    var name: [UInt8] = []
    for _ in 0..<5 { name += [63] + label }
    name.append(0)
    flow.deliver(.client(wireOctets("1234 0100 0001 0000 0000 0000") + name + wireOctets("0001 0001")))
    #expect(flow.malformed(.dns) == 1)
  }

  @Test("a host that asks for ever new names is not remembered for each")
  func flood() {
    var flow = Self.flow()
    for number in 0..<2_000 {
      flow.deliver(.client(Self.question("x\(number).example.org", id: "0001")))
    }
    flow.finish()
    #expect(flow.story.count == 2_000)
    #expect(flow.dissection.names.count <= ClientTexts.textLimit + 1)
    // The domain is a text of its own.
    #expect(flow.dissection.droppedClientTexts == 2_000 + 1 - ClientTexts.textLimit)
    #expect(flow.story.last == "read - unanswered")
  }

  @Test("messages on TCP have their length before them")
  func stream() {
    var flow = DissectedFlow(DNSDissector(), serverPort: DNSDissector.port)
    let question = Self.question("a.b")
    let answer = Self.answer("a.b", address: "C0A80105")
    let exchange: [WireMessage] = [
      .client([0, UInt8(question.count)] + question), .server([0, UInt8(answer.count)] + answer),
    ]
    #expect(DNSDissector.recognise(octets: exchange[0].octets) == .consistent)
    flow.feed(exchange)
    #expect(flow.story == ["read A a.b succeeded"])
    HostileInput.everyPrefix(of: exchange) { DissectedFlow(DNSDissector(), serverPort: DNSDissector.port) }
    HostileInput.everyTruncation(of: exchange) {
      DissectedFlow(DNSDissector(), serverPort: DNSDissector.port)
    }
    HostileInput.everyMutation(of: exchange) { DissectedFlow(DNSDissector(), serverPort: DNSDissector.port) }
  }

  @Test("recognises a header with plausible counts and a whole name")
  func recognition() {
    #expect(DNSDissector.recognise(message: Self.question("a.b")) == .consistent)
    #expect(DNSDissector.recognise(message: wireOctets("1234 0100 0000 0000 0000 0000")) == .no)
    #expect(DNSDissector.recognise(message: wireOctets("1234 0100 0001 0000 0000 0000 05 61")) == .no)
  }

  /// PRESS-PC with blanks up to 15 characters and the suffix of a workstation.
  static let netBIOSName: [UInt8] = {
    var name: [UInt8] = [32]
    for octet in Array("PRESS-PC       ".utf8) + [0] {
      name.append(octet >> 4 &+ 0x41)
      name.append(octet & 15 &+ 0x41)
    }
    return name + [0]
  }()

  private static func netBIOS(_ header: String, _ record: String) -> [UInt8] {
    wireOctets(header) + netBIOSName + wireOctets(record)
  }

  static let samples: [PageSample] = [
    PageSample("dns question, A", .client(question("example.org"))),
    PageSample("dns question, AAAA", .client(question("example.org", type: "001C"))),
    PageSample("dns question, PTR", .client(question("5.1.168.192.in-addr.arpa", type: "000C"))),
    PageSample("dns question, others", .client(question("example.org", type: "0010"))),
    PageSample("dns answer, address of this place", .server(answer("pc.example.org", address: "C0A80105"))),
  ]

  static let namings: [(name: ProtocolName, sample: PageSample)] = [
    (
      .mdns,
      PageSample("mdns answer, the sender's address", .client(answer("press-pc.local", address: "0A000001")))
    ),
    (
      .llmnr,
      PageSample("llmnr answer, the sender's address", .server(answer("press-pc", address: "0A000002")))
    ),
    (
      .nbns,
      PageSample(
        "nbns registration, refresh or answer, the sender's address",
        .client(
          netBIOS(
            "1234 2910 0001 0000 0000 0001", "0020 0001 C00C 0020 0001 00000000 0006 0000 0A000001")))
    ),
    (
      .nbns,
      PageSample(
        "nbns status",
        .server(
          netBIOS(
            "1234 8400 0000 0001 0000 0000",
            "0021 0001 00000000 0019 01 50524553532D504320202020202020 00 0400 000000000000")))
    ),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    let kinds = Dictionary(uniqueKeysWithValues: Self.namings.map { ($0.sample.message, $0.name) })
    try ProtocolPage.hold("dns", samples: Self.samples + Self.namings.map(\.sample)) { sample in
      var flow = Self.flow(kinds[sample.message] ?? .dns)
      flow.deliver(sample.exchange)
      flow.finish()
      return flow
    }
  }

  @Test("another's address in an answer to all names nobody")
  func others() {
    for (name, sample) in Self.namings.dropLast() {
      var flow = Self.flow(name)
      var message = sample.exchange[0]
      message.octets[message.octets.count - 1] = 9
      flow.deliver(message)
      #expect(flow.facts.isEmpty)
    }
  }

  @Test("hostile octets never trap")
  func hostile() {
    for sample in Self.samples { HostileInput.everyDatagram(of: sample.exchange) { Self.flow() } }
    for (name, sample) in Self.namings { HostileInput.everyDatagram(of: sample.exchange) { Self.flow(name) } }
  }
}
