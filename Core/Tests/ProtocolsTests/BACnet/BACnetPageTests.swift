import Protocols
import Testing

@Suite("BACnet page")
struct BACnetPageTests {
  private static func confirmed(_ message: String, _ rest: String) -> PageSample {
    PageSample(message, BACnetWire.client("00 05 01 \(rest)"))
  }

  private static func unconfirmed(_ message: String, _ rest: String) -> PageSample {
    PageSample(message, BACnetWire.broadcast("10 \(rest)"))
  }

  static let samples: [PageSample] = reads + writes + device + announcements + below

  static let reads: [PageSample] = [
    confirmed("0/12 read property", "0C 0C 00000005 19 55"),
    confirmed("0/12 read property, what a device is", "0C 0C 02000065 19 79"),
    confirmed("0/12 read property, a device's objects", "0C 0C 02000065 19 4C"),
    confirmed(
      "0/14 read property multiple", "0E 0C 00000005 1E 09 55 1F 0C 00000006 1E 09 55 09 6F 1F"),
    PageSample(
      "0/14 read property multiple, of a device", BACnetWire.client("00 05 02 0E 0C 02000065 1E 09 08 1F"),
      BACnetWire.server(
        "30 02 0E 0C 02000065 1E 29 79 4E 75 05 00 41434D45 4F 29 46 4E 74 00 503131 4F"
          + " 29 2C 4E 74 00 312E32 4F 29 0C 4E 74 00 333031 4F 2A 0174 4E 74 00 393837 4F"
          + " 29 4D 4E 74 05 4148DC 4F 29 70 5E 91 02 91 20 5F 1F")),
    confirmed("0/13 read property conditional", "0D 00"),
    confirmed("0/26 read range", "1A 0C 05000002 19 83 3E 21 01 31 0A 3F"),
    confirmed("0/3 get alarm summary, 0/4, 0/29, 0/33", "03"),
    confirmed("0/5 subscribe cov, 0/28", "05 09 12 1C 0000000A 29 01 39 00"),
    confirmed("0/30 subscribe cov property multiple", "1E 09 01"),
    confirmed("0/6 atomic read file", "06 C4 02800000 0E 31 00 21 64 0F"),
  ]

  static let writes: [PageSample] = [
    confirmed("0/15 write property", "0F 0C 00400003 19 55 3E 44 42C80000 3F 49 08"),
    confirmed("0/15 write property, held at priority 1 or 2", "0F 0C 01000003 19 55 3E 91 01 3F 49 01"),
    confirmed("0/15 write property, taken out of service", "0F 0C 00000003 19 51 3E 11 3F"),
    confirmed(
      "0/16 write property multiple",
      "10 0C 01000000 1E 09 55 2E 91 01 2F 39 08 1F 0C 00400001 1E 09 55 2E 44 00000000 2F 1F"),
    confirmed("0/8 add list element, 0/9 remove list element", "08 0C 03C00001 19 66 3E 21 01 3F"),
    confirmed("0/7 atomic write file", "07 C4 02800000 0E 31 00 62 4142 0F"),
    confirmed("0/10 create object", "0A 0E 1C 00000001 0F"),
    confirmed("0/10 create object, by type", "0A 0E 09 11 0F"),
    confirmed("0/11 delete object", "0B C4 00000001"),
    unconfirmed("1/10 write group", "0A 09 01 19 08"),
  ]

  static let device: [PageSample] = [
    confirmed("0/17 device communication control, disable", "11 09 05 19 01 2D 05 00 61626364"),
    confirmed("0/17 device communication control, disable initiation", "11 19 02"),
    confirmed("0/17 device communication control, enable", "11 19 00"),
    confirmed("0/20 reinitialize device, cold or warm start", "14 09 00"),
    confirmed("0/20 reinitialize device, start backup", "14 09 02"),
    confirmed("0/20 reinitialize device, end backup", "14 09 03"),
    confirmed("0/20 reinitialize device, start restore", "14 09 04"),
    confirmed("0/20 reinitialize device, end restore", "14 09 05"),
    confirmed("0/20 reinitialize device, abort restore", "14 09 06"),
    confirmed("0/20 reinitialize device, activate changes", "14 09 07"),
    confirmed("0/0 acknowledge alarm", "00 09 18 1C 010027D0 29 03"),
    confirmed("0/27 life safety operation", "1B 09 01 1B 00 4142 29 01 3C 05400001"),
    confirmed("0/18 private transfer", "12 09 07 1A 01FF 2E 2F"),
    confirmed("0/21 vt open, 0/22 vt close", "15 91 00"),
    confirmed("0/23 vt data", "17 21 01 61 00"),
    confirmed("0/24 authenticate, 0/25, 0/34", "18"),
    confirmed("another service, refused or unanswered", "50"),
  ]

  static let announcements: [PageSample] = [
    unconfirmed("1/0 i-am", "00 C4 0200007B 22 05C4 91 03 21 18"),
    unconfirmed("1/1 i-have", "01 C4 0200003D C4 00000007 73 00 4142"),
    unconfirmed("1/8 who-is", "08"),
    unconfirmed("1/8 who-is, of one device", "08 09 7B 19 7B"),
    unconfirmed("1/7 who-has", "07 2C 00000007"),
    unconfirmed("1/13 who-am-i", "0D"),
    unconfirmed("1/14 you-are", "0E"),
    unconfirmed("1/6 time synchronization, 1/9", "06 A4 7C0B1803 B4 0C000000"),
    unconfirmed("1/2 cov notification, 0/1, 1/3, 0/2", "02 09 00 1C 02000002 2C 00C00004 39 00 4E 4F"),
    unconfirmed("1/11 cov notification multiple, 0/31", "0B 09 00 1C 02000004"),
    unconfirmed("1/4 private transfer", "04 09 07 1A 01FF 2E 2F"),
    unconfirmed("1/5 text message, 0/19, 1/12, 0/32", "05 0C 02000005"),
  ]

  static let below: [PageSample] = [
    PageSample(
      "bvlc 5 register foreign device", .client(BACnetWire.link(5, [0, 60])),
      .server(BACnetWire.link(0, [0, 0]))),
    PageSample(
      "bvlc 1 write broadcast table, 8 delete foreign entry",
      .client(BACnetWire.link(1, [10, 0, 0, 9, 0xBA, 0xC0, 255, 255, 255, 255]))),
    PageSample("bvlc 2 read broadcast table, 6 read foreign table", .client(BACnetWire.link(2, []))),
    PageSample("network 0 who-is-router, 18", .client(BACnetWire.link(0x0B, [1, 0x80, 0]))),
    PageSample("network 1 i-am-router", .client(BACnetWire.link(0x0B, [1, 0x80, 1, 0, 5]))),
    PageSample(
      "network 6 initialize routing table", .client(BACnetWire.link(0x0A, [1, 0x80, 6, 1, 0, 5, 1, 0]))),
    PageSample(
      "network 6 initialize routing table, a question", .client(BACnetWire.link(0x0A, [1, 0x80, 6, 0]))),
    PageSample(
      "network 8 establish connection, 9 disconnect", .client(BACnetWire.link(0x0A, [1, 0x80, 8, 0, 5, 0]))),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("bacnet", Self.samples) { exchange in
      var flow = BACnetDissectorTests.flow()
      flow.deliver(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples are recognised, cut and altered they never trap")
  func hostile() {
    for sample in Self.samples {
      for message in sample.exchange {
        #expect(BACnetDissector.recogniseWithoutHint(octets: message.octets) == .consistent)
      }
      HostileInput.everyDatagram(of: sample.exchange, BACnetDissectorTests.flow)
    }
  }
}
