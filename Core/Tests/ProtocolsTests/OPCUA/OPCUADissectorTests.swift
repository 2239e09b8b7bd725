import Protocols
import Testing
import Vocabulary

@Suite("OPC UA requests and responses")
struct OPCUADissectorTests {
  typealias Wire = OPCUAWire

  /// A session without security from its Hello on: a read of two nodes, one of which is refused, and a write.
  static let exchange: [WireMessage] = [
    Wire.hello(), Wire.acknowledge, Wire.open(), Wire.opened,
    Wire.request(
      461, id: 2,
      Wire.application("ACME client", type: 1) + Wire.null + Wire.string(Wire.url) + Wire.string("session")
        + Wire.null + Wire.null + wireOctets("0000000000000000 00000000")),
    Wire.response(
      464, id: 2,
      Wire.node(1) + Wire.node(2) + wireOctets("0000000000000000") + Wire.null + Wire.null + Wire.number(1)
        + Wire.endpoint()),
    Wire.activate(Wire.user("operator", password: "12345"), id: 3), Wire.response(470, id: 3),
    Wire.read(Wire.node("Boiler.Temperature"), Wire.node(2258), id: 4),
    Wire.response(
      634, id: 4,
      Wire.number(2) + wireOctets("01 0B 000000000000F03F") + wireOctets("02 00003480") + Wire.null),
    Wire.write(Wire.node("Boiler.Setpoint"), id: 5),
    Wire.response(676, id: 5, Wire.number(1) + wireOctets("00000000") + Wire.null),
  ]

