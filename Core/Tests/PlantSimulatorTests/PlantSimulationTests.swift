import PlantSimulator
import Testing
import Vocabulary

@Suite("Plant simulation")
struct PlantSimulationTests {
  @Test("the same seed gives the same frames, another seed others")
  func determinism() {
    let first = digest(of: PlantSimulation(seed: 7, hours: 8), frames: 10_000)
    let second = digest(of: PlantSimulation(seed: 7, hours: 8), frames: 10_000)
    let other = digest(of: PlantSimulation(seed: 8, hours: 8), frames: 10_000)
    #expect(first == second)
    #expect(first != other)
  }

  @Test("time never goes back, and stays inside the hours")
  func timeOrder() {
    var plant = PlantSimulation(seed: 3, hours: 1, scenarios: Scenario.allCases)
    var last = PlantSimulation.start
    let end = PlantSimulation.start.nanoseconds + 3_600 * 1_000_000_000
    var count = 0
    var backwards = 0
    while let frame = plant.next() {
      if frame.time < last { backwards += 1 }
      last = frame.time
      count += 1
    }
    #expect(count > 10_000)
    #expect(backwards == 0)
    #expect(last.nanoseconds < end)
  }

  @Test("every frame has a receiver's shortest length and no more than a full one")
  func frameLengths() {
    var plant = PlantSimulation(seed: 3, hours: 1, scenarios: Scenario.allCases)
    var outside = 0
    while let frame = plant.next() {
      if !(60...1_518).contains(frame.octets.count) { outside += 1 }
    }
    #expect(outside == 0)
  }

  @Test("IPv4, TCP, UDP and ICMP checksums are right")
  func checksums() {
    var plant = PlantSimulation(seed: 5, hours: 1, scenarios: Scenario.allCases)
    var checked = 0
    var wrong = 0
    while let frame = plant.next() {
      switch ChecksumReference.check(frame.octets) {
      case .right: checked += 1
      case .wrong: wrong += 1
      case .none: break
      }
    }
    #expect(checked > 10_000)
    #expect(wrong == 0)
  }

  /// FNV-1a over times and octets.
  private func digest(of simulation: PlantSimulation, frames: Int) -> UInt64 {
    var plant = simulation
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for _ in 0..<frames {
      guard let frame = plant.next() else { return hash }
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        hash = (hash ^ (UInt64(bitPattern: frame.time.nanoseconds) >> shift & 0xFF)) &* 0x100_0000_01B3
      }
      for octet in frame.octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
    }
    return hash
  }
}
