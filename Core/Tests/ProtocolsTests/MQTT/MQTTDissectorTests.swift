import Protocols
import Testing
import Vocabulary

@Suite("MQTT and Sparkplug")
struct MQTTDissectorTests {
  private typealias W = MQTTWire

  private static let birth = W.payload([
    ("Properties/Hardware Make", "ACME"), ("Properties/Hardware Model", "Edge 12"), ("Properties/FW", "2.1"),
    ("Properties/OS", "Linux"), ("Temperature", nil),
  ])

  private static func command(_ message: String, _ topic: String, _ metrics: String...) -> PageSample {
    PageSample(
      message, .client(W.publish(topic, W.payload(metrics.map { ($0, nil) }))))
  }

  static let samples: [PageSample] = [
    PageSample(
      "1 connect", .client(W.connect("press-17")), .server(W.packet(2, [0, 0]))),
    PageSample(
      "1 connect, with a user", .client(W.connect("press-17", user: "line1", password: "secret", version: 5)),
      .server(W.packet(2, [0, 0, 0]))),
    PageSample("3 publish", .client(W.publish("plant/press17/temperature", [0x32, 0x31]))),
    PageSample("8 subscribe", .client(W.subscribe("plant/+/temperature")), .server(W.packet(9, [0, 1, 0]))),
    PageSample(
      "8 subscribe to everything, or to what the server says of itself ($SYS)",
      .client(W.subscribe("#", "$SYS/#")), .server(W.packet(9, [0, 1, 0, 0]))),
    PageSample("15 authenticate", .client(W.packet(15, [0, 0]))),
    PageSample(
      "3 publish, Sparkplug NBIRTH and DBIRTH", .client(W.publish("spBv1.0/Plant1/NBIRTH/Edge7", birth))),
    PageSample(
      "3 publish, Sparkplug data and deaths", .client(W.publish("spBv1.0/Plant1/DDATA/Edge7/Press", birth))),
    command("3 publish, Sparkplug NCMD and DCMD", "spBv1.0/Plant1/DCMD/Edge7/Press", "Speed"),
    command(
      "3 publish, Sparkplug NCMD and DCMD, Reboot", "spBv1.0/Plant1/NCMD/Edge7", "Node Control/Reboot"),
    command(
      "3 publish, Sparkplug NCMD and DCMD, Rebirth", "spBv1.0/Plant1/NCMD/Edge7", "Node Control/Rebirth"),
    command(
      "3 publish, Sparkplug NCMD and DCMD, Next Server", "spBv1.0/Plant1/NCMD/Edge7",
      "Node Control/Next Server"),
    PageSample(
      "3 publish, Sparkplug NCMD and DCMD, without names",
      .client(W.publish("spBv1.0/Plant1/NCMD/Edge7", wireOctets("08 01 12 04 10 01 50 01")))),
  ]

  @Test("each row of the page has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("mqtt", Self.samples) { W.dissected($0) }
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange) { W.flow() }
      HostileInput.everyTruncation(of: sample.exchange) { W.flow() }
      HostileInput.everyMutation(of: sample.exchange) { W.flow() }
    }
  }

  @Test("recognises each of its packets on its port, and on others only a CONNECT")
  func recognition() {
    for message in Self.samples.flatMap(\.exchange) {
      let isRecognised = MQTTDissector.recognise(message.octets.span) == .consistent
      #expect(isRecognised)
      let isConnect = message.octets[0] == 0x10
      let isSure = MQTTDissector.recogniseWithoutHint(message.octets.span) == .consistent
      #expect(isSure == isConnect)
    }
    for text in ["GET / HTTP/1.1\r\n", "0123456789abcdef", "SSH-2.0-OpenSSH"] {
      let isText = MQTTDissector.recognise(Array(text.utf8).span) == .consistent
      #expect(!isText, "\(text)")
    }
    let several = W.packet(12, []) + W.packet(4, [0, 1]) + [0x30]
    let isRecognised = MQTTDissector.recognise(several.span) == .consistent
    #expect(isRecognised)
  }

  @Test("a connection that the server refuses, and its password by length alone")
  func refused() {
    let flow = W.dissected([
      .client(W.connect("c", user: "u", password: "secret")), .server(W.packet(2, [0, 5])),
    ])
    #expect(flow.story == ["connect client c refused", "authenticate user u refused"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [6])
  }

  @Test("a publication ends with its acknowledgement, a copy of it is no second one")
  func acknowledged() {
    let publish = W.publish("a/b", [1], packet: 7)
    var copy = publish
    copy[0] |= 0x08
    let flow = W.dissected([
      .client(publish), .client(copy), .server(W.packet(4, [0, 7])),
      .server(W.publish("a/c", [1], packet: 7)), .client(W.packet(5, [0, 7, 0x97])),
      .client(W.publish("a/d", [1], packet: 8)),
    ])
    #expect(flow.story == ["signal a/b succeeded", "signal a/c refused", "signal a/d unanswered"])
    #expect(flow.activities.map(\.isFromClient) == [true, false, true])
    #expect(flow.counts(.mqtt) == ["type 3": 4, "type 4": 1, "type 5": 1])
  }

  @Test("each filter of a subscription has its own outcome, in version 5 behind the properties")
  func subscriptions() {
    let flow = W.dissected([
      .client(W.connect("c", version: 5)), .server(W.packet(2, [0, 0, 0])),
      .client(W.packet(8, [0, 1, 2, 0x0B, 1] + W.text("a") + [0] + W.text("b") + [1], flags: 2)),
      .server(W.packet(9, [0, 1, 0, 1, 0x87])),
    ])
    #expect(flow.story == ["connect client c succeeded", "read a succeeded", "read b refused"])
  }

  @Test("a large payload is skipped, and what follows is read")
  func largePayload() {
    let publish = W.publish("a/b", [UInt8](repeating: 0xFF, count: 300_000))
    let flow = W.dissected([
      .client(Array(publish[..<1_000])), .client(Array(publish[1_000...]) + W.packet(12, [])),
    ])
    #expect(flow.story == ["signal a/b succeeded"])
    #expect(flow.counts(.mqtt) == ["type 3": 1, "type 12": 1])
    #expect(flow.malformed(.mqtt) == 0)
  }

  @Test("a birth that the server forwards says nothing of the server")
  func forwardedBirth() {
    let flow = W.dissected([.server(W.publish("spBv1.0/P/NBIRTH/E", Self.birth))])
    #expect(flow.facts.isEmpty)
    #expect(flow.dissection.messages.packets(.sparkplug) == 1)
  }

  @Test("a length of five octets and a type of none are no packets")
  func malformed() {
    for hexadecimal in ["30 FF FF FF FF 01", "00 00"] {
      let flow = W.dissected([.client(wireOctets(hexadecimal))])
      #expect(flow.losses == 1)
      #expect(flow.malformed(.mqtt) == 1)
    }
  }
}
