import Testing
import Vocabulary

@testable import Protocols

@Suite("DCE-RPC page")
struct DCERPCPageTests {
  private static let interfaces: [DCERPCInterface: String] = [
    .svcctl: DCERPCDissectorTests.svcctl, .atsvc: "1ff70682-0a51-30e8-076d-740be8cee98b",
    .taskScheduler: "86d35949-83c9-4044-b424-db363231fd0c", .samr: "12345778-1234-abcd-ef00-0123456789ac",
    .netlogon: "12345678-1234-abcd-ef00-01234567cffb", .drsuapi: "e3514235-4b06-11d1-ab04-00c04fc2dcd2",
    .winreg: "338cd001-2244-31f1-aaaa-900038001003", .eventlog: "82273fdc-e32a-18c3-3f78-827929dc23ea",
    .spoolss: "12345678-1234-abcd-ef00-0123456789ab", .efsrpc: "df1941c5-fe89-4e79-bf10-463657acf44d",
    .netdfs: "4fc742e0-4a10-11cf-8273-00aa004ae673", .wbemServices: "9556dc99-828c-11cf-a37e-00aa003240c7",
    .srvsvc: "4b324fc8-1670-01d3-1278-5a47bf6ee188", .epm: DCERPCDissectorTests.epm,
    .opcSyncIO: DCERPCDissectorTests.opcSyncIO, .remoteWinspool: "76f03f96-cdfd-44fc-a22c-64950a001209",
  ]

  private static func call(
    _ interface: DCERPCInterface, _ number: Int, _ stub: [UInt8] = [], object: Bool = false
  ) -> PageSample {
    let name = DCERPCOperation.find(UInt16(number), of: interface)?.name ?? ""
    return PageSample(
      "\(interface.text) \(name)", .client(DCERPCWire.bind(interfaces[interface] ?? "")),
      .client(DCERPCWire.request(number, object: object, stub)))
  }

  static let samples: [PageSample] = [
    PageSample("bind", .client(DCERPCWire.bind(DCERPCDissectorTests.svcctl))),
    PageSample("bind, another interface", .client(DCERPCWire.bind("12345678-9abc-def0-1234-56789abcdef0"))),
    PageSample("login behind a bind", DCERPCDissectorTests.login[2]),
    PageSample(
      "bind, OPC", .client(DCERPCWire.bind(DCERPCDissectorTests.opcServer)),
      .server(DCERPCWire.bindAnswer([0]))),
    call(.svcctl, 15), call(.svcctl, 16, DCERPCWire.handle + DCERPCWire.text("spooler")),
    call(.svcctl, 12, DCERPCWire.service("PSEXESVC", program: "PSEXESVC.exe")), call(.svcctl, 19),
    call(.svcctl, 11), call(.svcctl, 2), call(.svcctl, 14),
    call(
      .atsvc, 0,
      DCERPCWire.pointer + DCERPCWire.text("\\\\SRV") + [UInt8](repeating: 0, count: 12) + DCERPCWire.pointer
        + DCERPCWire.text("cmd.exe")),
    call(.taskScheduler, 1, DCERPCWire.pointer + DCERPCWire.text("\\Update")),
    call(.taskScheduler, 12, DCERPCWire.text("\\Update")),
    call(.samr, 13), call(.samr, 40),
    call(
      .netlogon, 26,
      DCERPCWire.pointer + DCERPCWire.text("\\\\DC1") + DCERPCWire.bareText("PRESS-PC$") + [2, 0, 0, 0]
        + DCERPCWire.bareText("PRESS-PC") + [1, 2, 3, 4, 5, 6, 7, 8]),
    call(.netlogon, 30),
    call(.drsuapi, 3), call(.drsuapi, 5), call(.drsuapi, 12),
    call(.winreg, 2), call(.winreg, 15, DCERPCWire.handle + DCERPCWire.countedText("SYSTEM\\Select")),
    call(.winreg, 20, DCERPCWire.handle + DCERPCWire.countedText("sam.tmp")),
    call(.winreg, 22, DCERPCWire.handle + DCERPCWire.countedText("Start")),
    call(.eventlog, 0), call(.srvsvc, 12), call(.srvsvc, 15),
    call(
      .spoolss, 65,
      DCERPCWire.handle + [UInt8](repeating: 0, count: 8) + DCERPCWire.pointer
        + DCERPCWire.text("\\\\10.0.0.9")),
    call(.spoolss, 89), call(.remoteWinspool, 39),
    call(.efsrpc, 0, DCERPCWire.text("\\\\10.0.0.9\\x")),
    call(.netdfs, 12, DCERPCWire.text("10.0.0.9")),
    call(.wbemServices, 20, DCERPCWire.objectCall, object: true),
    call(
      .wbemServices, 24,
      DCERPCWire.objectCall + DCERPCWire.comText("Win32_Process") + DCERPCWire.comText("Create"), object: true
    ),
    call(.epm, 3, DCERPCWire.mapRequest(DCERPCDissectorTests.svcctl)),
    call(.opcSyncIO, 3, DCERPCWire.objectCall, object: true),
    call(.opcSyncIO, 4, DCERPCWire.objectCall, object: true),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("dcerpc", Self.samples) { exchange in
      var flow = DCERPCDissectorTests.flow()
      flow.feed(exchange)
      flow.finish()
      // The opening is a row of its own.
      if exchange.count == 2, flow.activities.count == 2 {
        flow.dissection.observations.activities.removeAll { $0.verb == .connect && $0.place.packet == 1 }
      }
      return flow
    }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyTruncation(of: sample.exchange, DCERPCDissectorTests.flow)
      HostileInput.everyMutation(of: sample.exchange, DCERPCDissectorTests.flow)
    }
  }

  @Test("no operation stands twice, each interface that has a name has one UUID or more")
  func tables() {
    for interface in DCERPCInterface.allCases {
      let numbers = DCERPCOperation.all(of: interface).map(\.number)
      #expect(Set(numbers).count == numbers.count, "\(interface)")
    }
  }
}
