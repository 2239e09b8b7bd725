import Baselines
import Testing
import Vocabulary

@Suite("What was learned, written and read back")
struct SnapshotTests {
  private static func snapshot(_ plant: LearningPlant) -> [UInt8] {
    var octets: [UInt8] = []
    plant.baselines.write(to: &octets)
    return octets
  }

  @Test("is the same again: octets, figures and what is told afterwards")
  func wayBack() throws {
    for hours in [0, 3, 30] {
      var plant = LearningPlant()
      plant.work(hours: 0..<hours)
      if hours > 0 { plant.flows(1, 3, at: LearningPlant.time(2), port: 23, name: .telnet) }
      // Those that wait are not part of a snapshot.
      _ = plant.baselines.takeNovelties()
      let octets = Self.snapshot(plant)
      // Endpoints and names get other numbers after a restart.
      var restarted = LearningPlant()
      for number: UInt32 in (1..<40).reversed() { _ = restarted.host(number) }
      _ = restarted.names.intern("something else")
      restarted.baselines = try Baselines(reading: octets[...])
      #expect(Self.snapshot(restarted) == octets)
      #expect(restarted.baselines.vetting.habits == plant.baselines.vetting.habits)
      #expect(restarted.baselines.figures == plant.baselines.figures)
      plant.work(hours: hours..<40)
      restarted.work(hours: hours..<40)
      plant.does(.browse, 1, 10, at: LearningPlant.time(41))
      restarted.does(.browse, 1, 10, at: LearningPlant.time(41))
      #expect(restarted.baselines.takeNovelties().map(\.item) == plant.baselines.takeNovelties().map(\.item))
      #expect(Self.snapshot(restarted) == Self.snapshot(plant))
    }
  }

  @Test("cut anywhere, with an octet changed or one more, it is refused")
  func damage() {
    var plant = LearningPlant()
    plant.does(.read, 1, 10, at: LearningPlant.time(0), object: plant.registers(0, 100))
    plant.flows(1, 10, at: LearningPlant.time(1))
    plant.flows(1, 10, at: LearningPlant.time(1), port: 23, name: .telnet)
    let octets = Self.snapshot(plant)
    for length in 0..<octets.count {
      #expect(throws: SnapshotError.self) { try Baselines(reading: octets.prefix(length)) }
    }
    for index in octets.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var other = octets
        other[index] ^= change
        #expect(throws: SnapshotError.self) { try Baselines(reading: other[...]) }
      }
    }
    #expect(throws: SnapshotError.self) { try Baselines(reading: (octets + [0])[...]) }
    #expect(throws: Never.self) { try Baselines(reading: octets[...]) }
  }

  @Test("takes 20 octets an item, and no more items than the settings let")
  func size() {
    let plant = LearningPlant.live()
    let octets = Self.snapshot(plant)
    let items = plant.baselines.figures.map(\.items).reduce(0, +)
    #expect(octets.count == 73 + 20 * items)
    var settings = BaselineSettings()
    settings.itemLimit = items
    #expect(throws: Never.self) { try Baselines(reading: octets[...], settings: settings) }
    settings.itemLimit = items - 1
    #expect(throws: SnapshotError.tooLarge) { try Baselines(reading: octets[...], settings: settings) }
  }
}
