import Captures
import Engine
import Inventory
import Packets
import PlantSimulator
import Reports
import Testing
import Vocabulary

@Suite("Lines while packets come")
struct LineInspectionTests {
  private static let frames = plant(hours: 1, [.s7Stop])

  private static func plant(hours: Int, _ scenarios: [Scenario]) -> [SimulatedFrame] {
    var plant = PlantSimulation(seed: 7, hours: hours, scenarios: scenarios)
    var frames: [SimulatedFrame] = []
    while let frame = plant.next() { frames.append(frame) }
    return frames
  }

  private static func take(_ frame: SimulatedFrame, _ number: Int, _ inspection: inout LineInspection) {
    inspection.take(
      CapturedPacket(
        number: UInt32(number + 1), time: frame.time, start: 0, end: frame.octets.count,
        originalOctets: frame.octets.count, linkType: LinkType(rawValue: 1)),
      in: frame.octets.span, capture: 0)
  }

  /// All lines, each with the time of the packet after which it stood there, nil at the end.
  private static func lines(seed: UInt64 = 0) -> [(text: String, at: Timestamp?)] {
    var inspection = LineInspection(paths: ["plant.pcap"], seed: seed)
    var lines: [(String, Timestamp?)] = []
    func take(_ octets: inout [UInt8], at time: Timestamp?) {
      for line in String(decoding: octets, as: UTF8.self).split(separator: "\n") {
        lines.append((String(line), time))
      }
      octets.removeAll()
    }
    for (number, frame) in frames.enumerated() {
      Self.take(frame, number, &inspection)
      take(&inspection.octets, at: frame.time)
    }
    inspection.finish { take(&$0, at: nil) }
    let report = inspection.report(captures: [])
    inspection.write(endOf: report) { take(&$0, at: nil) }
    return lines
  }

  /// The number behind a key.
  private static func number(_ key: String, _ line: String) -> Int? {
    guard let range = line.firstRange(of: "\"\(key)\":") else { return nil }
    return Int(line[range.upperBound...].prefix { $0.isNumber })
  }

  /// The time behind a key.
  private static func time(_ key: String, _ line: String) -> Int64? {
    guard let range = line.firstRange(of: "\"\(key)\":\"2026-03-02T") else { return nil }
    let parts = line[range.upperBound...].prefix(8).split(separator: ":").compactMap { Int64($0) }
    return parts.count == 3 ? parts[0] * 3_600 + parts[1] * 60 + parts[2] : nil
  }

  private static func secondOfDay(_ time: Timestamp) -> Int64 { time.nanoseconds / 1_000_000_000 % 86_400 }

  @Test("a connection that was closed has its line half a minute later, while packets still come")
  func closed() throws {
    let early = Self.lines().filter { $0.at != nil && $0.text.contains("\"type\":\"conversation\"") }
    let closed = early.filter { $0.text.contains("\"state\":\"closed\"") }
    #expect(closed.count > 50)
    for line in closed {
      let (last, at) = (try #require(Self.time("last", line.text)), try #require(line.at))
      // 15 seconds of silence, at most 16 until the sweep comes by, and the next packet.
      #expect((15...40).contains(Self.secondOfDay(at) - last), "\(line.text)")
    }
  }

  @Test("a stop of a controller is told within half a minute, not at the end")
  func finding() throws {
    let told = Self.lines().filter { $0.text.contains("\"kind\":\"controller-stopped\"") }
    #expect(told.count == 2)
    let (first, last) = (try #require(told.first), try #require(told.last))
    #expect(first.text.contains("\"settled\":false"))
    #expect(last.text.contains("\"settled\":true"))
    #expect(last.at == nil)
    let (seen, at) = (try #require(Self.time("first", first.text)), try #require(first.at))
    #expect((0...30).contains(Self.secondOfDay(at) - seen))
  }

  @Test("activities end while packets come, and all together are what the report counts")
  func activities() {
    let lines = Self.lines().filter { $0.text.contains("\"type\":\"activity\"") }
    #expect(lines.contains { $0.at != nil })
    var inspection = Inspection()
    for (number, frame) in Self.frames.enumerated() {
      inspection.take(
        frame.octets.span, originalOctets: frame.octets.count, link: .ethernet, at: frame.time,
        place: PacketPlace(packet: UInt32(number + 1)))
    }
    inspection.finish()
    let report = inspection.report(captures: [])
    var count = 0
    report.book.forEachActivity(in: report.activities) { count += Int($0.count) }
    #expect(lines.reduce(0) { $0 + (Self.number("count", $1.text) ?? 0) } == count)
  }

  @Test("the same lines with any seed; the last one is the coverage")
  func same() {
    let lines = Self.lines(seed: 1).map(\.text)
    #expect(lines == Self.lines(seed: 0x9E37_79B9_7F4A_7C15).map(\.text))
    #expect(lines.last?.contains("\"type\":\"coverage\"") == true)
    #expect(lines.allSatisfy { $0.hasPrefix("{\"schema\":\"bulkhead.inspect.line/1\",\"type\":\"") })
  }
}
