import Engine
import Packets
import PlantSimulator
import Reports
import Testing
import Vocabulary

@Suite("Where a capture was taken")
struct VantageTests {
  /// An hour of a plant, seen whole.
  private static let plant: [Frame] = {
    var plant = PlantSimulation(seed: 7, hours: 1)
    var frames: [Frame] = []
    while let frame = plant.next() { frames.append(Frame(frame.time, frame.octets)) }
    return frames
  }()

  @Test("a whole view has no fault, nor has half of it, or a tenth")
  func isWhole() {
    #expect(Self.faults(Self.plant).isEmpty)
    #expect(Self.faults(Array(Self.plant.prefix(Self.plant.count / 2))).isEmpty)
    #expect(Self.faults(Array(Self.plant.suffix(Self.plant.count / 10))).isEmpty)
  }

  @Test("a mirror that shows one direction", arguments: [true, false])
  func oneWay(toServers: Bool) {
    let frames = Self.plant.filter { frame in
      frame.ports.map { toServers ? $0.target <= $0.source : $0.source < $0.target } ?? true
    }
    #expect(Self.kinds(frames) == ["one-way"])
  }

  @Test("every packet twice: as it is, with a tag more, behind a router")
  func duplicated() {
    let copies: [(Frame) -> Frame] = [
      { $0.later(50_000) }, { $0.later(1_000_000).tagged(99) }, { $0.later(200_000).routed },
    ]
    for copy in copies {
      let frames = Self.plant.flatMap { [$0, copy($0)] }.sorted { $0.time < $1.time }
      #expect(Self.kinds(frames) == ["duplicated"])
    }
  }

  @Test("a few packets twice are no habit of the mirror")
  func fewDuplicates() {
    let frames = Self.plant.enumerated().flatMap { $0 % 4 == 0 ? [$1, $1.later(50_000)] : [$1] }
    #expect(Self.kinds(frames.sorted { $0.time < $1.time }) == [])
  }

  @Test("only what a switch sends to every port")
  func broadcastOnly() {
    #expect(Self.kinds(Self.plant.filter { $0.octets[0] & 1 == 1 }) == ["broadcast-only"])
  }

  @Test("packets cut to 64 octets")
  func cut() {
    let frames = Self.plant.map { Frame($0.time, Array($0.octets.prefix(64)), original: $0.octets.count) }
    #expect(Self.kinds(frames) == ["cut-packets"])
    guard case .cutPackets(_, let all, let longest)? = Self.faults(frames).first else { return }
    #expect(all == UInt64(frames.count))
    #expect(longest == 64)
  }

  @Test("everything inside ERSPAN or VXLAN")
  func tunnelled() {
    let erspan = Self.plant.enumerated().map { number, frame in
      frame.inside(
        47, [0x10, 0, 0x88, 0xBE] + Octets.big32(UInt32(number)) + [0x10, 0, 0, 1, 0, 0, 0, 0])
    }
    let vxlan = Self.plant.map { frame in
      let length = UInt16(16 + frame.octets.count)
      return frame.inside(
        17,
        Octets.big16(50_000) + Octets.big16(4_789) + Octets.big16(length) + [0, 0, 8, 0, 0, 0, 0, 0, 1, 0])
    }
    #expect(Self.kinds(erspan) == ["tunnelled"])
    #expect(Self.kinds(vxlan) == ["tunnelled"])
  }

  @Test("a network whose answers are never seen is named, and no other")
  func oneSidedSubnet() throws {
    let hidden: [UInt8] = [192, 168, 110]
    let frames = Self.plant.filter { $0.sourceNetwork != hidden }
    let subnet = try #require(Subnet(of: HostAddress(ipv4: 0xC0A8_6E00)))
    #expect(Self.faults(frames) == [.oneSidedSubnet([subnet])])
  }

  @Test(
    "a clock that goes back or leaps, wherever it does",
    arguments: [-86_400, -3_600, -5, 3_601, 86_400], [2, 3, 5])
  func clockJumps(seconds: Int64, part: Int) {
    let at = Self.plant.count * part / 7
    let frames = Self.plant.enumerated().map { $0 >= at ? $1.later(seconds * 1_000_000_000) : $1 }
    #expect(Self.kinds(frames) == ["clock-jumps"])
  }

  @Test("a leap between a request and its answer needs no hour")
  func leapBeforeAnAnswer() {
    var wire = Wire()
    wire.segment(1, acknowledge: 1, [0, 1])
    wire.segment(fromServer: true, 1, acknowledge: 3, [2, 3])
    wire.segment(3, acknowledge: 3)
    wire.segment(3, acknowledge: 3, [4, 5])
    wire.wait(seconds: 60)
    wire.segment(fromServer: true, 3, acknowledge: 5, [6, 7])
    #expect(wire.seen().report.coverage.vantage.map { "\($0.kind)" } == ["clock-jumps"])
  }

