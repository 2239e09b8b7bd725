import Protocols
import Testing
import Vocabulary

@Suite("OPC UA page")
struct OPCUAPageTests {
  typealias Wire = OPCUAWire

  private static let noView = wireOctets("0000 0000000000000000 00000000 00000000")
  private static let boiler = Wire.node("Boiler.Temperature")

  private static func request(_ message: String, _ service: Int, _ body: [UInt8] = []) -> PageSample {
    PageSample(message, Wire.request(service, body))
  }

  /// A Read of one standard node, and its value.
  private static func value(_ message: String, _ node: Int, _ value: [UInt8]) -> PageSample {
    PageSample(message, Wire.read(Wire.node(node)), Wire.response(634, Wire.number(1) + value + Wire.null))
  }

  static let samples: [PageSample] = [
    PageSample(
      "Hello, answered by Error", Wire.hello(), .server(Wire.chunk("ERRF", Wire.number(0) + Wire.null))),
    PageSample(
      "OpenSecureChannel, policy None", Wire.hello(), Wire.acknowledge, Wire.open(), Wire.opened),
    PageSample(
      "OpenSecureChannel, another policy", Wire.hello(), Wire.acknowledge,
      .client(Wire.openEncrypted(channel: 0))),
    PageSample(
      "422 FindServers", Wire.request(422, Wire.string(Wire.url) + Wire.null + Wire.null),
      Wire.response(425, Wire.number(1) + Wire.application("ACME server", type: 0))),
    request("12208 FindServersOnNetwork", 12208),
    PageSample(
      "428 GetEndpoints", Wire.request(428, Wire.string(Wire.url) + Wire.null + Wire.null),
      Wire.response(431, Wire.number(1) + Wire.endpoint())),
    request("437 RegisterServer", 437),
    request("12211 RegisterServer2", 12211),
    PageSample("461 CreateSession", OPCUADissectorTests.exchange[4], OPCUADissectorTests.exchange[5]),
    PageSample("467 ActivateSession, anonymous", Wire.activate(Wire.extensionObject(321, Wire.string("a")))),
    PageSample("467 ActivateSession, user name", Wire.activate(Wire.user("operator", password: "x"))),
    PageSample(
      "467 ActivateSession, certificate or issued token",
      Wire.activate(Wire.extensionObject(327, Wire.string("a") + Wire.string("certificate")))),
    request("488 AddNodes", 488, Wire.number(1) + addedNode),
    request(
      "494 AddReferences", 494,
      Wire.number(1) + boiler + Wire.node(35) + [1] + Wire.null + Wire.node(85) + Wire.number(1)),
    request("500 DeleteNodes", 500, Wire.number(1) + boiler + [1]),
    request("506 DeleteReferences", 506, Wire.number(1) + boiler + Wire.node(35) + [1] + Wire.node(85) + [0]),
    request(
      "527 Browse", 527,
      noView + Wire.number(1) + Wire.node(85) + Wire.number(0) + Wire.node(33) + [1] + Wire.number(0)
        + Wire.number(63)),
    request("533 BrowseNext", 533, [0] + Wire.number(1) + Wire.string("point")),
    request(
      "554 TranslateBrowsePathsToNodeIds", 554,
      Wire.number(1) + Wire.node(84) + Wire.number(1) + Wire.node(33) + [0, 1, 0, 0]
        + Wire.string("Objects")),
    request("560 RegisterNodes", 560, Wire.number(1) + boiler),
    request("615 QueryFirst", 615),
    request("621 QueryNext", 621),
    PageSample("631 Read", Wire.read(boiler)),
    value("631 Read of the server's status", 2256, [0x01, 0x16] + status),
    value("631 Read of its build information", 2260, [0x01, 0x16] + Wire.buildInfo),
    value("631 Read of its product name", 2261, Wire.text("Boiler 3000")),
    value("631 Read of its manufacturer's name", 2263, Wire.text("ACME")),
    value("631 Read of its software version", 2264, Wire.text("1.2.3")),
    request(
      "664 HistoryRead", 664,
      Wire.extensionObject(647, []) + Wire.number(2) + [0] + Wire.number(1) + boiler + Wire.null + [0, 0]
        + Wire.null + Wire.null),
    PageSample("673 Write", Wire.write(boiler)),
    request(
      "700 HistoryUpdate", 700,
      Wire.number(1) + Wire.extensionObject(682, boiler + Wire.number(1) + Wire.null)),
    request(
      "712 Call", 712,
      Wire.number(1) + Wire.node("Boiler") + Wire.node("Boiler.Start") + Wire.number(1)
        + wireOctets("0B 000000000000F03F")),
    request(
      "751 CreateMonitoredItems", 751,
      Wire.number(1) + Wire.number(2) + Wire.number(1) + Wire.readValue(boiler) + Wire.number(2)
        + Wire.number(1) + wireOctets("0000000000408F40 000000 01000000 01")),
    PageSample(
      "829 Publish response with notifications", Wire.request(826, Wire.null),
      Wire.response(
        829,
        Wire.number(1) + Wire.null + [0] + Wire.number(1) + wireOctets("0000000000000000") + Wire.number(1)
          + Wire.extensionObject(811, Wire.number(0) + Wire.null) + Wire.null + Wire.null)),
  ]

