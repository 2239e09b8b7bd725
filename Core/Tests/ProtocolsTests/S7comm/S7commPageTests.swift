import Protocols
import Testing
import Vocabulary

@Suite("S7comm page")
struct S7commPageTests {
  private typealias M = S7commMessages

  private static func job(_ message: String, _ parameters: String, _ data: String = "") -> PageSample {
    PageSample(message, .client(M.job(9, parameters, data)))
  }

  private static func userData(
    _ message: String, _ group: UInt8, _ subfunction: UInt8, _ body: String = ""
  ) -> PageSample {
    PageSample(message, .client(M.userData(9, type: 4, group: group, subfunction, body)))
  }

  private static func push(_ message: String, _ group: UInt8, _ subfunction: UInt8) -> PageSample {
    PageSample(message, .server(M.userData(0, type: 0, group: group, subfunction, "4304FF84")))
  }

  private static func read(_ message: String, _ item: String) -> PageSample {
    job(message, "04 01" + item)
  }

  private static func service(_ name: String, _ argument: String) -> String {
    let octets = wireOctets(argument)
    return "28 00000000 0000FD" + word(octets.count) + argument
      + format(name.utf8.count) + M.hexadecimal(name)
  }

  private static func word(_ value: Int) -> String { format(value >> 8) + format(value & 0xFF) }
  private static func format(_ octet: Int) -> String {
    String(octet >> 4, radix: 16) + String(octet & 15, radix: 16)
  }

  /// Parameters and sizes of the test functions, then one entry: merker octets 0-3, then a word of db5.
  private static let table =
    "0014 000E 0000 0001 0001 0006 0001 0001 0001 0001 0001 0200 0002 03 01 0000 0000 72 01 0005 0008"

  private static func list(_ list: String, _ records: [String]) -> WireMessage {
    let length = records.first.map { wireOctets($0).count } ?? 0
    let body = list + "0000" + word(length) + word(records.count) + records.joined()
    return .server(M.userData(9, type: 8, group: 4, 1, body))
  }

  private static func module(_ index: String, _ orderNumber: String, _ version: String) -> String {
    index + M.hexadecimal(orderNumber.padded(to: 20)) + "00C0" + version
  }

  private static func component(_ index: String, _ text: String) -> String {
    index + M.hexadecimal(text, width: 32)
  }

