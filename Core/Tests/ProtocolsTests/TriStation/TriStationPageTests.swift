import Protocols
import Testing
import Vocabulary

extension TriStationDissector: DatagramDissector {}

/// No capture of TriStation is at hand: the messages are written from the published description.
@Suite("TriStation")
struct TriStationPageTests {
  private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    [type, 0, UInt8(body.count), 0] + body + [0xCC, 0xCC]
  }

  static func execution(_ function: UInt8, counter: UInt8 = 1, _ data: [UInt8] = []) -> [UInt8] {
    let length = UInt8(10 + data.count)
    return message(5, [0, 0, function, counter, 0, 0, 0xAA, 0xAA, length, 0] + data)
  }

  private static func sample(_ message: String, _ function: UInt8) -> PageSample {
    PageSample(message, .client(execution(function)))
  }

  static let samples: [PageSample] = [
    PageSample("connection request", .client(message(1, []))),
    sample("0 to 2, 10, 11 download all, a change, the configuration", 0),
    sample("3, 18, 42, 51, 65, 66, 74 upload", 65),
    sample("4 to 6, 9, 14, 15, 26, 32, 34, 43 to 45, 52 configure", 9),
    sample("7, 31 set the clock", 7),
    sample("12 cancel download change", 12),
    sample("13 attach", 13),
    sample("16, 27, 30, 57, 62 set values", 27),
    sample("17, 37 to 40 enable points, output voter diagnostics", 17),
    sample("20 run program", 20),
    sample("21 halt program", 21),
    sample("22, 23, 80 pause, single scan, download mode", 22),
    sample("47, 54 get module types and versions", 54),
    sample("48 to 50, 55, 56, 58 to 60, 63, 68, 72 allocate and load program", 55),
    sample("8, 19, 24, 25, 28, 29, 33, 35, 36, 41, 46, 61, 64, 67, 69 to 71, 73 get", 19),
  ]

  static func flow() -> DissectedFlow<TriStationDissector> {
    DissectedFlow(TriStationDissector(), serverPort: TriStationDissector.port)
  }

  static func told(_ exchange: WireMessage...) -> DissectedFlow<TriStationDissector> {
    var flow = flow()
    flow.deliver(exchange)
    flow.finish()
    return flow
  }

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("tristation", Self.samples) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples { HostileInput.everyDatagram(of: sample.exchange, Self.flow) }
  }

  @Test(
    "an answer says how a function ended",
    arguments: [(110, "succeeded"), (100, "refused"), (212, "refused"), (241, "refused")])
  func outcomes(answer: UInt8, outcome: String) {
    let flow = Self.told(.client(Self.execution(21, counter: 9)), .server(Self.execution(answer, counter: 9)))
    #expect(flow.story == ["setMode - \(outcome)"])
    #expect(flow.activities.first?.deed == .stop)
    #expect(flow.counts(.tristation) == ["function 21": 1, "function \(answer)": 1])
  }

  @Test("an answer of another counter answers nothing")
  func counter() {
    let flow = Self.told(.client(Self.execution(20, counter: 9)), .server(Self.execution(109, counter: 8)))
    #expect(flow.story == ["setMode - unanswered"])
  }

  @Test("a connection is accepted or denied", arguments: [(2, "succeeded"), (10, "refused"), (7, "refused")])
  func connection(type: UInt8, outcome: String) {
    let flow = Self.told(.client(Self.message(1, [])), .server(Self.message(type, [])))
    #expect(flow.story == ["connect - \(outcome)"])
  }

  @Test("octets whose length does not fill them are no TriStation")
  func recognition() {
    func recognise(_ text: String) -> Recognition { TriStationDissector.recognise(wireOctets(text).span) }
    #expect(recognise("01 00 00 00 CC CC") == .consistent)
    #expect(recognise("01 00 01 00 CC CC") == .no)
    #expect(recognise("0C 00 00 00 CC CC") == .no)
    #expect(recognise("05 00 00 00 CC CC") == .no)
    #expect(recognise("01 01 00 00 CC CC") == .no)
  }
}
