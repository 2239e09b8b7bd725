import Protocols
import Testing
import Vocabulary

@Suite("CIP page")
struct CIPPageTests {
  private static func request(_ message: String, _ octets: String) -> PageSample {
    PageSample(message, Encapsulated.ask(octets))
  }

  private static func pccc(_ message: String, _ command: String) -> PageSample {
    request(message, "4B 02 2067 2401 07 4D00 F32B9532" + command)
  }

  static let objects: [PageSample] = [
    request("get attribute single, status of the identity (5, 8 and on)", "0E 03 2001 2401 3005"),
    request("get attributes all", "01 02 2002 2401"),
    request("get attribute list, one attribute", "03 02 2073 2401 0100 0500"),
    request("get attribute list, several attributes", "03 02 208E 2401 0200 0500 0900"),
    request("get attribute single", "0E 03 2004 2464 3003"),
    request("get member", "18 04 2004 2464 2802 3003"),
    request("set attribute single of an assembly or a point", "10 03 2004 2465 3003 0100"),
    request("set attributes all of an assembly or a point", "02 02 2009 2401 01"),
    request("set member of an assembly or a point", "19 04 2004 2465 2802 3003 01"),
    request("set attribute single of the identity", "10 03 2001 2401 3009 0000"),
    request("set attribute list of a clock", "04 02 208B 2401 0100 0600 00112233445566"),
    request("set attribute single of time sync", "10 03 2043 2401 3001 00"),
    request("set attribute single, TCP/IP interface's address (3, 5)", "10 03 20F5 2401 3005 0A000001"),
    request("set attribute single, TCP/IP interface's host name (6)", "10 03 20F5 2401 3006 0200 4142"),
    request("set attribute single, other of the TCP/IP interface", "10 03 20F5 2401 300A 00"),
    request("set attribute single of a Logix program class", "10 03 206D 2401 3002 00"),
    request("set attribute single of any other class", "10 03 200F 2407 3001 0100"),
    request("reset of the identity", "05 02 2001 2401"),
    request("reset of the identity to factory state (1, 2)", "05 02 2001 2401 01"),
    request("reset of a Logix program class", "05 02 2072 2401"),
    request("reset of any other class", "05 02 2029 2401"),
    request("start", "06 02 208E 2401"),
    request("stop", "07 02 208E 2401"),
    request("create in a Logix program class", "08 03 20AC 2500 0100"),
    request("create in any other class", "08 02 2005 2400"),
    request("delete in a Logix program class", "09 03 206B 2500 2024"),
    request("delete in any other class", "09 02 2005 2401"),
    request("apply attributes of a Logix program class", "0D 02 20A3 2401"),
    request("apply attributes, save, restore, insert member, remove member", "16 02 200F 2400"),
    request("find next object instance", "11 02 2005 2400 05"),
    request("get connection point member list", "1D 02 2004 2464"),
    request("no operation", "17 02 2001 2401"),
    request("group sync", "1C 02 2043 2401"),
    request("get instance attribute list", "55 03 206B 2500 0000 0200 0100 0200"),
    request(
      "read tag", "4C 10 910C 50726F6772616D3A4D61696E 9105 4D6F746F72 00 2803 9105 5370656564 00 0100"),
    request("read tag fragmented", "52 04 9105 4D6F746F72 00 0100 00000000"),
    request("write tag", "4D 04 9104 56616C65 2802 C300 0100 0700"),
    request("write tag fragmented", "53 04 9104 4F766572 2803 C300 0100 00000000 0700"),
    request("read modify write tag", "4E 03 9104 466C6167 0100 FF FE"),
    request("read tag, by the symbol's instance", "4C 03 206B 2500 2024 0100"),
    request("write tag, by the symbol's instance", "4D 03 206B 2500 2024 C300 0100 0700"),
    request("file, upload", "4B 02 2037 24C8 FF"),
    request("file, download", "4C 02 2037 24C8 00100000"),
    request("file, clear", "51 02 2037 24C8"),
    request("Modbus object, read", "4E 02 2044 2401 0000 0100"),
    request("Modbus object, write", "50 02 2044 2401 0000 0100 0700"),
    request("parameter's text; Ethernet link's counters", "4C 02 20F6 2401"),
    request("motion axis, read (0x4b, 0x50, 0x52, 0x54)", "4B 02 2042 2401"),
    request("motion axis, write (0x4c)", "4C 02 2042 2401"),
    request("motion axis, what is exchanged cyclically (0x4d, 0x4e)", "4D 02 2042 2401"),
    request("motion axis, tests that move it (0x4f, 0x51, 0x53)", "4F 02 2042 2401"),
    request("safety supervisor, password (0x51, 0x55)", "51 02 2039 2401"),
    request("safety supervisor, mode change (0x53)", "53 02 2039 2401"),
    request("safety supervisor, safety reset (0x54)", "54 02 2039 2401"),
    request("safety supervisor, diagnostics (0x4e)", "4E 02 2039 2401"),
    request("safety supervisor, configuration (0x4f, 0x50, 0x52, 0x56 to 0x59)", "4F 02 2039 2401"),
    request("connection list of an originator, status (0x50, 0x52)", "50 02 20F3 2401"),
    request("connection list of an originator, changes; safety validator", "4C 02 20F3 2401"),
    request("ring, security, certificates", "4B 02 205D 2401"),
    request("Logix edit lock (0x74)", "4B 04 208E 2401 2074 2401 01"),
    request("Logix mark of a change (0xac, 0x4b)", "4B 02 20AC 2401 06000100"),
    request("Logix handshake (0x8e, 0x5c)", "5C 02 208E 2401"),
    request("Logix forces (0x68 and 0x69, 0x4d and 0x4e)", "4D 02 2068 2401"),
    request("Logix data, modify (0x6a, 0x51)", "51 02 206A 2401"),
    request("Logix program class, read (0x4c, 0x4f, 0x52)", "4C 02 2072 2400"),
    request("Logix program class, write (0x4d, 0x50, 0x53)", "50 03 206A 2500 FA1B 00000000"),
    request("Logix program class, its other services", "4B 02 2072 2401"),
    request("a class's own reading service (0x4c, 0x52)", "4C 02 2090 2401"),
    request("a class's own service", "4B 02 2090 2401"),
  ]

