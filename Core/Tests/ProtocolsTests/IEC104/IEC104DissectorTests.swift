import Protocols
import Testing
import Vocabulary

@Suite("IEC 60870-5-104 commands and answers")
struct IEC104DissectorTests {
  static func flow() -> DissectedFlow<IEC104Dissector> {
    DissectedFlow(IEC104Dissector(), serverPort: IEC104Dissector.port)
  }

  private static func story(_ messages: WireMessage...) -> [String] {
    var flow = flow()
    flow.feed(messages)
    flow.finish()
    return flow.story
  }

  @Test("a confirmation ends its command, and the common address is the unit")
  func pairs() {
    var flow = Self.flow()
    flow.feed([
      IEC104Wire.command("2D 01 06 00 0A00 A10F00 81"), IEC104Wire.report("2D 01 07 00 0A00 A10F00 81"),
      IEC104Wire.command("2D 01 06 00 0A00 A10F00 01"), IEC104Wire.report("2D 01 07 00 0A00 A10F00 01"),
      IEC104Wire.report("2D 01 0A 00 0A00 A10F00 01"), .client("68 04 01 00 06 00"),
    ])
    #expect(flow.story == ["operate ca 10 ioa 4001 succeeded", "operate ca 10 ioa 4001 succeeded"])
    #expect(flow.activities.map(\.deed) == [.select, .plain])
    #expect(flow.activities.allSatisfy { $0.unit == 10 && $0.isFromClient })
    #expect(flow.counts(.iec104) == ["frame 0": 5, "frame 1": 1])
    #expect(flow.counts(.iec104ASDU) == ["type 45": 5])
    #expect(flow.dissection.messages.packets(.iec104) == 6)
    #expect(flow.dissection.messages.packets(.iec104ASDU) == 5)
    #expect(flow.malformed(.iec104ASDU) == 0)
  }

  @Test(
    "a negative confirmation refuses, as does each cause that says unknown",
    arguments: [0x47, 44, 45, 46, 47])
  func refused(_ cause: Int) {
    let octets = [0x69, 0x01, UInt8(cause), 0, 10, 0, 0, 0, 0, 1]
    let story = Self.story(
      IEC104Wire.command("69 01 06 00 0A00 000000 01"), .server(IEC104Wire.frame(octets)))
    #expect(story == ["setMode ca 10 refused"])
  }

  @Test("a selection that is confirmed leaves its execution unanswered")
  func selection() {
    let story = Self.story(
      IEC104Wire.command("2E 01 06 00 0A00 010000 81"), IEC104Wire.command("2E 01 06 00 0A00 010000 01"),
      IEC104Wire.report("2E 01 07 00 0A00 010000 81"))
    #expect(story == ["operate ca 10 ioa 1 succeeded", "operate ca 10 ioa 1 unanswered"])
  }

  @Test("what is asked twice before it is answered is answered twice")
  func turns() {
    let (ask, answer) = ("64 01 06 00 0A00 000000 14", "64 01 07 00 0A00 000000 14")
    let story = Self.story(
      IEC104Wire.command(ask), IEC104Wire.command(ask), IEC104Wire.report(answer), IEC104Wire.report(answer))
    #expect(story == ["read ca 10 succeeded", "read ca 10 succeeded"])
  }

  @Test("a sequence of objects without elements is one: 127 would stand in no octets")
  func sequenceOfNothing() {
    #expect(Self.story(IEC104Wire.command("66 FF 05 00 0A00 A10F00")) == ["read ca 10 ioa 4001 unanswered"])
  }

  @Test("a value that was asked for ends its read, and is no signal")
  func read() {
    let story = Self.story(
      IEC104Wire.command("66 01 05 00 0A00 A10F00"), IEC104Wire.report("0D 01 05 00 0A00 A10F00 0000803F 00"),
      IEC104Wire.report("0D 01 14 00 0A00 A10F00 0000803F 00"))
    #expect(story == ["read ca 10 ioa 4001 succeeded"])
  }

  @Test("what is told unasked is a signal of the station, run by run")
  func signals() {
    var flow = Self.flow()
    flow.feed(IEC104Wire.report("01 03 03 00 0A00 010000 01 020000 00 070000 01"))
    #expect(flow.story == ["signal ca 10 ioa 1-2 succeeded", "signal ca 10 ioa 7 succeeded"])
    #expect(flow.activities.allSatisfy { !$0.isFromClient })
    #expect(flow.dissection.receiverIsClient)
  }

  @Test("a file is selected and offered, or offered and wanted, or not")
  func files() {
    let story = Self.story(
      IEC104Wire.command("7A 01 0D 00 0A00 050000 0100 00 01"),
      IEC104Wire.report("78 01 0D 00 0A00 050000 0100 100000 00"),
      IEC104Wire.command("78 01 0D 00 0A00 060000 0100 100000 00"),
      IEC104Wire.report("7A 01 0D 00 0A00 060000 0100 00 32"))
    #expect(story == ["transfer ca 10 ioa 5 succeeded", "transfer ca 10 ioa 6 refused"])
  }

  @Test("data units that share a segment, and frames that are spread over several")
  func segments() {
    let exchange: [WireMessage] = [
      .client("68 04 07 00 00 00"), .server("68 04 0B 00 00 00"),
      .client(
        IEC104Wire.command("64 01 06 00 0A00 000000 14").octets
          + IEC104Wire.command("65 01 06 00 0A00 000000 05").octets),
      .server(
        IEC104Wire.report("64 01 07 00 0A00 000000 14").octets
          + IEC104Wire.report("65 01 47 00 0A00 000000 05").octets),
    ]
    var flow = Self.flow()
    flow.feed(exchange)
    #expect(flow.story == ["connect - succeeded", "read ca 10 succeeded", "read ca 10 refused"])
    HostileInput.everyPrefix(of: exchange, Self.flow)
  }

  @Test(
    "data units that end too early or too late are malformed",
    arguments: ["2D 01 06 00 0A00 A10F00", "2D 01 06 00 0A00 A10F00 01 00", "2D 02 06 00 0A00 A10F00 01"])
  func malformed(_ dataUnit: String) {
    var flow = Self.flow()
    flow.feed(IEC104Wire.command(dataUnit))
    #expect(flow.malformed(.iec104ASDU) == 1)
    #expect(IEC104Dissector.recogniseWithoutHint(IEC104Wire.command(dataUnit).octets.span) == .no)
  }

  @Test("octets that are no frame are lost", arguments: ["69 04 07 00 00 00", "68 03 07 00 00 00"])
  func lost(_ octets: String) {
    var flow = Self.flow()
    flow.feed(.client(octets))
    #expect(flow.losses == 1)
    #expect(IEC104Dissector.recognise(octets: wireOctets(octets)) == .no)
  }

  @Test("waits for six octets, and for nothing that begins otherwise")
  func recognition() {
    #expect(IEC104Dissector.recognise(octets: wireOctets("68 04 07")) == .undecided)
    #expect(IEC104Dissector.recognise(octets: wireOctets("16")) == .no)
    // Two functions at once, and a counter that ends in 1.
    #expect(IEC104Dissector.recognise(octets: wireOctets("68 04 0F 00 00 00")) == .no)
    #expect(IEC104Dissector.recognise(octets: wireOctets("68 04 01 00 03 00")) == .no)
  }
}
