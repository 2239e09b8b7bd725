import Protocols
import Testing

@Suite("EtherNet/IP page")
struct EtherNetIPPageTests {
  static let samples: [PageSample] = [
    PageSample("list identity", EtherNetIPDissectorTests.identify[0], EtherNetIPDissectorTests.identify[1]),
    PageSample("list identity, the answer to a broadcast", EtherNetIPDissectorTests.identify[1]),
    PageSample("list services, list interfaces", .client(Encapsulated.frame(0x04, session: [0, 0, 0, 0]))),
    PageSample("register session", EtherNetIPDissectorTests.session[0]),
    PageSample(
      "input and output data", .client("0200 0280 0800 11000000 01000000 B100 0400 01000000")),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("enip", Self.samples) { exchange in
      var flow = Encapsulated.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }
}
