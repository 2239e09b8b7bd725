import Protocols
import Testing

@Suite("IEC 60870-5-104 page")
struct IEC104PageTests {
  private static func command(_ message: String, _ dataUnit: String) -> PageSample {
    PageSample(message, IEC104Wire.command(dataUnit))
  }

  private static func report(_ message: String, _ dataUnit: String) -> PageSample {
    PageSample(message, IEC104Wire.report(dataUnit))
  }

  static let samples: [PageSample] = [
    PageSample("STARTDT", .client("68 04 07 00 00 00"), .server("68 04 0B 00 00 00")),
    PageSample("STOPDT", .client("68 04 13 00 00 00"), .server("68 04 23 00 00 00")),
    report("1 to 41, told unasked (causes 1 to 3 and 12)", "01 83 03 00 0A00 010000 01 00 01"),
    report("70 end of initialization", "46 01 04 00 0A00 000000 00"),
    command("45 to 47, 58 to 60 command, select", "2E 01 06 00 0A00 0E0000 82"),
    command("45 to 47, 58 to 60 command, execute", "2D 01 06 00 0A00 A10F00 01"),
    command("48 to 50, 61 to 63 set point, select", "30 01 06 00 0A00 0C0000 0010 80"),
    command("48 to 50, 61 to 63 set point, execute", "3F 01 06 00 0A00 9D1300 0000803F 00 00000000000000"),
    command("51, 64 bit string", "33 01 06 00 0A00 030000 01020304"),
    command("45 to 64, deactivation (cause 8)", "2D 01 08 00 0A00 020000 01"),
    command("100 interrogation", "64 01 06 00 0A00 000000 14"),
    command("101 counter interrogation, read", "65 01 06 00 0A00 000000 05"),
    command("101 counter interrogation, freeze", "65 01 06 00 0A00 000000 45"),
    command("101 counter interrogation, reset", "65 01 06 00 0A00 000000 85"),
    command("102 read", "66 01 05 00 0A00 A10F00"),
    command("103 clock synchronization", "67 01 06 00 0A00 000000 0000000C0B0718"),
    command("104, 107 test, 106 delay", "68 01 06 00 0A00 000000 AA55"),
    command("105 reset process", "69 01 06 00 0A00 000000 01"),
    command("105 reset process, waiting events alone", "69 01 06 00 0A00 000000 02"),
    command("110 to 113 parameter", "6E 01 06 00 0A00 0A0000 0010 01"),
    command("120 file offered to the station", "78 01 0D 00 0A00 050000 0100 100000 00"),
    command("122 select file", "7A 01 0D 00 0A00 050000 0100 00 01"),
    command("122 delete file", "7A 01 0D 00 0A00 050000 0100 00 04"),
    command("122 call for the directory", "7A 01 05 00 0A00 000000 0000 00 00"),
    command("another type, refused or unanswered", "8C 01 06 00 0A00 010000 00"),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("iec60870_104", Self.samples) { exchange in
      var flow = IEC104DissectorTests.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples are recognised, with a hint and without")
  func recognition() {
    for message in Self.samples.dropLast().flatMap(\.exchange) {
      #expect(IEC104Dissector.recognise(octets: message.octets) == .consistent)
      #expect(IEC104Dissector.recogniseWithoutHint(message.octets.span) == .consistent)
    }
  }

  @Test("the samples cut and altered never trap, and cuts change nothing")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, IEC104DissectorTests.flow)
      HostileInput.everyTruncation(of: sample.exchange, IEC104DissectorTests.flow)
      HostileInput.everyMutation(of: sample.exchange, IEC104DissectorTests.flow)
    }
  }
}
