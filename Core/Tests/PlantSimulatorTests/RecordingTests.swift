import PlantSimulator
import Testing
import Vocabulary

@Suite("Recordings laid into a plant")
struct RecordingTests {
  /// Frames of the simulator itself are the recording: their checksums are right, and another program made
  /// them than the one that rewrites.
  private static let frames: [SimulatedFrame] = {
    var plant = PlantSimulation(seed: 5, hours: 1, scenarios: [.addressScan, .encryptedBackup])
    var frames: [SimulatedFrame] = []
    while frames.count < 30_000, let frame = plant.next() { frames.append(frame) }
    return frames
  }()

  private static let recording = Recording(
    file: "a.pcap", kind: "test",
    hosts: [
      Recording.Mapping(from: 0xC0A8_6E0A, to: 0xC0A8_780A, mac: MACAddress(rawValue: 0x0000_BC6E_2110)),
      Recording.Mapping(from: 0xC0A8_6E14, to: 0x0A0A_0034, mac: MACAddress(rawValue: 0xF8B1_5641_5334)),
      Recording.Mapping(from: 0x0A0A_000B, to: 0xC0A8_6E42, mac: MACAddress(rawValue: 0x54EE_7500_0042)),
    ], timePercent: 200, deedFrame: 3, actor: "", targets: [])

  @Test("every checksum is right afterwards, and the mapped addresses are gone")
  func checksums() throws {
    var rewriter = FrameRewriter(Self.recording)
    var right = 0
    var wrong = 0
    var moved = 0
    for frame in Self.frames {
      let rewritten = rewriter.rewrite(frame.octets)
      let octets = try #require(rewritten)
      switch ChecksumReference.check(octets) {
      case .right: right += 1
      case .wrong: wrong += 1
      case .none: break
      }
      #expect(!octets.contains(address: [192, 168, 110, 10]))
      #expect(!octets.contains(address: [192, 168, 110, 20]))
      if octets.contains(address: [192, 168, 120, 10]) { moved += 1 }
    }
    #expect(right > 10_000)
    #expect(wrong == 0)
    #expect(moved > 1_000)
  }

  @Test("a frame between two segments is seen in the one nearer to the process, by the firewall's address")
  func segments() throws {
    var rewriter = FrameRewriter(Self.recording)
    let frame = try #require(
      Self.frames.first { $0.octets.isInternet(from: [192, 168, 110, 20], to: [192, 168, 110, 10]) })
    let rewritten = rewriter.rewrite(frame.octets)
    let octets = try #require(rewritten)
    // To the assembly controller, from the firewall in cell B, on VLAN 120.
    #expect(octets[0..<6] == [0x00, 0x00, 0xBC, 0x6E, 0x21, 0x10])
    #expect(octets[6..<12] == [0x00, 0x09, 0x0F, 0xAA, 0x00, 0x05])
    #expect(octets[12..<16] == [0x81, 0x00, 0x00, 120])
  }

  @Test("times are scaled from the first packet, which stands at the entry's time")
  func times() {
    let start = Timestamp(seconds: 2_000_000_000, nanoseconds: 0)
    var laid = LaidRecording(Self.recording, entry: 4, start: start)
    let first = laid.frame(of: Self.frames[0].octets, at: Timestamp(nanoseconds: 1_000))
    let second = laid.frame(of: Self.frames[1].octets, at: Timestamp(nanoseconds: 1_500))
    let third = laid.frame(of: Self.frames[2].octets, at: Timestamp(nanoseconds: 1_400))
    #expect(first?.time == start)
    #expect(second?.time.nanoseconds(since: start) == 1_000)
    #expect(third?.time == second?.time)
    #expect(first?.entry?.isDeed == false)
    #expect(third?.entry?.isDeed == true)
    #expect(third?.entry?.index == 4)
  }

  @Test("no prefix and no changed octet of a frame traps")
  func hostileFrames() {
    var rewriter = FrameRewriter(Self.recording)
    var taken = 0
    for frame in Self.frames.prefix(400) {
      for length in 0..<min(frame.octets.count, 90) {
        if rewriter.rewrite(Array(frame.octets[..<length])) != nil { taken += 1 }
      }
      for place in 12..<min(frame.octets.count, 60) {
        var changed = frame.octets
        changed[place] ^= 0xFF
        if rewriter.rewrite(changed) != nil { taken += 1 }
      }
    }
    #expect(taken > 10_000)
  }
}

extension [UInt8] {
  /// Whether an IPv4 or ARP header of the frame names the address.
  fileprivate func contains(address: [UInt8]) -> Bool {
    let start = self[12] == 0x81 ? 18 : 14
    let kind = self[start - 1]
    let places = self[start - 2] == 8 ? (kind == 0 ? [12, 16] : kind == 6 ? [14, 24] : []) : []
    return places.contains { self[(start + $0)..<(start + $0 + 4)].elementsEqual(address) }
  }

  fileprivate func isInternet(from: [UInt8], to: [UInt8]) -> Bool {
    guard count > 38, self[12] == 0x81, self[16] == 8, self[17] == 0 else { return false }
    return self[30..<34].elementsEqual(from) && self[34..<38].elementsEqual(to)
  }
}