  static let connections: [PageSample] = [
    request(
      "forward open",
      "54 02 2006 2401 07F9 00000000 22000000 0700 4D00 F32B9532 00000000 00127A00 F443 00127A00 F443 01 04"
        + "2004 2402 2C64 2C65"),
    request(
      "large forward open",
      "5B 02 2006 2401 07F9 00000000 22000000 0700 4D00 F32B9532 00000000 00127A00 F4430000 00127A00 F4430000"
        + "A3 03 0102 2002 2401"),
    request("forward close", "4E 02 2006 2401 07F9 0700 4D00 F32B9532 03 00 0100 2002 2401"),
    request("search connection data", "57 02 2006 2401 0700 4D00 F32B9532"),
    request("get connection data, get connection owner", "56 02 2006 2401 0700"),
    PageSample(
      "unconnected send: what it takes along",
      Encapsulated.ask(Encapsulated.routed("05 02 2001 2401", slot: 3))),
    request(
      "multiple service packet: each of its messages",
      Encapsulated.packed("0A 02 2002 2401", ["0E 03 2004 2464 3003", "4C 04 9105 4D6F746F72 00 0100"])),
  ]

  static let commands: [PageSample] = [
    pccc("pccc unprotected read, physical read", "01 00 0100 0000 04"),
    pccc("pccc protected write, unprotected write, bit writes", "08 00 0100 0000 0100"),
    pccc("pccc echo, counters (6/0, 6/1, 6/9)", "06 00 0100 00"),
    pccc("pccc settings of the line (other 6)", "06 00 0100 02"),
    pccc("pccc disable outputs (7/0)", "07 00 0100 00"),
    pccc("pccc enable outputs, scan (7/1, 7/3)", "07 00 0100 01"),
    pccc("pccc download mode (7/4, 7/5)", "07 00 0100 04"),
    pccc("pccc upload mode (7/6)", "07 00 0100 06"),
    pccc("pccc word range read (15/0x01)", "0F 00 0100 01 0000 0100 00 24 4E373A3000 02"),
    pccc("pccc word range write (15/0x00)", "0F 00 0100 00 0000 0100 06 07 00 0100"),
    pccc("pccc typed read of a PLC-5 (15/0x68)", "0F 00 0100 68 0000 0100 00 24 46383A3100 0100"),
    pccc("pccc typed write of a PLC-5 (15/0x67)", "0F 00 0100 67 0000 0100 00 24 46383A3100 0100"),
    pccc("pccc typed read, two fields (15/0xa1)", "0F 00 0100 A1 02 07 89 00"),
    pccc("pccc typed read, three fields (15/0xa2)", "0F 00 0100 A2 02 04 86 02 01"),
    pccc("pccc typed write, two fields (15/0xa9)", "0F 00 0100 A9 02 07 89 05 0100"),
    pccc("pccc typed write, three fields (15/0xaa)", "0F 00 0100 AA 02 08 8A 03 00 0000803F"),
    pccc("pccc typed write with mask (15/0xab)", "0F 00 0100 AB 02 03 85 00 00 0100 0100"),
    pccc("pccc bit write, read modify write (15/0x02, 15/0x26)", "0F 00 0100 26 00 24 42333A3000 FFFF 0100"),
    pccc(
      "pccc read section size, file and physical read (15/0x29, 15/0x04, 15/0x09, 15/0xa7)",
      "0F 00 0100 29 00"),
    pccc("pccc file and physical write (15/0x03, 15/0x08, 15/0xaf)", "0F 00 0100 AF 02 0000 0000 89"),
    pccc("pccc set cpu mode, run (15/0x3a)", "0F 00 0100 3A 02"),
    pccc("pccc set cpu mode, program or test (15/0x3a)", "0F 00 0100 3A 00"),
    pccc("pccc change mode, run (15/0x80)", "0F 00 0100 80 06"),
    pccc("pccc change mode, program (15/0x80)", "0F 00 0100 80 01"),
    pccc("pccc change mode, test (15/0x80)", "0F 00 0100 80 07"),
    pccc("pccc edit resource (15/0x11, 15/0x12)", "0F 00 0100 11"),
    pccc("pccc download (15/0x05, 15/0x18, 15/0x50, 15/0x52)", "0F 00 0100 50"),
    pccc("pccc upload (15/0x06, 15/0x17, 15/0x53, 15/0x55)", "0F 00 0100 53"),
    pccc("pccc initialize memory (15/0x57)", "0F 00 0100 57"),
    pccc("pccc disable forces (15/0x41)", "0F 00 0100 41"),
    pccc("pccc shutdown (15/0x07)", "0F 00 0100 07"),
    pccc("pccc restart (15/0x0a)", "0F 00 0100 0A"),
    pccc("pccc write of a ladder or editing file (types 0x22, 0x65)", "0F 00 0100 AA 02 02 22 00 00 0100"),
    pccc("pccc read of a ladder or editing file (types 0x22, 0x65)", "0F 00 0100 A2 50 02 22 00 00"),
    pccc("pccc write of a force file (types 0xa1, 0xa2)", "0F 00 0100 AA 02 00 A1 00 00 0100"),
    pccc("pccc write of a configuration file (types 0x49, 0x4a)", "0F 00 0100 AF 02 0000 0000 49 01"),
    pccc("pccc open file (15/0x81)", "0F 00 0100 81 03"),
    pccc("pccc close file (15/0x82)", "0F 00 0100 82 00"),
    pccc("pccc port configuration (15/0x8f, 15/0x5e)", "0F 00 0100 8F"),
    pccc("pccc, others", "0F 00 0100 C0"),
  ]

