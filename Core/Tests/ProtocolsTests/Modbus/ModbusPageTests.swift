import Protocols
import Testing

@Suite("Modbus page")
struct ModbusPageTests {
  private static func request(_ message: String, _ function: String) -> PageSample {
    let body = wireOctets("11" + function)
    return PageSample(message, .client([0, 1, 0, 0, 0, UInt8(body.count)] + body))
  }

  static let samples: [PageSample] = [
    request("1 read coils", "01 0000 000A"),
    request("2 read discrete inputs", "02 0000 000A"),
    request("3 read holding registers", "03 0064 0064"),
    request("4 read input registers", "04 0000 000A"),
    request("5 write single coil", "05 0007 FF00"),
    request("6 write single register", "06 0064 0001"),
    request("7 read exception status", "07"),
    request("8 diagnostics, restart communication (1)", "08 0001 0000"),
    request("8 diagnostics, force listen-only mode (4)", "08 0004 0000"),
    request("8 diagnostics, change or clear (3, 10, 20)", "08 000A 0000"),
    request("8 diagnostics, others", "08 0000 0000"),
    request("11 get comm event counter", "0B"),
    request("12 get comm event log", "0C"),
    request("15 write multiple coils", "0F 0000 000A 02 FF03"),
    request("16 write multiple registers", "10 0000 0002 04 0001 0002"),
    PageSample(
      "17 report server id", .client("0001 0000 0002 11 11"),
      .server("0001 0000 0009 11 11 06 11FF 504C4331")),
    request("20 read file record", "14 07 06 0004 0001 0002"),
    request("21 write file record", "15 0D 06 0004 0007 0003 0001 0002 0003"),
    request("22 mask write register", "16 0004 00F2 0025"),
    request("23 read/write multiple registers", "17 0003 0006 000E 0003 06 00FF 00FF 00FF"),
    request("24 read fifo queue", "18 04DE"),
    request("40 program (concept)", "28 00"),
    PageSample(
      "43/14 read device identification", .client("0001 0000 0005 11 2B 0E 01 00"),
      .server("0001 0000 001E 11 2B 0E 01 01 00 00 04 0004 41434D45 0103 502D31 0204 56312E32 0403 504C43")),
    request("43/13 canopen", "2B 0D 00"),
    request("125 firmware replacement", "7D 00"),
    request("another function, refused or unanswered", "63"),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("modbus", Self.samples) { exchange in
      var flow = ModbusDissectorTests.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, ModbusDissectorTests.flow)
      HostileInput.everyTruncation(of: sample.exchange, ModbusDissectorTests.flow)
      HostileInput.everyMutation(of: sample.exchange, ModbusDissectorTests.flow)
    }
  }
}
