import Protocols
import Testing
import Vocabulary

@Suite("AMS page")
struct AMSPageTests {
  typealias Wire = AMSWire

  private static func system(_ message: String, _ request: WireMessage) -> PageSample {
    PageSample(message, request)
  }

  private static let description =
    wireOctets("00000000")
    + Wire.text(
      """
      <TcTargetDesc><TargetType>CX1020-CE</TargetType><TargetVersion><Version>2</Version>\
      <Revision>11</Revision><Build>2228</Build></TargetVersion><Hardware><Model>1020</Model>\
      <SerialNo>4711</SerialNo><CPUVersion>6.9</CPUVersion></Hardware>\
      <OsImage><OsName>Windows CE</OsName><OsVersion>6.0</OsVersion>\
      </OsImage></TcTargetDesc>
      """)

  static let samples: [PageSample] = [
    PageSample(
      "1 read device info", Wire.request(1),
      Wire.response(
        1, Wire.number(0) + [3, 1] + Wire.short(4_024) + Wire.text("Plc30 App") + [0, 0, 0, 0, 0, 0])),
    PageSample("2 read", Wire.read(0x4020)),
    PageSample("2 read, symbols (0xf000 to 0xf013)", Wire.read(0xF00B)),
    PageSample("3 write", Wire.write(0x4020)),
    PageSample("3 write, a variable by its handle (0xf005)", Wire.write(0xF005, 7)),
    PageSample("3 write, symbols (0xf00a)", Wire.write(0xF00A)),
    PageSample("4 read state", Wire.request(4)),
    PageSample("5 write control", Wire.control(6)),
    PageSample(
      "6 add device notification",
      Wire.request(6, Wire.access(0x4020, 0, 4) + [UInt8](repeating: 0, count: 28))),
    PageSample("8 device notification", Wire.notification()),
    PageSample("9 read write", Wire.readWrite(0x4020, 0, [1, 0, 0, 0])),
    PageSample(
      "9 read write, a symbol's handle or description", Wire.readWrite(0xF003, 0, Wire.text("MAIN.x"))),
    PageSample(
      "9 read write, a variable by its name (0xf004)", Wire.readWrite(0xF004, 0, Wire.text("MAIN.x"))),
    PageSample("9 sum read (0xf080, 0xf083, 0xf084)", Wire.readWrite(0xF080, 1, Wire.access(0x4020, 0, 4))),
    PageSample("9 sum write (0xf081)", Wire.readWrite(0xF081, 1, Wire.access(0x4020, 0, 1) + [1])),
    PageSample(
      "9 sum read write (0xf082)",
      Wire.readWrite(0xF082, 1, Wire.access(0x4020, 0, 4) + Wire.number(4) + [1, 0, 0, 0])),
    PageSample(
      "9 sum of notifications (0xf085)",
      Wire.readWrite(0xF085, 1, Wire.access(0x4020, 0, 4) + [UInt8](repeating: 0, count: 28))),
    PageSample("3 or 9, function of an axis (ports 500, 501)", Wire.write(0x4201, 0x10, port: 501)),
    PageSample("3 write, state of the master or a slave (port 65535)", Wire.write(9, 1_001, port: 0xFFFF)),
    PageSample("3 write, CANopen object (port 65535, 0xf302)", Wire.write(0xF302, 0x8010_0001, port: 0xFFFF)),
    PageSample("9 read write, file to a slave (0xf402, 0xf405)", Wire.readWrite(0xF402, 0, port: 0xFFFF)),
    PageSample("9 read write, file from a slave (0xf401, 0xf404)", Wire.readWrite(0xF401, 0, port: 0xFFFF)),
    PageSample(
      "9 read write, file opened, deleted, renamed (100 to 102, 110, 120, 131 to 139)",
      Wire.readWrite(120, 0x12, Wire.text("C:\\TwinCAT\\Boot\\CurrentPlc_1.wbp"), port: 10_000)),
    PageSample("2 to 9, file by its handle (122 to 129)", Wire.write(123, 7, port: 10_000)),
    PageSample("2 or 9, registry (200)", Wire.readWrite(200, 0, Wire.text("Software"), port: 10_000)),
    PageSample("3 write, registry (200)", Wire.write(200, port: 10_000)),
    PageSample("3 write, clock (400)", Wire.write(400, 1, port: 10_000)),
    PageSample("3 write, start of a process (500)", Wire.write(500, port: 10_000)),
    PageSample("3 write, network id (600)", Wire.write(600, port: 10_000)),
    PageSample(
      "2 read, description of the target (700)", Wire.read(700, 1, 662, port: 10_000),
      Wire.response(2, port: 10_000, [0, 0, 0, 0] + Wire.number(description.count) + description)),
    PageSample(
      "2 read, name of the host (702)", Wire.read(702, 0, 100, port: 10_000),
      Wire.response(2, port: 10_000, [0, 0, 0, 0] + Wire.number(7) + Wire.text("CX-123"))),
    PageSample("3 write, route added or removed (801, 802)", Wire.write(801, port: 10_000)),
    PageSample("2 read, list of routes (803)", Wire.read(803, 0, port: 10_000)),
    PageSample("UDP 1 discovery", AMSRouterTests.exchange[0], AMSRouterTests.exchange[1]),
    PageSample("UDP 6 add route", AMSRouterTests.exchange[2], AMSRouterTests.exchange[3]),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("ams", Self.samples) { exchange in
      var flow = Wire.flow()
      for message in exchange {
        if Wire.isRouters(message.octets) {
          flow.deliver(message)
        } else {
          flow.feed(message)
        }
      }
      flow.finish()
      #expect(flow.malformed(.ams) == 0 && flow.losses == 0)
      return flow
    }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, Wire.flow)
      HostileInput.everyTruncation(of: sample.exchange, Wire.flow)
      HostileInput.everyMutation(of: sample.exchange, Wire.flow)
    }
  }
}