  static let identity: [PageSample] = [
    PageSample(
      "get attributes all of the identity", Encapsulated.ask("01 02 2001 2401"),
      Encapsulated.answer("81 00 00 00" + EtherNetIPDissectorTests.identity)),
    PageSample(
      "get attribute list, of the identity", Encapsulated.ask("03 02 2001 2401 0200 0600 0700"),
      Encapsulated.answer("83 00 00 00 0200 0600 0000 3F825100 0700 0000 05 4C36312F42")),
    PageSample(
      "get attribute single, of the identity", Encapsulated.ask("0E 03 2001 2401 3004"),
      Encapsulated.answer("8E 00 00 00 1014")),
    PageSample(
      "pccc diagnostic status (6/3)", Encapsulated.ask("4B 02 2067 2401 07 4D00 F32B9532 06 00 0100 03"),
      Encapsulated.answer(
        "CB 00 00 00 07 4D00 F32B9532 46 00 0100 06 EE 31 5B 23 313734372D4C3535322043 00")),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    let samples = Self.objects + Self.connections + Self.commands + Self.identity
    try ProtocolPage.hold("cip", samples) { exchange in
      var flow = Encapsulated.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("a PCCC command that is refused in its own status is refused")
  func refusedCommand() {
    var flow = Encapsulated.flow()
    flow.feed(Encapsulated.ask("4B 02 2067 2401 07 4D00 F32B9532 0F 00 0100 80 06"))
    flow.feed(Encapsulated.answer("CB 00 00 00 07 4D00 F32B9532 4F F0 0100 0B"))
    #expect(flow.story == ["setMode class 0x67 instance 1 refused"])
    #expect(flow.activities.map(\.deed) == [.start])
  }

  @Test(
    "the samples cut and altered never trap", arguments: [objects, connections, commands, identity])
  func hostile(_ samples: [PageSample]) {
    for sample in samples {
      HostileInput.everyPrefix(of: sample.exchange, Encapsulated.flow)
      HostileInput.everyTruncation(of: sample.exchange, Encapsulated.flow)
      HostileInput.everyMutation(of: sample.exchange, Encapsulated.flow)
    }
  }
}
