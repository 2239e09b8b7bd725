import PlantSimulator
import Testing
import Vocabulary

@Suite("Scenarios")
struct ScenarioTests {
  @Test("each scenario brings frames and its deed, alone", arguments: Scenario.allCases)
  func scenarioAlone(scenario: Scenario) throws {
    var plant = PlantSimulation(seed: 11, hours: 1, scenarios: [scenario])
    var traces = ScenarioTraces()
    while traces.traces.first?.deedFrame == nil, let frame = plant.next() { traces.note(frame) }
    let trace = try #require(traces.traces.first)
    #expect(traces.traces.count == 1)
    #expect(trace.scenario == scenario)
    let deedFrame = try #require(trace.deedFrame)
    #expect(deedFrame >= trace.firstFrame)
    #expect(trace.firstTime.nanoseconds(since: PlantSimulation.start) >= 900 * 1_000_000_000)
  }

  @Test("a day without scenarios has no marked frame")
  func calmDay() {
    var plant = PlantSimulation(seed: 11, hours: 1)
    var marked = 0
    while let frame = plant.next() {
      if frame.mark != nil { marked += 1 }
    }
    #expect(marked == 0)
  }

  @Test("all scenarios at once come in their order, and none is lost at the end")
  func allAtOnce() {
    var plant = PlantSimulation(seed: 11, hours: 1, scenarios: Scenario.allCases)
    var traces = ScenarioTraces()
    while let frame = plant.next() { traces.note(frame) }
    #expect(traces.traces.map(\.scenario) == Scenario.allCases)
    #expect(traces.traces.allSatisfy { $0.deedFrame != nil })
    let table = traces.table.split(separator: "\n")
    #expect(table.count == Scenario.allCases.count + 1)
    #expect(table.allSatisfy { $0.split(separator: "\t").count == 9 })
  }

  @Test("names are unique and in kebab-case")
  func names() {
    let names = Scenario.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    let isKebab = names.allSatisfy { name in
      name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
    #expect(isKebab)
  }

  @Test("the stop is the first S7 message 0x29 on the wire, and it is the marked one")
  func stopIsMarked() throws {
    var plant = PlantSimulation(seed: 11, hours: 1, scenarios: [.s7Stop])
    let stop: [UInt8] = [0x29, 0, 0, 0, 0, 0, 9] + [UInt8]("P_PROGRAM".utf8)
    var first: SimulatedFrame?
    while let frame = plant.next() {
      guard frame.octets.count > 80, frame.octets.suffix(stop.count) == stop[...] else { continue }
      first = frame
      break
    }
    let frame = try #require(first)
    #expect(frame.mark?.scenario == .s7Stop)
    #expect(frame.mark?.isDeed == true)
  }
}
