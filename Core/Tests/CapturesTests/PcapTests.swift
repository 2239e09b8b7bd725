import Captures
import Testing
import Vocabulary

@Suite("pcap captures")
struct PcapTests {
  private func sample(
    magic: UInt32 = 0xA1B2_C3D4, isBigEndian: Bool = false, linkType: UInt32 = 1, extra: Int = 0
  ) -> [UInt8] {
    var capture = SampleCapture(pcap: magic, isBigEndian: isBigEndian, linkType: linkType)
    capture.addRecord(seconds: 1_700_000_000, fraction: 123_456, [1, 2, 3], original: 1500, extra: extra)
    capture.addRecord(seconds: 1_700_000_001, fraction: 0, [], extra: extra)
    capture.addRecord(
      seconds: .max, fraction: 999_999, [UInt8](repeating: 7, count: 1500), extra: extra)
    return capture.octets
  }

  @Test(
    "reads micro- and nanoseconds in both byte orders",
    arguments: [
      (0xA1B2_C3D4, false, 1_000), (0xA1B2_C3D4, true, 1_000), (0xA1B2_3C4D, false, 1),
      (0xA1B2_3C4D, true, 1),
    ] as [(UInt32, Bool, Int64)])
  func variants(magic: UInt32, isBigEndian: Bool, unit: Int64) {
    let reading = Reading(sample(magic: magic, isBigEndian: isBigEndian))
    #expect(reading.error == nil)
    #expect(reading.reader.format == .pcap)
    #expect(reading.reader.linkTypes == [.ethernet])
    #expect(
      reading.packets == [
        .init(
          number: 1, nanoseconds: 1_700_000_000_000_000_000 + 123_456 * unit, octets: [1, 2, 3],
          original: 1500, linkType: .ethernet),
        .init(
          number: 2, nanoseconds: 1_700_000_001_000_000_000, octets: [], original: 0, linkType: .ethernet),
        .init(
          number: 3, nanoseconds: 4_294_967_295_000_000_000 + 999_999 * unit,
          octets: [UInt8](repeating: 7, count: 1500), original: 1500, linkType: .ethernet),
      ])
  }

  @Test("reads the variant with longer record headers", arguments: [false, true])
  func longerHeaders(isBigEndian: Bool) {
    let reading = Reading(sample(magic: 0xA1B2_CD34, isBigEndian: isBigEndian, extra: 8))
    #expect(reading.error == nil)
    #expect(reading.packets.map(\.octets.count) == [3, 0, 1500])
    #expect(reading.packets.first?.octets == [1, 2, 3])
  }

  @Test("takes a record's two lengths the other way round before version 2.3", arguments: [0, 2, 3, 4])
  func oldVersions(minor: UInt8) {
    var octets = sample()
    octets[6] = minor
    if minor < 3 {
      for record in [24, 24 + 19, 24 + 19 + 16] {
        let lengths = Array(octets[(record + 8)..<(record + 16)])
        octets.replaceSubrange((record + 8)..<(record + 16), with: lengths[4...] + lengths[..<4])
      }
    }
    #expect(Reading(octets).packets == Reading(sample()).packets)
  }

  @Test("masks what the link type field says of a frame check sequence")
  func frameCheckSequence() {
    let reading = Reading(sample(linkType: 0x5400_0001))
    #expect(reading.packets.count == 3)
    #expect(reading.packets.first?.linkType == .ethernet)
  }

  @Test("reads a capture without packets")
  func noPackets() {
    let reading = Reading(SampleCapture(pcap: 0xA1B2_C3D4, isBigEndian: false).octets)
    #expect(reading.packets.isEmpty)
    #expect(reading.error == nil)
    #expect(reading.reader.format == .pcap)
  }

  @Test("gives the same whatever the block's size", arguments: [1, 2, 7, 16, 23, 24, 100, 1600])
  func strides(stride: Int) {
    #expect(Reading(sample(), stride: stride).packets == Reading(sample()).packets)
  }

  @Test("gives every packet before a cut, then says where")
  func prefixes() {
    let whole = sample()
    let starts = [24, 24 + 19, 24 + 19 + 16, whole.count]
    for end in 0...whole.count {
      let reading = Reading(Array(whole[..<end]), stride: 9)
      let complete = starts.dropFirst().filter { $0 <= end }.count
      #expect(reading.packets == Array(Reading(whole).packets.prefix(complete)))
      if starts.contains(end) {
        #expect(reading.error == nil)
      } else {
        let kind: CaptureError.Kind = end == 0 ? .empty : end < 4 ? .notACapture : .cutOff
        let start = starts.last { $0 <= end } ?? 0
        #expect(reading.error == CaptureError(kind, at: start))
        #expect(reading.error?.truncatedAt == (end < 4 ? nil : start))
      }
    }
  }

  @Test("survives every changed octet")
  func mutations() {
    let whole = Array(sample().prefix(24 + 19 + 16 + 40))
    for at in whole.indices {
      for octet in UInt8.min...UInt8.max {
        var changed = whole
        changed[at] = octet
        let reading = Reading(changed, stride: 31)
        #expect(reading.packets.count <= 6)
        #expect(reading.error?.offset ?? 0 >= 0)
      }
    }
  }

  @Test("believes a packet of the longest length and no longer one")
  func longest() {
    let limit = CaptureReader.packetLimitOctets
    var capture = SampleCapture(pcap: 0xA1B2_C3D4, isBigEndian: false)
    capture.addRecord(seconds: 0, fraction: 0, [UInt8](repeating: 1, count: limit))
    let place = capture.octets.count
    capture.addRecord(seconds: 0, fraction: 0, [UInt8](repeating: 1, count: limit + 1))
    let reading = Reading(capture.octets)
    #expect(reading.packets.map(\.octets.count) == [limit])
    #expect(reading.error == CaptureError(.recordTooLong(octets: UInt32(limit + 1)), at: place))
  }

  @Test("names an unsupported link type and where it stands")
  func unsupportedLinkType() {
    let reading = Reading(sample(linkType: 147))
    #expect(reading.packets.isEmpty)
    #expect(reading.error?.message == "link type 147 (USER0) is not supported (octet 20)")
    #expect(reading.error?.truncatedAt == nil)
  }

  @Test("names an unsupported version")
  func unsupportedVersion() {
    var octets = sample()
    octets[4] = 3
    #expect(Reading(octets).error?.kind == .unsupportedVersion(major: 3, minor: 4))
  }

  @Test("says what a file is that is no capture")
  func noCapture() {
    #expect(Reading([]).error?.message == "is empty")
    #expect(
      Reading(Array("Hello, this is a text file.".utf8)).error?.message
        == "is no capture: octet 0 begins neither a pcap nor a pcapng file")
    #expect(Reading([0x1F, 0x8B, 8, 0, 0]).error?.message == "is compressed (gzip): unpack it first")
    #expect(Reading([0x28, 0xB5, 0x2F, 0xFD, 0]).error?.kind == .compressed(.zstd))
    #expect(Reading(Array("BZh9".utf8)).error?.kind == .compressed(.bzip2))
  }
}
