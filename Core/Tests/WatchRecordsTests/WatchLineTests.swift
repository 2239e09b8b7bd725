import Captures
import Engine
import PlantSimulator
import Testing
import Vocabulary
import WatchRecords

@Suite("Lines of a watch, read")
struct WatchLineTests {
  /// What a watch tells of an hour with a stop in it.
  private static let batch: [UInt8] = {
    var plant = PlantSimulation(seed: 7, hours: 1, scenarios: [.s7Stop, .addressScan])
    var inspection = LiveInspection(paths: ["eth1"])
    var number: UInt32 = 0
    while let frame = plant.next() {
      number += 1
      inspection.take(
        CapturedPacket(
          number: number, time: frame.time, start: 0, end: frame.octets.count,
          originalOctets: frame.octets.count, linkType: LinkType(rawValue: 1)),
        in: frame.octets.span, capture: 0)
    }
    inspection.finish()
    return inspection.octets
  }()

  private static let byType: [String: [UInt8]] = {
    var first: [String: [UInt8]] = [:]
    for line in batch.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      guard let range = text.firstRange(of: "\"type\":\"") else { continue }
      let type = String(text[range.upperBound...].prefix { $0 != "\"" })
      if first[type] == nil { first[type] = Array(line) }
    }
    return first
  }()

  private static func read(_ line: [UInt8]) -> WatchLine? { try? WatchLine(parsing: line.span) }

  @Test("every line that a watch tells is read")
  func all() throws {
    let lines = try WatchLine.read(Self.batch)
    #expect(lines.count == Self.batch.count { $0 == 0x0A })
    var stops = 0
    var packets: Int64 = 0
    for line in lines {
      switch line {
      case .finding(let finding) where finding.kind == "controller-stopped":
        stops += 1
        #expect(finding.severity >= .high)
        #expect(finding.assets.count == 2)
        #expect(finding.first <= finding.last)
      case .traffic(let minute): packets += minute.packets
      case .asset(let asset): #expect(asset.endpoints.isEmpty == false && !asset.name.isEmpty)
      default: break
      }
    }
    #expect(stops >= 1)
    #expect(packets > 10_000)
  }

  @Test(
    "a line of which a part is missing is refused, not guessed",
    arguments: ["finding", "asset", "conversation", "activity", "traffic"])
  func parts(type: String) throws {
    let line = try #require(Self.byType[type])
    #expect(Self.read(line) != nil)
    for end in 0..<line.count { #expect(Self.read(Array(line[..<end])) == nil) }
  }

  @Test("no changed octet traps", arguments: ["finding", "conversation", "activity"])
  func changed(type: String) throws {
    let line = try #require(Self.byType[type])
    for place in line.indices {
      var changed = line
      changed[place] ^= 0x15
      _ = Self.read(changed)
    }
  }

  @Test(
    "what is wrong is said, with the line",
    arguments: [
      ("{}\n", "line 1 of the batch: its 'schema' is missing"),
      ("{\"schema\":\"x\"}\n", "line 1 of the batch: its schema is not bulkhead.inspect.line/1"),
      (
        "{\"schema\":\"bulkhead.inspect.line/1\",\"type\":\"rumour\"}\n",
        "line 1 of the batch: no type of line is called 'rumour'"
      ),
      ("x\n", "line 1 of the batch: line 1, column 1: no JSON: this has no place here"),
      ("{", "line 1 of the batch: it does not end"),
      (
        "{\"schema\":\"bulkhead.inspect.line/1\",\"type\":\"withdrawn\",\"id\":\"\"}\n",
        "line 1 of the batch: its 'id' is not what stands there"
      ),
    ])
  func words(batch: String, expected: String) {
    let error = #expect(throws: WatchLineError.self) { try WatchLine.read(Array(batch.utf8)) }
    #expect(error.map { "\($0)" } == expected)
  }

  @Test("counts below zero or beyond what a store holds are refused")
  func counts() throws {
    let line = String(decoding: try #require(Self.byType["traffic"]), as: UTF8.self)
    let range = try #require(line.firstRange(of: "\"packets\":"))
    let rest = line[range.upperBound...].drop { $0.isNumber }
    for number in ["-1", "9007199254740993", "1.5", "\"1\""] {
      let changed = line[..<range.upperBound] + number + rest
      #expect(Self.read(Array(changed.utf8)) == nil)
    }
  }
}
