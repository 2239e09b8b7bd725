import Protocols
import Testing

@Suite("FINS page")
struct FINSPageTests {
  /// A command from node 99 to node 200 with service id 1.
  private static func command(_ message: String, _ command: String) -> PageSample {
    PageSample(message, .client("80 00 02 00 C8 00 00 63 00 01" + command))
  }

  static let samples: [PageSample] = [
    command("0101 memory area read", "0101 82 0064 00 0004"),
    command("0102 memory area write", "0102 B1 000A 00 0001 1234"),
    command("0103 memory area fill", "0103 82 0000 00 0010 0000"),
    command("0104 multiple memory area read", "0104 30 0064 07 89 8002 00"),
    command("0105 memory area transfer", "0105 B2 0001 00 A1 0020 00 0002"),
    command("0201 parameter area read", "0201 8010 0000 0001"),
    command("0202 parameter area write", "0202 8010 0000 0001 0000"),
    command("0203 parameter area clear", "0203 8012 8000 0001 0000"),
    command("0220 data link table read", "0220 0000 0000 0000 0001"),
    command("0221 data link table write", "0221 0000 0000 0000 0001 00"),
    command("0304 program area protect", "0304 FFFF 00 00000000 FFFFFFFF 41414141"),
    command("0305 program area protect clear", "0305 FFFF 00 00000000 FFFFFFFF 41414141"),
    command("0306 program area read", "0306 FFFF 00000000 03E0"),
    command("0307 program area write", "0307 FFFF 00000000 8002 0000"),
    command("0308 program area clear", "0308 FFFF 00"),
    command("0401 run", "0401 FFFF 04"),
    command("0402 stop", "0402"),
    command("0403 reset", "0403"),
    PageSample(
      "0501 controller data read", .client("80 00 02 00 C8 00 00 63 00 01 0501 00"),
      .server(
        wireOctets("C0 00 02 00 63 00 00 C8 00 01 0501 0000") + Array("CP1L-EL20DR-D".utf8)
          + [UInt8](repeating: 0, count: 7) + Array("01.00".utf8) + [UInt8](repeating: 0, count: 15 + 52))),
    command("0502 connection data read", "0502 00 19"),
    command("0601 controller status read", "0601"),
    command("0602 network status read", "0602"),
    command("0603 data link status read", "0603"),
    command("0620 cycle time read", "0620 01"),
    command("0701 clock read", "0701"),
    command("0702 clock write", "0702 09 01 20 01 02 01 03"),
    command("0801 loop-back test", "0801 00"),
    command("0920 message read", "0920 0001"),
    command("0C01 access right acquire", "0C01 FFFF"),
    command("0C02 access right forced acquire", "0C02 FFFF"),
    command("0C03 access right release", "0C03 FFFF"),
    command("2101 error clear", "2101 FFFF"),
    command("2102 error log read", "2102 0000 0001"),
    command("2103 error log clear", "2103"),
    command("2201 file name read", "2201 8000 0000 0005"),
    command("2202 single file read", "2202 8000 5052472020202020 2E4F424A 00000000 0100"),
    command("2203 single file write", "2203 8000 0000 5052472020202020 2E4F424A 00000000 0001 00"),
    command("2204 memory card format", "2204 8000"),
    command("2205 file delete", "2205 8000 0001 5052472020202020 2E4F424A"),
    command("2206 volume label create or delete", "2206 8000 0000"),
    command("2207 file copy", "2207 8000 41422020202020202E4F424A 8001 43442020202020202E4F424A"),
    command("2208 file name change", "2208 8000 41422020202020202E4F424A 43442020202020202E4F424A"),
    command("2209 file data check", "2209 8000 41422020202020202E4F424A"),
    command("220A memory area file transfer", "220A 0000"),
    command("220B parameter area file transfer", "220B 0000"),
    command("220C program area file transfer, to a file", "220C 0000"),
    command("220C program area file transfer, from a file", "220C 0001"),
    command("220F file memory index read", "220F 0000 01"),
    command("2210 file memory read", "2210 0000"),
    command("2211 file memory write", "2211 00 0000"),
    command("2301 forced set or reset", "2301 0002 0001 30 0064 02 8000 30 0064 03"),
    command("2302 forced set or reset cancel", "2302"),
    command("230A multiple forced status read", "230A 30 0064 00 0010"),
    command("2601 name set", "2601 41"),
    command("2602 name delete", "2602"),
    command("2603 name read", "2603"),
    command("another command, refused or unanswered", "7777"),
  ]

  static func flow() -> DissectedFlow<FINSDissector> {
    DissectedFlow(FINSDissector(), serverPort: FINSDissector.port)
  }

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("omron", Self.samples) { exchange in
      var flow = Self.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples cut and altered never trap, as datagrams and on TCP")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyDatagram(of: sample.exchange, Self.flow)
      let onTCP = sample.exchange.map { message in
        let length = message.octets.count + 8
        let header = wireOctets("46494E53 0000") + [UInt8(length >> 8), UInt8(length & 0xFF)]
        return WireMessage(
          direction: message.direction, octets: header + wireOctets("00000002 00000000") + message.octets)
      }
      HostileInput.everyPrefix(of: onTCP, Self.flow)
      HostileInput.everyTruncation(of: onTCP, Self.flow)
    }
    let stop = [
      WireMessage.client("46494E53 00000014 00000002 00000000 80 00 02 00 C8 00 00 63 00 01 0402"),
      WireMessage.server("46494E53 00000016 00000002 00000000 C0 00 02 00 63 00 00 C8 00 01 0402 0000"),
    ]
    HostileInput.everyMutation(of: stop, Self.flow)
  }
}
