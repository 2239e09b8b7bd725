import Captures
import Testing
import Vocabulary

@Suite("pcapng captures")
struct PcapngTests {
  /// Two sections of different byte order, two interfaces, each kind of packet, blocks to skip.
  private func sample() -> [UInt8] {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: false)
    capture.addInterface { $0.addOption(2, Array("eth0".utf8)) }
    capture.addInterface(linkType: 113) { interface in
      interface.addOption(9, [9])
      interface.addOption(0, [])
    }
    capture.addBlock(0x0BAD_CAFE) { $0.octets += [UInt8](repeating: 0x55, count: 101) }
    capture.addEnhanced(units: 1_700_000_000_000_001, [1, 2, 3], original: 60)
    capture.addEnhanced(interface: 1, units: 1_700_000_000_000_000_002, [4, 5, 6, 7, 8])
    capture.addSimple([9, 9])
    capture.addBlock(5) { $0.add64(0) }
    capture.addSection(isBigEndian: true)
    capture.addInterface(snap: 2)
    capture.addObsolete(units: 3, [1])
    capture.addSimple([1, 2], original: 900)
    return capture.octets
  }

  @Test("reads sections, interfaces and every kind of packet")
  func everything() {
    let reading = Reading(sample())
    #expect(reading.error == nil)
    #expect(reading.reader.format == .pcapng)
    #expect(reading.reader.linkTypes == [.ethernet, .linuxCooked])
    #expect(reading.reader.skipped == 0)
    let second = 1_700_000_000_000_000_000 as Int64
    #expect(
      reading.packets == [
        .init(
          number: 1, nanoseconds: second + 1_000, octets: [1, 2, 3], original: 60, linkType: .ethernet),
        .init(
          number: 2, nanoseconds: second + 2, octets: [4, 5, 6, 7, 8], original: 5,
          linkType: .linuxCooked),
        .init(number: 3, nanoseconds: second + 2, octets: [9, 9], original: 2, linkType: .ethernet),
        .init(number: 4, nanoseconds: 3_000, octets: [1], original: 1, linkType: .ethernet),
        .init(number: 5, nanoseconds: 3_000, octets: [1, 2], original: 900, linkType: .ethernet),
      ])
  }

  @Test("gives the same whatever the block's size", arguments: [1, 3, 12, 13, 32, 57, 100])
  func strides(stride: Int) {
    #expect(Reading(sample(), stride: stride).packets == Reading(sample()).packets)
  }

  @Test("gives every packet before a cut, then says where")
  func prefixes() {
    let whole = sample()
    let packets = Reading(whole).packets
    var ends: [Int] = []
    var at = 0
    while at < whole.count {
      let isSwapped = ends.count >= 8
      let length = (0..<4).reduce(0) { $0 | Int(whole[at + 4 + (isSwapped ? 3 - $1 : $1)]) << (8 * $1) }
      at += length
      ends.append(at)
    }
    #expect(ends.count == 12)
    let packetEnds = [4, 5, 6, 10, 11].map { ends[$0] }
    for end in 1...whole.count {
      let reading = Reading(Array(whole[..<end]), stride: 11)
      #expect(reading.packets == Array(packets.prefix(packetEnds.filter { $0 <= end }.count)))
      if ends.contains(end) {
        #expect(reading.error == nil)
      } else {
        #expect(
          reading.error
            == CaptureError(end < 4 ? .notACapture : .cutOff, at: ends.last { $0 <= end } ?? 0))
      }
    }
  }

  @Test("survives every changed octet")
  func mutations() {
    let whole = sample()
    for at in whole.indices {
      for octet in UInt8.min...UInt8.max {
        var changed = whole
        changed[at] = octet
        let reading = Reading(changed)
        #expect(reading.packets.count <= 20)
        #expect(reading.error?.offset ?? 0 >= 0)
      }
    }
  }

  @Test(
    "reads times of every resolution",
    arguments: [
      (0, 7, 7_000_000_000), (3, 7, 7_000_000), (6, 7, 7_000), (9, 7, 7), (10, 79, 7), (12, 7_999, 7),
      (28, .max, 1), (29, .max, 0), (127, .max, 0), (0x80, 7, 7_000_000_000), (0x81, 3, 1_500_000_000),
      (0x80 | 10, 1_025, 1_000_976_562), (0x80 | 30, 1 << 30, 1_000_000_000),
      (0x80 | 64, 1 << 63, 500_000_000),
      (0x80 | 127, .max, 0), (0, .max, .max), (0x80, .max, .max), (6, .max, .max),
    ] as [(UInt8, UInt64, Int64)])
  func resolutions(option: UInt8, units: UInt64, nanoseconds: Int64) {
    for isBigEndian in [false, true] {
      var capture = SampleCapture()
      capture.addSection(isBigEndian: isBigEndian)
      capture.addInterface { $0.addOption(9, [option]) }
      capture.addEnhanced(units: units, [1])
      #expect(Reading(capture.octets).packets.first?.nanoseconds == nanoseconds)
    }
  }

  @Test(
    "adds an interface's offset, clamped",
    arguments: [
      (1, 1_000_007_000), (-1, -999_993_000), (Int64.max, Int64.max), (Int64.min, Int64.min),
    ] as [(Int64, Int64)])
  func offsets(seconds: Int64, nanoseconds: Int64) {
    for isBigEndian in [false, true] {
      var capture = SampleCapture()
      capture.addSection(isBigEndian: isBigEndian)
      capture.addInterface { interface in
        interface.add16(14)
        interface.add16(8)
        interface.add64(UInt64(bitPattern: seconds))
      }
      capture.addEnhanced(units: 7, [1])
      #expect(Reading(capture.octets).packets.first?.nanoseconds == nanoseconds)
    }
  }

  @Test("gives a simple packet before any other the earliest time")
  func simpleFirst() {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: false)
    capture.addInterface()
    capture.addSimple([1])
    #expect(Reading(capture.octets).packets.first?.nanoseconds == 0)
  }

  @Test("skips packets of an unsupported link type, and says so at the end")
  func unsupportedLinkType() {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: false)
    capture.addInterface()
    let place = capture.octets.count + 8
    capture.addInterface(linkType: 189)
    capture.addEnhanced(interface: 1, units: 1, [1])
    capture.addEnhanced(units: 2, [2])
    capture.addEnhanced(interface: 1, units: 3, [3])
    let reading = Reading(capture.octets)
    #expect(reading.packets.map(\.number) == [2])
    #expect(reading.reader.skipped == 2)
    #expect(reading.error == CaptureError(.unsupportedLinkType(LinkType(rawValue: 189)), at: place))
  }

  @Test("is silent about an unsupported link type that no packet has")
  func unusedLinkType() {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: false)
    capture.addInterface(linkType: 189)
    capture.addInterface()
    capture.addEnhanced(interface: 1, units: 1, [1])
    let reading = Reading(capture.octets)
    #expect(reading.error == nil)
    #expect(reading.packets.count == 1)
  }

  @Test("skips packets of an interface that the section does not describe")
  func unknownInterface() {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: false)
    capture.addInterface()
    capture.addSection(isBigEndian: false)
    let place = capture.octets.count
    capture.addEnhanced(units: 1, [1])
    capture.addInterface()
    capture.addEnhanced(units: 2, [2])
    let reading = Reading(capture.octets)
    #expect(reading.packets.map(\.number) == [2])
    #expect(reading.error == CaptureError(.unknownInterface(0), at: place))
  }

  @Test("skips a huge unknown block without asking for all of it")
  func hugeBlock() {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: false)
    capture.addInterface()
    capture.addBlock(0x8000_0001) { body in
      body.octets = [UInt8](repeating: 0, count: CaptureReader.blockLimitOctets + 1_000)
    }
    let place = capture.octets.count
    capture.addEnhanced(units: 1, [1])
    let whole = capture.octets
    #expect(Reading(whole, stride: 1 << 18).packets.count == 1)

    var reader = CaptureReader()
    let window = Array(whole[..<4_096])
    let step = try? reader.next(window.span, from: 0, isLast: false)
    guard case .needsMore(from: 4_096, octets: 1)? = step else {
      Issue.record("asked for \(String(describing: step))")
      return
    }
    let cut = Reading(Array(whole[..<(place - 10)]), stride: 1 << 18)
    #expect(cut.error == CaptureError(.cutOff, at: 28 + 20))
  }

  @Test("stops at a block that cannot be right")
  func damagedBlocks() {
    func error(_ change: (inout [UInt8], Int) -> Void) -> CaptureError? {
      var capture = SampleCapture()
      capture.addSection(isBigEndian: false)
      capture.addInterface()
      capture.addEnhanced(units: 1, [1])
      let place = capture.octets.count
      capture.addEnhanced(units: 2, [2])
      change(&capture.octets, place)
      let reading = Reading(capture.octets)
      #expect(reading.packets.count == 1)
      #expect(reading.error?.offset == place)
      return reading.error
    }
    #expect(error { $0[$1 + 4] = 8 }?.kind == .blockTooShort(octets: 8))
    #expect(error { $0[$1 + 4] = 28 }?.kind == .blockTooShort(octets: 28))
    #expect(error { $0[$1 + 7] = 0x7F }?.kind == .blockTooLong(octets: 0x7F00_0034))
    #expect(error { octets, _ in octets[octets.count - 1] = 1 }?.kind == .blockLengthsDiffer)
    #expect(error { $0[$1 + 20] = 200 }?.kind == .blockTooShort(octets: 52))
    #expect(error { $0[$1 + 23] = 1 }?.kind == .recordTooLong(octets: 0x0100_0001))
  }

  @Test("names an unsupported version and a section of no byte order")
  func badSections() {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: true, major: 2)
    #expect(Reading(capture.octets).error?.kind == .unsupportedVersion(major: 2, minor: 0))
    capture.octets[8] = 0
    #expect(Reading(capture.octets).error?.kind == .notACapture)
  }

  @Test("describes interfaces to the limit and no further, and lists each link type once")
  func interfaceLimit() {
    var capture = SampleCapture()
    capture.addSection(isBigEndian: false)
    for number in 0..<CaptureReader.interfaceLimit {
      capture.addInterface(linkType: UInt16(truncatingIfNeeded: number))
    }
    let place = capture.octets.count
    #expect(Reading(capture.octets).error == nil)
    capture.addInterface()
    let reading = Reading(capture.octets)
    #expect(reading.error == CaptureError(.tooManyInterfaces, at: place))
    #expect(reading.reader.linkTypes.count == CaptureReader.linkTypeListLimit)
  }
}