  /// Parent, reference, the node asked for, its name, its class, attributes, type.
  private static let addedNode =
    Wire.node(85) + Wire.node(35) + Wire.node("Boiler.New") + [2, 0] + Wire.string("New") + Wire.number(2)
    + Wire.extensionObject(357, []) + Wire.node(63)

  /// Start time, current time, state, then the build information without its wrapper.
  private static let status = Wire.extensionObject(
    864,
    [UInt8](repeating: 0, count: 20) + Array(Wire.buildInfo.dropFirst(9)) + Wire.number(0) + [0])

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("opcua", Self.samples) { exchange in
      var flow = Wire.flow()
      flow.feed(exchange)
      flow.finish()
      #expect(flow.malformed(.opcua) == 0 && flow.losses == 0)
      return flow
    }
  }

  @Test("the session's and the subscription's own housekeeping is no activity")
  func housekeeping() {
    for service in [473, 479, 566, 763, 769, 775, 781, 787, 793, 799, 826, 832, 841, 847] {
      var flow = Wire.flow()
      flow.feed(Wire.request(service))
      flow.finish()
      #expect(flow.story == [], "\(service)")
      #expect(flow.counts(.opcua)["service \(service)"] == 1)
    }
  }

  @Test("a Publish response without notifications only keeps the subscription alive")
  func keepAlive() {
    var flow = Wire.flow()
    flow.feed(
      Wire.response(
        829,
        Wire.number(1) + Wire.null + [0] + Wire.number(1) + wireOctets("0000000000000000") + Wire.null))
    #expect(flow.story == [])
  }

  @Test("results that carry more than a status end each item by its own")
  func results() {
    let good = Wire.number(0)
    let bad = wireOctets("00003480")
    func outcomes(_ request: WireMessage, _ service: Int, _ items: [UInt8]) -> [String] {
      var flow = Wire.flow()
      flow.feed([request, Wire.response(service, Wire.number(2) + items + Wire.null)])
      #expect(flow.malformed(.opcua) == 0)
      return flow.activities.map(\.outcome)
    }
    let start = Wire.node("Boiler") + Wire.node("Boiler.Start") + Wire.null
    let call = Wire.request(712, Wire.number(2) + start + start)
    // Input results and diagnostics, then an array of Variant, one of which is an array itself.
    let output =
      Wire.number(1) + [0x98] + Wire.number(2) + wireOctets("0C 02000000 4F4B 86 01000000 07000000")
    let called =
      good + Wire.number(1) + good + Wire.number(1) + [0x55] + good + good + Wire.string("info") + [0]
      + output
    #expect(
      outcomes(call, 715, called + bad + Wire.null + Wire.null + Wire.null) == ["succeeded", "refused"])
    let browsed = Wire.node(85) + Wire.number(0) + Wire.node(33) + [1] + Wire.number(0) + Wire.number(63)
    let browse = Wire.request(527, Self.noView + Wire.number(2) + browsed + browsed)
    let reference =
      Wire.node(35) + [1, 0x40] + wireOctets("55 01000000 0000") + Wire.string("name") + [2]
      + Wire.string("text") + Wire.number(1) + Wire.node(61)
    #expect(
      outcomes(browse, 530, good + Wire.null + Wire.number(1) + reference + bad + Wire.null + Wire.null)
        == ["succeeded", "refused"])
    let added = Wire.request(488, Wire.number(2) + Self.addedNode + Self.addedNode)
    #expect(outcomes(added, 491, bad + Wire.node(0) + good + Wire.node(5)) == ["refused", "succeeded"])
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, Wire.flow)
      HostileInput.everyTruncation(of: sample.exchange, Wire.flow)
      HostileInput.everyMutation(of: sample.exchange, Wire.flow)
    }
  }
}
