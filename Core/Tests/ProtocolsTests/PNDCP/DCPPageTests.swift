import Protocols
import Testing

@Suite("PROFINET DCP page")
struct DCPPageTests {
  private static func set(_ message: String, _ blocks: String) -> PageSample {
    PageSample(message, .client(DCPDissectorTests.frame("FEFD", 4, 0, blocks)))
  }

  private static func get(_ message: String, _ options: String) -> PageSample {
    PageSample(message, .client(DCPDissectorTests.frame("FEFD", 3, 0, options)))
  }

  private static func found(_ message: String, _ blocks: String) -> PageSample {
    PageSample(message, .server(DCPDissectorTests.frame("FEFF", 5, 1, blocks)))
  }

  static let samples: [PageSample] = [
    PageSample("Identify, all", .client(DCPDissectorTests.frame("FEFE", 5, 0, "FFFF 0000"))),
    PageSample(
      "Identify, by name of station",
      .client(DCPDissectorTests.frame("FEFE", 5, 0, "0202 0004 70726573"))),
    PageSample(
      "Identify, by another option",
      .client(DCPDissectorTests.frame("FEFE", 5, 0, "0206 0004 70726573"))),
    PageSample("Hello", .client(DCPDissectorTests.frame("FEFC", 6, 0, "0601 0004 0000 0001"))),
    get("Get, name of station (2/2)", "0202"),
    get("Get, MAC address (1/1), IP suite (1/2, 1/3)", "0102"),
    get("Get, another option", "0203"),
    set("Set, name of station (2/2)", "0202 0006 0001 70726573"),
    set("Set, MAC address (1/1), IP suite (1/2, 1/3)", "0102 000E 0001 C0A8000A FFFFFF00 C0A80001"),
    set("Set, DHCP (3/*)", "033D 0003 0001 01 00"),
    set("Set, signal (5/3)", "0503 0004 0000 0100"),
    set("Set, factory reset (5/5), reset to factory (5/6)", "0505 0002 0000"),
    set("Set, another option", "0601 0004 0000 0001"),
    found("type of station (2/1)", "0201 0016 0000 36474B3532303842413130324141330000000000"),
    found("name of station (2/2)", "0202 0006 0000 70726573"),
    found("device id (2/3)", "0203 0006 0000 002A 0A01"),
    found("device role (2/4), controller", "0204 0004 0000 0200"),
    found("device role (2/4), device or multidevice", "0204 0004 0000 0100"),
    found("device role (2/4), supervisor", "0204 0004 0000 0800"),
    PageSample(
      "Set, name of station (2/2)", .client(DCPDissectorTests.frame("FEFD", 4, 0, "0202 0006 0001 70726573")),
      .server(DCPDissectorTests.frame("FEFD", 4, 1, "0504 0003 0202 00 00"))),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("pn_dcp", Self.samples) { exchange in
      var flow = DCPDissectorTests.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyDatagram(of: sample.exchange, DCPDissectorTests.flow)
    }
  }
}