  @Test("an answer that was only slow is no leap: its request was acknowledged before")
  func slowAnswer() {
    var wire = Wire()
    wire.segment(1, acknowledge: 1, [0, 1])
    wire.segment(fromServer: true, 1, acknowledge: 3, [2, 3])
    wire.segment(3, acknowledge: 3)
    wire.segment(3, acknowledge: 3, [4, 5])
    wire.segment(fromServer: true, 3, acknowledge: 5)
    wire.wait(seconds: 60)
    wire.segment(fromServer: true, 3, acknowledge: 5, [6, 7])
    #expect(wire.seen().report.coverage.vantage.isEmpty)
  }

  @Test("a night without traffic is no leap: nothing goes on as if it had not been")
  func night() {
    let half = Self.plant.count / 2
    let frames =
      Array(Self.plant[..<half])
      + Self.plant[half...].dropFirst(400).map {
        $0.later(28_800_000_000_000).withSequencesMoved
      }
    #expect(Self.kinds(frames) == [])
  }

  @Test("an address that nobody answers is no missing direction")
  func unansweredAddress() {
    var wire = Wire()
    for number in 0..<40 {
      wire.clientPort = UInt16(50_000 + number)
      for _ in 0..<4 { wire.segment(100, .syn) }
    }
    #expect(wire.seen().report.coverage.vantage.isEmpty)
  }

  @Test("directions with different tags are one connection's, not two without an answer")
  func splitVLANs() {
    let frames = Self.plant.map { frame in
      guard let ports = frame.ports, frame.isTCP else { return frame }
      return ports.target <= ports.source ? frame.untagged.tagged(80) : frame.untagged.tagged(81)
    }
    #expect(Self.kinds(frames) == ["split-vlans"])
  }

  private static func kinds(_ frames: [Frame]) -> [String] { faults(frames).map { "\($0.kind)" } }

  private static func faults(_ frames: [Frame]) -> [VantageFault] {
    var inspection = Inspection(seed: 5)
    for (number, frame) in frames.enumerated() {
      inspection.take(
        frame.octets.span, originalOctets: frame.original, link: .ethernet, at: frame.time,
        place: PacketPlace(packet: UInt32(number + 1)))
    }
    inspection.finish()
    return inspection.report(captures: []).coverage.vantage
  }
}

private enum Octets {
  static func big16(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
  static func big32(_ value: UInt32) -> [UInt8] {
    big16(UInt16(value >> 16)) + big16(UInt16(value & 0xFFFF))
  }
}

/// A frame of a good capture, and what a bad one makes of it.
private struct Frame {
  let time: Timestamp
  let octets: [UInt8]
  let original: Int

  init(_ time: Timestamp, _ octets: [UInt8], original: Int? = nil) {
    self.time = time
    self.octets = octets
    self.original = original ?? octets.count
  }

  func later(_ nanoseconds: Int64) -> Frame {
    Frame(Timestamp(nanoseconds: time.nanoseconds + nanoseconds), octets)
  }

  private var isTagged: Bool { octets[12] == 0x81 && octets[13] == 0 }
  private var typeStart: Int { isTagged ? 16 : 12 }
  private var isIPv4: Bool { octets[typeStart] == 8 && octets[typeStart + 1] == 0 }
  var isTCP: Bool { isIPv4 && octets[typeStart + 11] == 6 }

  var sourceNetwork: [UInt8]? { isIPv4 ? Array(octets[(typeStart + 14)..<(typeStart + 17)]) : nil }

  /// nil where there are none, or where all may hear it.
  var ports: (source: UInt16, target: UInt16)? {
    guard isIPv4, isTCP || octets[typeStart + 11] == 17, octets[0] & 1 == 0 else { return nil }
    let start = typeStart + 22
    return (
      UInt16(octets[start]) << 8 | UInt16(octets[start + 1]),
      UInt16(octets[start + 2]) << 8 | UInt16(octets[start + 3])
    )
  }

  func tagged(_ vlan: UInt8) -> Frame { Frame(time, octets[..<12] + [0x81, 0, 0, vlan] + octets[12...]) }

  var untagged: Frame { isTagged ? Frame(time, Array(octets[..<12] + octets[16...])) : self }

  /// With other hardware addresses and a shorter time to live.
  var routed: Frame {
    var copy = octets
    copy[5] ^= 0x40
    copy[11] ^= 0x40
    if isIPv4 {
      copy[typeStart + 10] &-= 1
      copy[typeStart + 12] &+= 1
    }
    return Frame(time, copy)
  }

  /// As of a connection that went on unseen.
  var withSequencesMoved: Frame {
    guard isTCP else { return self }
    var copy = octets
    copy[typeStart + 25] &+= 7
    copy[typeStart + 29] &+= 7
    return Frame(time, copy)
  }

  /// Behind an outer IPv4 header of a protocol and what the tunnel puts before a frame.
  func inside(_ ipProtocol: UInt8, _ head: [UInt8]) -> Frame {
    let payload = head + octets
    let outer: [UInt8] =
      [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45, 0] + Octets.big16(UInt16(20 + payload.count))
      + [0, 1, 0, 0, 64, ipProtocol, 0, 0, 10, 255, 0, 1, 10, 255, 0, 2]
    return Frame(time, outer + payload)
  }
}
