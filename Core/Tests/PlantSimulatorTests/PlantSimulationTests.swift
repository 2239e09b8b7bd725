import PlantSimulator
import Testing
import Vocabulary

@Suite("Plant simulation")
struct PlantSimulationTests {
  /// What an hour with every scenario in it shows, counted once for the tests that ask.
  private struct Hour {
    var frames = 0
    var backwards = 0
    var outsideLength = 0
    var rightChecksums = 0
    var wrongChecksums = 0
    var last = PlantSimulation.start

    init() {
      var plant = PlantSimulation(seed: 3, hours: 1, scenarios: Scenario.allCases)
      while let frame = plant.next() {
        frames += 1
        if frame.time < last { backwards += 1 }
        last = frame.time
        if !(60...1_518).contains(frame.octets.count) { outsideLength += 1 }
        switch ChecksumReference.check(frame.octets) {
        case .right: rightChecksums += 1
        case .wrong: wrongChecksums += 1
        case .none: break
        }
      }
    }
  }

  private static let hour = Hour()

  /// Where the plant changes on purpose, the new number stands in the failure's message.
  @Test("the first 10,000 frames of seed 7 are those that were reviewed")
  func reviewedFrames() {
    #expect(digest(of: PlantSimulation(seed: 7, hours: 8), frames: 10_000) == 7_540_190_631_607_914_023)
  }

  @Test("the same seed gives the same frames, another seed others")
  func determinism() {
    let scenarios: [Scenario] = [.s7Stop, .arpSpoofing]
    let first = digest(of: PlantSimulation(seed: 7, hours: 1, scenarios: scenarios), frames: 4_000)
    let second = digest(of: PlantSimulation(seed: 7, hours: 1, scenarios: scenarios), frames: 4_000)
    let other = digest(of: PlantSimulation(seed: 8, hours: 1, scenarios: scenarios), frames: 4_000)
    #expect(first == second)
    #expect(first != other)
  }

  @Test("time never goes back, and stays inside the hours")
  func timeOrder() {
    let hour = Self.hour
    #expect(hour.frames > 10_000)
    #expect(hour.backwards == 0)
    #expect(hour.last.nanoseconds(since: PlantSimulation.start) < 3_600 * 1_000_000_000)
  }

  @Test("every frame has a receiver's shortest length and no more than a full one")
  func frameLengths() {
    #expect(Self.hour.outsideLength == 0)
  }

  @Test("IPv4, TCP, UDP and ICMP checksums are right")
  func checksums() {
    #expect(Self.hour.rightChecksums > 10_000)
    #expect(Self.hour.wrongChecksums == 0)
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
