import Protocols
import Testing
import Vocabulary

@Suite("MMS page")
struct MMSPageTests {
  private typealias W = MMSWire

  private static func request(_ message: String, _ service: UInt8, _ content: [UInt8]) -> PageSample {
    PageSample(message, .client(W.packet(W.request(service, content))))
  }

  private static func text(_ message: String, _ service: UInt8, _ text: String) -> PageSample {
    PageSample(message, .client(W.packet(W.request(service, Array(text.utf8), isConstructed: false))))
  }

  private static func tagged(_ message: String, _ service: UInt8, _ text: String) -> PageSample {
    request(message, service, W.element("80", text))
  }

  private static func named(_ message: String, _ service: UInt8) -> PageSample {
    request(message, service, W.variable("LLN0$DataSet1", of: "IED1LD0"))
  }

  private static func read(_ message: String, _ access: [UInt8]) -> PageSample {
    PageSample(message, .client(W.packet(W.read(access))))
  }

  private static func write(_ message: String, _ item: String) -> PageSample {
    PageSample(message, .client(W.packet(W.write(W.list(W.variable(item, of: "IED1LD0"))))))
  }

  private static let path = W.element("A0", W.element("19", "/COMTRADE/fault1.cfg"))

  static let samples: [PageSample] = [
    PageSample("initiate", .client(W.packet(W.initiate)), .server(W.packet(W.initiated))),
    PageSample(
      "association with a password", .client(W.association(isRequest: true, password: "secret")),
      .server(W.association(isRequest: false))),
    request("0 status", 0, []),
    request(
      "1 get name list, of a domain", 1,
      wireOctets("A0 03 80 01 00") + W.element("A1", W.element("81", "IED1LD0"))),
    request("1 get name list, of the device", 1, wireOctets("A0 03 80 01 09 A1 02 80 00")),
    PageSample(
      "2 identify", .client(W.packet(W.request(2, [], isConstructed: false))),
      .server(
        W.packet(
          W.response(
            2, W.element("80", "ACME") + W.element("81", "Feeder relay F60") + W.element("82", "7.40"))))),
    request("3 rename", 3, []),
    read("4 read, a variable of a domain", W.list(W.variable("GGIO1$ST$Ind1$stVal", of: "IED1LD0"))),
    read("4 read, a variable of the device", W.list(W.variable("ControllerState"))),
    read("4 read, a list", W.element("A1", W.variable("EMS_ANALOG", of: "KIRKLAND"))),
    read("4 read of a control's SBO", W.list(W.variable("GGIO1$CO$SPCSO1$SBO", of: "IED1LD0"))),
    PageSample(
      "4 read of a physical name plate",
      .client(
        W.packet(
          W.read(
            W.list(
              W.variable("LPHD1$DC$PhyNam$vendor", of: "IED1LD0"),
              W.variable("LPHD1$DC$PhyNam$model", of: "IED1LD0"),
              W.variable("LPHD1$DC$PhyNam$serNum", of: "IED1LD0"),
              W.variable("LPHD1$DC$PhyNam$hwRev", of: "IED1LD0"),
              W.variable("LPHD1$DC$PhyNam$swRev", of: "IED1LD0"))))),
      .server(
        W.packet(
          W.response(
            4,
            W.element(
              "A1",
              W.element("8A", "ACME") + W.element("8A", "F60") + W.element("8A", "S-100234")
                + W.element("8A", "C")
                + W.element("8A", "V7.4")))))),
    write("5 write, others", "GGIO1$MX$AnIn1$mag"),
    write("5 write of a control (CO)", "GGIO1$CO$SPCSO1$Oper"),
    write("5 write of a substitution (SV)", "GGIO1$SV$Ind1$subVal"),
    write("5 write of a setting or configuration (SP, SE, SG, CF, DC)", "LLN0$SP$SGCB$ActSG"),
    write("5 write of a GOOSE or sampled value control (GO, GS, MS, US)", "LLN0$GO$gcb1$GoEna"),
    write("5 write of a report or log control (BR, RP, LG)", "LLN0$BR$rcb101$RptEna"),
    request("6 get variable access attributes", 6, W.element("A0", W.variable("GGIO1", of: "IED1LD0"))),
    request("7, 8, 10, 14, 16 define and delete variables and types", 7, []),
    named("9, 12, 15 get attributes of accesses, lists and types", 12),
    named("11 define named variable list", 11),
    request("13 delete named variable list", 13, []),
    request("17 input", 17, []),
    request("18 output", 18, []),
    request("19, 20 take and relinquish control", 19, W.element("A0", W.variable("Semaphore1"))),
    request("21, 22 define and delete semaphore", 21, []),
    request("23, 24, 25 report semaphore status", 23, []),
    tagged("26 initiate download sequence", 26, "IED1LD0"),
    PageSample(
      "27 download segment, which the device fetches",
      .server(W.packet(W.request(27, Array("IED1LD0".utf8), isConstructed: false)))),
    text("29 initiate upload sequence", 29, "IED1LD0"),
    request("30 upload segment, where its start was not seen", 30, []),
    request("31 terminate upload sequence, where its start was not seen", 31, []),
    tagged("32, 34 request domain download, load domain content", 34, "IED1LD0"),
    tagged("33, 35 request domain upload, store domain content", 35, "IED1LD0"),
    text("36 delete domain", 36, "IED1LD0"),
    text("37 get domain attributes", 37, "IED1LD0"),
    tagged("38 create program invocation", 38, "Main"),
    text("39 delete program invocation", 39, "Main"),
    tagged("40 start, 42 resume", 40, "Main"),
    tagged("41 stop, 44 kill", 41, "Main"),
    tagged("43 reset", 43, "Main"),
    text("45 get program invocation attributes", 45, "Main"),
    request(
      "46 obtain file", 46,
      W.element("A1", W.element("19", "app.bin")) + W.element("A2", W.element("19", "run.bin"))),
    request("47, 48, 51, 53, 54 define, delete and alter events", 47, []),
    request("49, 50, 55, 56, 60, 61, 63, 64 report events and alarms", 63, []),
    request("52 trigger event", 52, []),
    request("57, 58, 59 define, delete and alter event enrollments", 57, []),
    request("62 acknowledge event notification", 62, []),
    request("65 read journal, 68 report journal status", 65, []),
    request("66 write journal, 67 initialize journal", 66, []),
    request("69, 70 create and delete journal", 69, []),
    request("71 get capability list", 71, []),
    request("72 file open", 72, path),
    PageSample(
      "73 file read, where its opening was not seen",
      .client(W.packet(W.request(73, [1], isConstructed: false)))),
    request("75 file rename", 75, path),
    request("76 file delete", 76, W.element("19", "/COMTRADE/fault1.cfg")),
    request("77 file directory", 77, W.element("A0", W.element("19", "/COMTRADE"))),
    request("78/0 vmd stop, 78/8 stop unit control", 78, W.element("80")),
    request("78/1 vmd reset", 78, W.element("81")),
    request("78/7 start unit control", 78, W.element("A7")),
    request("78/4, 78/5, 78/13 load unit control", 78, W.element("A4")),
    request("78/6, 78/14 upload unit control", 78, W.element("A6")),
    request("78/15 delete unit control", 78, W.element("AF")),
    request("78, others", 78, W.element("A2")),
    PageSample(
      "unconfirmed 0 information report, of a list",
      .server(
        W.packet(
          W.element(
            "A3",
            W.element(
              "A0",
              W.element("A1", W.variable("EMS_ANALOG", of: "KIRKLAND"))
                + W.element("A0", W.element("83", [1]))))))),
    PageSample(
      "unconfirmed 0 information report, RPT of IEC 61850",
      .server(
        W.packet(
          W.element(
            "A3",
            W.element("A0", W.element("A1", W.variable("RPT")) + W.element("A0", W.element("8A", "Events1"))))
        ))),
    PageSample(
      "unconfirmed 0 information report, of variables",
      .server(
        W.packet(
          W.element(
            "A3",
            W.element(
              "A0",
              W.list(W.variable("GGIO1$CO$SPCSO1$Oper", of: "IED1LD0"))
                + W.element("A0", W.element("83", [1]))))))),
    PageSample(
      "unconfirmed 1 unsolicited status, 2 event notification",
      .server(W.packet(W.element("A3", W.element("A1", wireOctets("80 01 00 81 01 00")))))),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("mms", Self.samples) { MMSWire.dissected($0) }
  }

  @Test("cuts change nothing, and altered octets never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange) { MMSWire.flow() }
      HostileInput.everyTruncation(of: sample.exchange) { MMSWire.flow() }
      HostileInput.everyMutation(of: sample.exchange) { MMSWire.flow() }
    }
  }
}