  static let samples: [PageSample] = [
    PageSample("COTP connection request", M.connect[0], M.connect[1]),
    job("1/240 setup communication", "F0 00 0001 0001 01E0"),
    read("1/4 read variable, octets of a data block", M.item(2, 4, 1, 0x84, bit: 80)),
    read("1/4 read variable, words of a data block", M.item(4, 2, 1, 0x84, bit: 80)),
    read("1/4 read variable, one bit", M.item(1, 1, 7, 0x84, bit: 83)),
    read("1/4 read variable, inputs", M.item(2, 4, 0, 0x81, bit: 0)),
    read("1/4 read variable, outputs", M.item(2, 4, 0, 0x82, bit: 0)),
    read("1/4 read variable, merkers", M.item(2, 4, 0, 0x83, bit: 0)),
    read("1/4 read variable, peripherals", M.item(4, 1, 0, 0x80, bit: 2048)),
    read("1/4 read variable, timers", M.item(29, 4, 0, 0x1D, bit: 0)),
    read("1/4 read variable, counters", M.item(28, 4, 0, 0x1C, bit: 0)),
    read("1/4 read variable, several ranges of data blocks (0xB0)", "12 0C B0 02 04 0001 000A 02 0002 0000"),
    read("1/4 read variable, symbol of a data block (0xB2)", "12 0E B2 FF 8A0E 0001 12345678 0000000A"),
    read("1/4 read variable, symbol of the merkers (0xB2)", "12 0E B2 FF 0000 0052 12345678 0000000A"),
    read("1/4 read variable, other syntax (drives, numerical controls)", "12 08 82 41 0001 0002 03 01"),
    job(
      "1/5 write variable", "05 01" + M.item(2, 4, 1, 0x84, bit: 80), "00 04 0020 00000001"),
    job("1/26 request download", "1A 00 0100 00000000 09 5F30413030303031 50 0D 31303030303130303030303534"),
    PageSample(
      "1/27 download block, where its request was not seen",
      .server(M.job(9, "1B 00 0100 00000000 09 5F30413030303031 50"))),
    PageSample(
      "1/28 download ended, where its request was not seen",
      .server(M.job(9, "1C 00 0000 00000000 09 5F30413030303031 50"))),
    job("1/29 start upload", "1D 00 0000 00000000 09 5F30383030303031 41"),
    job("1/30 upload, where its start was not seen", "1E 00 0000 00000007"),
    job("1/31 end upload, where its start was not seen", "1F 00 0000 00000007"),
    job("1/40 program invocation P_PROGRAM", service("P_PROGRAM", "")),
    job("1/40 program invocation P_PROGRAM, cold", service("P_PROGRAM", "4320")),
    job("1/40 program invocation _INSE", service("_INSE", "01 00 30413030303031 50")),
    job("1/40 program invocation _DELE", service("_DELE", "01 00 30383030303335 42")),
    job("1/40 program invocation _GARB (compress)", service("_GARB", "")),
    job("1/40 program invocation _MODU (copy RAM to ROM)", service("_MODU", "4550")),
    job("1/40 program invocation _N_LOGIN", service("_N_LOGIN", "0441424344")),
    job("1/40 program invocation _N_F_… (files)", service("_N_F_DELR", "")),
    job("1/40 program invocation, others", service("_N_SETUDT", "")),
    job("1/41 stop", "29 0000000000 09 505F50524F4752414D"),
    push("7/0 mode transition", 0, 2),
    userData("7/1/2 variable status", 1, 2, table),
    userData("7/1/8 modify variable", 1, 8, table),
    userData("7/1/9 force", 1, 9, table),
    userData("7/1/10 breakpoint", 1, 0x0A, "0000"),
    userData("7/1/11 exit hold", 1, 0x0B, "0000"),
    userData("7/1/12 memory reset", 1, 0x0C, "0000"),
    userData("7/1/18 replace job", 1, 0x12, "0000"),
    userData("7/1/22 flash led", 1, 0x16, "0000"),
    userData("7/1, other programmer commands", 1, 0x0E, "0000"),
    userData("7/2/1 cyclic transfer", 2, 1, "0001 01 0A" + M.item(2, 4, 1, 0x84, bit: 80)),
    userData("7/2/5 change-driven transfer", 2, 5, "0001 01 02 12 07 B0 01 04 0001 000A"),
    userData("7/2/7 change-driven transfer, modify", 2, 7, "0001 01 02 12 07 B0 01 04 0001 000A"),
    userData("7/2, other cyclic services", 2, 4, "0501"),
    push("7/2 cyclic data", 2, 1),
    userData("7/3/1 list blocks", 3, 1),
    userData("7/3/2 list blocks of type", 3, 2, "3038"),
    userData("7/3/3 get block info", 3, 3, "3038 3030303031 41"),
    PageSample(
      "7/4/1 read szl 0x0011 module identification",
      .client(M.userData(9, type: 4, group: 4, 1, "0011 0000")),
      list(
        "0011",
        [
          module("0001", "6ES7 315-2EH14-0AB0", "0003 0001"),
          module("0006", "6ES7 315-2EH14-0AB0", "0003 0001"),
          module("0007", "", "5603 0206"), module("0081", "Boot Loader", "4120 0905"),
        ])),
    PageSample(
      "7/4/1 read szl 0x001c component identification",
      .client(M.userData(9, type: 4, group: 4, 1, "001C 0000")),
      list(
        "001C",
        [
          component("0001", "FILLING-1"), component("0002", "CPU 315-2 PN/DP"), component("0003", ""),
          component("0004", "Original Siemens Equipment"), component("0005", "S C-X4U421302009"),
          component("0007", "CPU 315-2 PN/DP"), component("0008", "MMC 267FF11F"),
          "0009 002A" + M.hexadecimal("", width: 30),
        ])),
    userData("7/4/1 read szl, others", 4, 1, "0132 0004"),
    userData("7/4/2 message service", 4, 2, "0200 48 4D"),
    userData("7/4/7 and 7/4/8 lock and unlock alarms", 4, 7, "0000"),
    userData("7/4/11 alarm acknowledge", 4, 0x0B, "0000"),
    userData("7/4/19 alarm query", 4, 0x13, "0000"),
    push("7/4 diagnostic messages and alarms", 4, 3),
    userData("7/5 security", 5, 1, "0102030405060708"),
    userData("7/6 block send and receive", 6, 0, "00000001"),
    userData("7/7/1 and 7/7/3 read clock", 7, 1),
    userData("7/7/2 and 7/7/4 set clock", 7, 2, "00 19 2611 24 21 38 00 0003"),
    userData("7/15/1 to 4 numerical control, download", 15, 1, "0000"),
    userData("7/15/6 to 8 numerical control, upload", 15, 6, "0000"),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("s7comm", Self.samples, M.dissected)
  }

  @Test("the samples are well-formed, and cut and altered they never trap", arguments: samples.indices)
  func hostile(_ index: Int) {
    let exchange = Self.samples[index].exchange
    #expect(M.dissected(exchange).malformed(.s7comm) == 0, "\(Self.samples[index].message)")
    HostileInput.everyPrefix(of: exchange, M.flow)
    HostileInput.everyTruncation(of: exchange, M.flow)
    HostileInput.everyMutation(of: exchange, M.flow)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - utf8.count))
  }
}