  @Test("a response ends its request, each item by its own status")
  func pairs() {
    var flow = Wire.flow()
    flow.feed(Self.exchange)
    flow.finish()
    #expect(
      flow.story == [
        "connect endpoint opc.tcp://plc-7:4840 succeeded", "connect endpoint opc.tcp://plc-7:4840 succeeded",
        "authenticate user operator succeeded", "read ns=2;s=Boiler.Temperature succeeded",
        "read i=2258 refused", "write ns=2;s=Boiler.Setpoint succeeded",
      ])
    #expect(flow.activities.allSatisfy { $0.isFromClient })
    #expect(flow.activities.map(\.packet) == [3, 5, 7, 9, 9, 11])
    #expect(flow.activities.map(\.deed) == [.unencrypted, .plain, .plain, .plain, .plain, .plain])
    #expect(
      flow.facts == [
        "client: software ACME client", "hostname plc-7", "software ACME server", "role server",
      ])
    #expect(flow.malformed(.opcua) == 0)
  }

  @Test("each chunk counts as a message, each whole message as a service")
  func counts() {
    var flow = Wire.flow()
    flow.feed(Self.exchange)
    #expect(
      flow.counts(.opcua) == [
        "message HEL": 1, "message ACK": 1, "message OPN": 2, "message MSG": 8, "service 446": 1,
        "service 449": 1, "service 461": 1, "service 464": 1, "service 467": 1, "service 470": 1,
        "service 631": 1, "service 634": 1, "service 673": 1, "service 676": 1,
      ])
    #expect(flow.dissection.messages.packets(.opcua) == 12)
  }

  @Test("a password that is not encrypted is a secret of its length")
  func secret() {
    var flow = Wire.flow()
    flow.feed(Wire.activate(Wire.user("operator", password: "12345")))
    #expect(flow.dissection.observations.anomalies.map(\.kind) == [.secretInClear])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [5])
    var encrypted = Wire.flow()
    encrypted.feed(
      Wire.activate(Wire.user("operator", password: "12345", algorithm: Wire.string("rsa-oaep"))))
    #expect(encrypted.dissection.observations.anomalies.isEmpty)
  }

  @Test("an anonymous token is told from one that names a user")
  func anonymous() {
    var flow = Wire.flow()
    flow.feed(Wire.activate(Wire.extensionObject(321, Wire.string("anonymous"))))
    flow.finish()
    #expect(flow.activities.map(\.deed) == [.anonymous])
    #expect(flow.story == ["authenticate - unanswered"])
  }

  @Test("a fault and a bad result refuse all that was asked")
  func faults() {
    for response in [
      WireMessage.server(Wire.message(id: 1, Wire.node(397) + Wire.responseHeader([0, 0, 0x1F, 0x80]))),
      .server(Wire.message(id: 1, Wire.node(634) + Wire.responseHeader([0, 0, 0x1F, 0x80]))),
    ] {
      var flow = Wire.flow()
      flow.feed([Wire.read(Wire.node(2258), Wire.node(2259)), response])
      #expect(flow.story == ["read i=2258 refused", "read i=2259 refused"])
    }
  }

  @Test("an uncertain status is no refusal")
  func uncertain() {
    var flow = Wire.flow()
    flow.feed([
      Wire.read(Wire.node(2258)),
      Wire.response(634, Wire.number(1) + wireOctets("02 00009040") + Wire.null),
    ])
    #expect(flow.story == ["read i=2258 succeeded"])
  }

  @Test("a response of another service ends its request as failed, one of another id ends nothing")
  func strangeResponses() {
    var flow = Wire.flow()
    flow.feed([Wire.read(Wire.node(2258)), Wire.response(634, id: 9, Wire.number(0) + Wire.null)])
    #expect(flow.story == [])
    flow.feed(Wire.response(676, Wire.number(1) + wireOctets("00000000")))
    #expect(flow.story == ["read i=2258 failed"])
  }

  @Test("a Hello that an Error answers is a connection that was refused")
  func refusedHello() {
    var flow = Wire.flow()
    flow.feed([Wire.hello(), .server(Wire.chunk("ERRF", wireOctets("00008380") + Wire.string("no")))])
    #expect(flow.story == ["connect endpoint opc.tcp://plc-7:4840 refused"])
  }

  @Test("renewing a channel's token is no new connection")
  func renewal() {
    var flow = Wire.flow()
    flow.feed([Wire.open(1), Wire.opened])
    flow.finish()
    #expect(flow.story == [])
    #expect(flow.counts(.opcua)["service 446"] == 1)
  }

  @Test("more items than the limit are counted as dropped")
  func itemLimit() {
    let limit = Dissection.objectLimit
    for (count, dropped) in [(limit, 0), (limit + 1, 1)] {
      let nodes = (0..<count).flatMap { Wire.readValue(Wire.node($0)) }
      var flow = Wire.flow()
      flow.feed(
        Wire.request(631, wireOctets("0000000000000000 02000000") + Wire.number(count) + nodes))
      flow.finish()
      #expect(flow.story.count == limit)
      #expect(flow.dissection.droppedObjects == dropped)
    }
  }

  @Test("node ids are spelled as texts write them")
  func nodes() {
    var flow = Wire.flow()
    flow.feed(
      Wire.read(
        wireOctets("00 55"), wireOctets("02 0300 40420F00"),
        wireOctets("04 0100 33221100 5544 7766 8899AABBCCDDEEFF"),
        wireOctets("05 0100 05000000 4D61 6E2E2E")))
    flow.finish()
    #expect(
      flow.activities.map(\.object) == [
        "i=85", "ns=3;i=1000000", "ns=1;g=00112233-4455-6677-8899-aabbccddeeff", "ns=1;b=TWFuLi4=",
      ])
  }

  @Test("messages that share a segment, and messages that are spread over several")
  func segments() {
    HostileInput.everyPrefix(of: Self.exchange, Wire.flow)
    var flow = Wire.flow()
    flow.feed(.client(Self.exchange[8].octets + Self.exchange[10].octets))
    flow.feed(.server(Self.exchange[9].octets + Self.exchange[11].octets))
    #expect(flow.story.count == 3)
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyTruncation(of: Self.exchange, Wire.flow)
    HostileInput.everyMutation(of: Self.exchange, Wire.flow)
  }

  @Test(
    "octets that are no message are lost",
    arguments: ["4D534758 20000000", "4D534746 07000000", "48454C43 20000000", "4D534746 FFFFFFFF"])
  func lost(_ octets: String) {
    var flow = Wire.flow()
    flow.feed(.client(octets))
    #expect(flow.losses == 1)
    #expect(flow.malformed(.opcua) == 1)
    #expect(OPCUADissector.recognise(octets: wireOctets(octets)) == .no)
  }

  @Test("recognises a message by its header, and waits for eight octets")
  func recognition() {
    #expect(OPCUADissector.recognise(octets: Wire.hello().octets) == .consistent)
    #expect(OPCUADissector.recognise(octets: Array(Wire.hello().octets.prefix(7))) == .undecided)
    #expect(OPCUADissector.recognise(octets: Array("GET / HTTP/1.1".utf8)) == .no)
  }
}
