import Captures
import Engine
import Inventory
import Packets
import PlantSimulator
import Reports
import Testing
import Vocabulary

@Suite("An inspection that goes on")
struct LiveInspectionTests {
  private typealias Line = (text: String, at: Timestamp?)

  private static func lines(
    _ scenarios: [Scenario], hours: Int = 1, seed: UInt64 = 0, silence: Int64 = 0
  ) -> [Line] {
    var plant = PlantSimulation(seed: 7, hours: hours, scenarios: scenarios)
    var inspection = LiveInspection(paths: ["eth1"], seed: seed)
    var lines: [Line] = []
    func take(at time: Timestamp?) {
      guard !inspection.octets.isEmpty else { return }
      for line in String(decoding: inspection.octets, as: UTF8.self).split(separator: "\n") {
        lines.append((String(line), time))
      }
      inspection.octets.removeAll()
    }
    var number: UInt32 = 0
    while let frame = plant.next() {
      number += 1
      inspection.take(
        CapturedPacket(
          number: number, time: frame.time, start: 0, end: frame.octets.count,
          originalOctets: frame.octets.count, linkType: LinkType(rawValue: 1)),
        in: frame.octets.span, capture: 0)
      take(at: frame.time)
    }
    for _ in 0..<silence {
      inspection.advance(to: Timestamp(nanoseconds: inspection.now.nanoseconds + 1_000_000_000))
      take(at: inspection.now)
    }
    inspection.finish()
    take(at: nil)
    return lines
  }

  private static func ids(_ lines: [Line], _ type: String) -> [String] {
    lines.filter { $0.text.contains("\"type\":\"\(type)\"") }.compactMap { line in
      guard let range = line.text.firstRange(of: "\"id\":\"") else { return nil }
      return String(line.text[range.upperBound...].prefix { $0 != "\"" })
    }
  }

  private static func time(_ key: String, _ line: String) -> Timestamp? {
    guard let range = line.firstRange(of: "\"\(key)\":\"") else { return nil }
    return Timestamp(rfc3339: String(line[range.upperBound...].prefix { $0 != "\"" }))
  }

  private static func sum(_ key: String, _ lines: [Line], _ type: String) -> Int {
    lines.filter { $0.text.contains("\"type\":\"\(type)\"") }.reduce(0) { sum, line in
      guard let range = line.text.firstRange(of: "\"\(key)\":") else { return sum }
      return sum + (Int(line.text[range.upperBound...].prefix { $0.isNumber }) ?? 0)
    }
  }

  @Test(
    "a deed of one packet is told within seconds of it",
    arguments: [
      (Scenario.s7Stop, "controller-stopped"), (.s7Download, "controller-programmed"),
      (.adsStop, "controller-stopped"), (.cipReset, "controller-restarted"),
      (.firmwareUpdate, "firmware-updated"), (.dcpRename, "device-renamed"),
      (.clockChange, "clock-changed"),
    ])
  func soon(scenario: Scenario, kind: String) throws {
    let told = Self.lines([scenario]).filter { $0.text.contains("\"kind\":\"\(kind)\"") }
    let line = try #require(told.first)
    let (first, at) = (try #require(Self.time("first", line.text)), try #require(line.at))
    #expect(at.nanoseconds(since: first) <= 10_000_000_000, "\(line.text)")
  }

  @Test("what stands at the end is what an inspection of the same packets finds")
  func same() {
    let scenarios: [Scenario] = [.s7Stop, .addressScan, .refusalBurst, .arpSpoofing, .internetBeacon]
    let lines = Self.lines(scenarios)
    var standing: [String] = []
    for line in lines {
      if let id = Self.ids([line], "finding").first, !standing.contains(id) { standing.append(id) }
      if let id = Self.ids([line], "withdrawn").first { standing.removeAll { $0 == id } }
    }
    var plant = PlantSimulation(seed: 7, hours: 1, scenarios: scenarios)
    var whole = LineInspection(paths: ["eth1"])
    var number: UInt32 = 0
    while let frame = plant.next() {
      number += 1
      whole.take(
        CapturedPacket(
          number: number, time: frame.time, start: 0, end: frame.octets.count,
          originalOctets: frame.octets.count, linkType: LinkType(rawValue: 1)),
        in: frame.octets.span, capture: 0)
      whole.octets.removeAll()
    }
    whole.finish { $0.removeAll() }
    var octets: [UInt8] = []
    whole.write(endOf: whole.report(captures: [])) {
      octets += $0
      $0.removeAll()
    }
    let expected = String(decoding: octets, as: UTF8.self).split(separator: "\n").map {
      (String($0), nil as Timestamp?)
    }
    #expect(Set(standing) == Set(Self.ids(expected, "finding")))
    #expect(standing.count >= scenarios.count)
  }

  @Test("no packet is lost between the lines: conversations and minutes count each once")
  func counts() {
    let lines = Self.lines([.s7Stop])
    let minutes = Self.sum("packets", lines, "traffic")
    let there = Self.sum("packetsToServer", lines, "conversation")
    let back = Self.sum("packetsToClient", lines, "conversation")
    #expect(minutes > 10_000)
    #expect(there + back == minutes)
    #expect(lines.filter { $0.text.contains("\"type\":\"traffic\"") }.count >= 59)
  }

  @Test("conversations that go on are told each minute, assets as soon as they are known")
  func goesOn() {
    let lines = Self.lines([])
    let early = lines.filter {
      $0.at.map { $0 < Timestamp(nanoseconds: PlantSimulation.start.nanoseconds + 180_000_000_000) } ?? false
    }
    #expect(early.contains { $0.text.contains("\"type\":\"conversation\"") && $0.text.contains("modbus") })
    #expect(Set(Self.ids(early, "asset")).count >= 10)
  }

  @Test("an asset has a new line when something about it changed, not at each look")
  func assets() {
    let lines = Self.lines([])
    let assets = Self.ids(lines, "asset")
    // Each five minutes to say that it is still there, and what is learnt of it in between.
    #expect(assets.count <= Set(assets).count * 30)
  }

  @Test("where no packet comes, time still passes: what is open ends")
  func silence() {
    let lines = Self.lines([], silence: 120)
    let last = lines.last { $0.text.contains("\"type\":\"traffic\"") && $0.at != nil }
    #expect(last?.text.contains("\"packets\":0") == true)
  }

  @Test("the same lines with any seed")
  func seeds() {
    #expect(Self.lines([.s7Stop], seed: 1).map(\.text) == Self.lines([.s7Stop], seed: 99).map(\.text))
  }
}
