import PlantSimulator
import Testing
import Vocabulary

@Suite("A plant that lives through days")
struct PlantLifeTests {
  private static let hour: Int64 = 3_600_000_000_000

  @Test("the same seed and plan give the same octets, another seed others")
  func determinism() throws {
    let plan = try ScenarioFile.read(Array(Self.scenario.utf8), days: 1)
    let first = digest(PlantLife(seed: 7, days: 1, plan: plan, keepsLogs: true), frames: 20_000)
    #expect(first == digest(PlantLife(seed: 7, days: 1, plan: plan, keepsLogs: true), frames: 20_000))
    #expect(first != digest(PlantLife(seed: 8, days: 1, plan: plan, keepsLogs: true), frames: 20_000))
  }

  @Test("the weekend is still but for what watches, and Monday's shift begins anew")
  func weekend() throws {
    // Starts on Saturday.
    let text = #"{"scenario": 1, "start": "2026-03-07", "slowness": 8}"#
    let plan = try ScenarioFile.read(Array(text.utf8), days: 3)
    var plant = PlantLife(seed: 7, days: 3, plan: plan)
    var saturdayNoon = 0
    var sundayNoon = 0
    var mondayNoon = 0
    var last = plan.start
    while let event = plant.next() {
      guard case .frame(let frame) = event else { continue }
      #expect(frame.time >= last)
      last = frame.time
      switch frame.time.nanoseconds(since: plan.start) / Self.hour {
      case 12: saturdayNoon += 1
      case 36: sundayNoon += 1
      case 60: mondayNoon += 1
      default: break
      }
    }
    #expect(saturdayNoon > 100)
    #expect(sundayNoon > 100)
    #expect(mondayNoon > 3 * sundayNoon)
    #expect(last.nanoseconds(since: plan.start) < 72 * Self.hour)
  }

  @Test("each made sequence is laid in where the file says, with its log lines", arguments: Incident.allCases)
  func incidents(incident: Incident) throws {
    let text = """
      {"scenario": 1, "slowness": 20, "entries": [
        {"id": "A1", "is": "attack", "kind": "\(incident.rawValue)", "at": "Mon 09:00"}]}
      """
    let plan = try ScenarioFile.read(Array(text.utf8), days: 1)
    var plant = PlantLife(seed: 3, days: 1, plan: plan, keepsLogs: true)
    var labels = PlantLabels(plan)
    while let event = plant.next() {
      switch event {
      case .frame(let frame): labels.note(frame)
      case .log(let line): labels.note(line)
      }
    }
    let label = try #require(labels.labels.first)
    #expect(label.firstTime.nanoseconds(since: plan.start) / Self.hour == 9)
    if incident == .stoppedPoll || incident == .changedPeriod {
      #expect(label.firstPacket == nil)
    } else {
      #expect(try #require(label.deedPacket) >= (try #require(label.firstPacket)))
    }
    if [.slowBruteForce, .afterHoursLogin, .disabledAccount].contains(incident) {
      #expect(label.firstLogLine != nil)
    }
    #expect(labels.table.split(separator: "\n").count == 2)
  }

  @Test("a poll that stops leaves its gap")
  func stoppedPoll() throws {
    let entry = #"{"id": "A1", "is": "attack", "kind": "stopped-poll", "at": "Mon 09:00"}"#
    let without = try count(entries: "", address: [192, 168, 120, 12])
    let with = try count(entries: entry, address: [192, 168, 120, 12])
    #expect(without > 20)
    #expect(with < without / 2)
  }

  /// Frames between 09:00 and 10:00 to the address.
  private func count(entries: String, address: [UInt8]) throws -> Int {
    let text = #"{"scenario": 1, "slowness": 4, "entries": [\#(entries)]}"#
    let plan = try ScenarioFile.read(Array(text.utf8), days: 1)
    var plant = PlantLife(seed: 3, days: 1, plan: plan)
    var frames = 0
    while let event = plant.next() {
      guard case .frame(let frame) = event, frame.octets.count > 38,
        frame.time.nanoseconds(since: plan.start) / Self.hour == 9
      else { continue }
      if frame.octets[34..<38].elementsEqual(address) { frames += 1 }
    }
    return frames
  }

  private static let scenario = """
    {"scenario": 1, "start": "2026-03-02", "zone": {"name": "Europe/Berlin", "utcOffset": "+01:00"},
     "calendar": {"workOrders": [{"id": "WO-1", "person": "e.weber", "work": "download",
       "target": "press-plc", "from": "Mon 09:00", "to": "Mon 11:00", "at": "Mon 09:40"}]},
     "entries": [{"id": "A1", "is": "attack", "kind": "s7-stop", "at": "Mon 02:10"}]}
    """

  /// FNV-1a over octets and log lines.
  private func digest(_ life: PlantLife, frames: Int) -> UInt64 {
    var plant = life
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for _ in 0..<frames {
      guard let event = plant.next() else { return hash }
      switch event {
      case .frame(let frame):
        for octet in frame.octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
      case .log(let line):
        for octet in line.text.utf8 { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
      }
    }
    return hash
  }
}
