import Protocols
import Testing
import Vocabulary

extension ModbusDissector: StreamDissector, DatagramDissector {}

@Suite("Modbus requests and replies")
struct ModbusDissectorTests {
  static func flow() -> DissectedFlow<ModbusDissector> {
    DissectedFlow(ModbusDissector(), serverPort: ModbusDissector.port)
  }

  /// Ten registers from 100 on are read, then three written, then a write is refused.
  static let exchange: [WireMessage] = [
    .client("0001 0000 0006 11 03 0064 000A"),
    .server("0001 0000 0017 11 03 14 0000000000000000000000000000000000000000"),
    .client("0002 0000 000D 11 10 0000 0003 06 0001 0002 0003"),
    .server("0002 0000 0006 11 10 0000 0003"),
    .client("0003 0000 0006 11 05 0007 FF00"),
    .server("0003 0000 0003 11 85 02"),
  ]

  @Test("a reply ends its request")
  func pairs() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    flow.finish()
    #expect(
      flow.story == [
        "read holding-registers 100-109 succeeded", "write holding-registers 0-2 succeeded",
        "write coils 7 refused",
      ])
    #expect(flow.activities.allSatisfy { $0.unit == 0x11 && $0.isFromClient })
    #expect(flow.activities.map(\.packet) == [1, 3, 5])
    #expect(
      flow.counts(.modbus) == ["function 3": 2, "function 16": 2, "function 5": 2, "exception 2": 1])
    #expect(flow.dissection.messages.packets(.modbus) == 6)
  }

  @Test("what nobody answers is unanswered")
  func unanswered() {
    var flow = Self.flow()
    flow.feed(Self.exchange[0])
    flow.finish()
    #expect(flow.story == ["read holding-registers 100-109 unanswered"])
  }

  @Test("a reply to another transaction ends nothing, one of another function ends it as failed")
  func strangeReplies() {
    var flow = Self.flow()
    flow.feed([Self.exchange[0], .server("0009 0000 0003 11 83 02")])
    #expect(flow.story == [])
    flow.feed(.server("0001 0000 0006 11 06 0064 000A"))
    #expect(flow.story == ["read holding-registers 100-109 failed"])
  }

  @Test("frames that share a segment, and frames that are spread over several")
  func segments() {
    var flow = Self.flow()
    flow.feed(.client(Self.exchange[0].octets + Self.exchange[2].octets))
    flow.feed(.server(Self.exchange[1].octets + Self.exchange[3].octets))
    #expect(flow.story.count == 2)
    HostileInput.everyPrefix(of: Self.exchange, Self.flow)
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
    HostileInput.everyDatagram(of: Self.exchange, Self.flow)
  }

  @Test(
    "octets that are no frame are lost",
    arguments: ["0001 0001 0006 11 03 0064 000A", "0001 0000 0001 11 03"])
  func lost(_ octets: String) {
    var flow = Self.flow()
    flow.feed(.client(octets))
    #expect(flow.losses == 1)
    #expect(flow.malformed(.modbus) == 1)
    #expect(ModbusDissector.recognise(octets: wireOctets(octets + "00000000")) == .no)
  }

  @Test("recognises a frame by its header, and waits for eight octets")
  func recognition() {
    #expect(ModbusDissector.recognise(octets: Self.exchange[0].octets) == .consistent)
    #expect(ModbusDissector.recognise(octets: wireOctets("0001 0000 0006 11")) == .undecided)
    #expect(ModbusDissector.recognise(octets: wireOctets("0001 0000 0006 11 44 0000 0000")) == .no)
  }

  @Test("where no port speaks for it, a request of the wrong length is none")
  func recognitionWithoutHint() {
    for message in Self.exchange {
      #expect(Self.withoutHint(message.octets) == .consistent)
    }
    #expect(Self.withoutHint(wireOctets("0001 0000 0007 11 03 0064 000A 00")) == .no)
    #expect(Self.withoutHint(wireOctets("0001 0000 0005 11 06 0064 00")) == .no)
  }

  private static func withoutHint(_ octets: [UInt8]) -> Recognition {
    ModbusDissector.recogniseWithoutHint(octets.span)
  }
}
