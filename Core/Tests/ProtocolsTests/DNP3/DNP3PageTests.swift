import Protocols
import Testing

@Suite("DNP3 page")
struct DNP3PageTests {
  private static func request(_ message: String, _ fragment: String) -> PageSample {
    PageSample(message, DNP3Wire.request("C0" + fragment))
  }

  private static func file(_ message: String, _ function: String, mode: String = "01 00") -> PageSample {
    request(
      message,
      "\(function) 46 03 5B 01 2300 1A00 0900 000000000000 0000 00000000 00000000 \(mode) 0004 0100"
        + " 2F 6C 6F 67 2E 74 78 74 31")
  }

  static let samples: [PageSample] =
    controls + [
      request("1 read", "01 3C02 06 3C03 06"),
      request("1 read", "01 1E00 00 00 07"),
      PageSample(
        "1 read, device attributes (group 0)", DNP3Wire.request("C0 01 00FE 00 00 00"),
        DNP3Wire.response(
          "C0 81 0000 00FC 00 00 00 01 04 41434D45 00FA 00 00 00 01 04 5254552D 00F2 00 00 00 01 03 312E32"
            + "00F3 00 00 00 01 01 42 00F8 00 00 00 01 03 313233 00F7 00 00 00 01 02 5339")),
      PageSample(
        "link: request of status (9)", .client(DNP3Wire.frame([], control: 0xC9, to: 4, from: 1)),
        .server(DNP3Wire.frame([], control: 0x0B, to: 1, from: 4))),
      request("2 write", "02 0A02 00 03 03 81"),
      request("2 write, time (group 50)", "02 3201 07 01 0102030405 06"),
      request("2 write, indications (group 80)", "02 5001 00 07 07 00"),
      request("2 write, device attributes and deadbands (groups 0 and 34)", "02 2201 00 01 01 0500"),
      request("7 freeze, 8, 11 and 12", "07 1400 06"),
      request("9 freeze and clear, 10", "09 1400 00 00 03"),
      request("13 cold restart", "0D"),
      request("14 warm restart", "0E"),
      request("15 initialize data", "0F"),
      request("16 initialize application", "10 5A01 5B 01 0100 31"),
      request("17 start application", "11 5A01 5B 01 0100 31"),
      request("18 stop application", "12 5A01 5B 01 0100 31"),
      request("19 save configuration", "13"),
      request("20 enable unsolicited", "14 3C02 06"),
      request("21 disable unsolicited", "15 3C02 06"),
      request("22 assign class", "16 3C02 06 1E00 00 00 02"),
      request("23 delay measurement", "17"),
      request("24 record current time", "18"),
      file("25 open file", "19"),
      request("26 close file", "1A 4604 5B 01 0D00 01000000 00000000 0000 0100 00"),
      file("27 delete file", "1B", mode: "00 00"),
      request(
        "28 get file information",
        "1C 4607 5B 01 1800 1400 0400 0000 00000000 000000000000 0000 0100 6C6F6773"),
      request(
        "29 authenticate file", "1D 4602 5B 01 1500 0C00 0500 1100 0400 00000000 7065746572 6B657931"),
      request("30 abort file", "1E 4604 5B 01 0D00 01000000 00000000 0000 0100 00"),
      request("31 activate configuration", "1F 4608 5B 01 0400 63666731"),
      request("32 authentication request, 33", "20 7802 5B 01 0A00 01000000 0500 AABBCCDD"),
      request(
        "32 authentication request, change of keys or users", "20 780D 5B 01 0A00 01000000 0500 AABBCCDD"),
      PageSample("130 unsolicited response", DNP3Wire.response("F0 82 8000 0201 17 02 03 81 04 01")),
      request("another function, refused or unanswered", "40"),
    ]

  static let controls: [PageSample] = [
    request("3 select", "03 0C01 17 02 03 41 01 64000000 00000000 00 04 41 01 64000000 00000000 00"),
    request("4 operate", "04 0C01 28 0100 0700 41 01 64000000 00000000 00"),
    request("5 direct operate, 6", "05 2902 28 0100 0200 1027 00"),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("dnp3", Self.samples) { exchange in
      var flow = DNP3DissectorTests.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples cut and altered never trap, and cuts change nothing")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, DNP3DissectorTests.flow)
      HostileInput.everyTruncation(of: sample.exchange, DNP3DissectorTests.flow)
      HostileInput.everyMutation(of: sample.exchange, DNP3DissectorTests.flow)
      HostileInput.everyDatagram(of: sample.exchange, DNP3DissectorTests.flow)
    }
  }
}
