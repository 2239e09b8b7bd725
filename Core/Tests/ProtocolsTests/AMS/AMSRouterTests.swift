import Protocols
import Testing
import Vocabulary

@Suite("AMS discovery and routes")
struct AMSRouterTests {
  typealias Wire = AMSWire

  static let exchange: [WireMessage] = [
    Wire.datagram(1),
    Wire.datagram(
      1, response: true,
      [(5, Wire.text("CX-0D7560")), (4, Wire.system(platform: 3)), (3, [3, 1] + Wire.short(4_024))]),
    Wire.addRoute, Wire.datagram(6, response: true, [(1, Wire.number(0))]),
  ]

  @Test("a reply to discovery says what the device is")
  func discovery() {
    var flow = Wire.router()
    flow.deliver(Array(Self.exchange.prefix(2)))
    #expect(flow.story == ["identify - succeeded"])
    #expect(
      flow.facts == ["hostname CX-0D7560", "operatingSystem Windows CE 6.1.7601", "firmware 3.1.4024"])
  }

  @Test("a route is added by a user whose password anybody can read")
  func routes() {
    var flow = Wire.router()
    flow.deliver(Array(Self.exchange.suffix(2)))
    #expect(flow.story == ["configure ENG-PC succeeded", "authenticate user Administrator succeeded"])
    #expect(flow.activities.map(\.deed) == [.route, .plain])
    #expect(flow.dissection.observations.anomalies.map(\.kind) == [.secretInClear])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [6])
  }

  @Test("a status other than 0 refuses the route")
  func refusedRoute() {
    var flow = Wire.router()
    flow.deliver([Wire.addRoute, Wire.datagram(6, response: true, [(1, Wire.number(0x704))])])
    #expect(flow.story == ["configure ENG-PC refused", "authenticate user Administrator refused"])
  }

  @Test("an empty password is no secret")
  func emptyPassword() {
    var flow = Wire.router()
    flow.deliver(Wire.datagram(6, [(12, Wire.text("ENG-PC")), (2, Wire.text(""))]))
    #expect(flow.dissection.observations.anomalies.isEmpty)
  }

  @Test("datagrams are no AMS messages: nothing of them is counted")
  func counts() {
    var flow = Wire.router()
    flow.deliver(Self.exchange)
    #expect(flow.dissection.messages.packets(.ams) == 0)
    #expect(flow.counts(.ams) == [:])
  }

  @Test("recognises a datagram by its first four octets and its header")
  func recognition() {
    #expect(Wire.isRouters(Self.exchange[0].octets))
    #expect(!Wire.isRouters(Array(Self.exchange[0].octets.prefix(23))))
    #expect(!Wire.isRouters(Array(Self.exchange[0].octets.dropFirst())))
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyDatagram(of: Self.exchange, Wire.router)
  }
}
