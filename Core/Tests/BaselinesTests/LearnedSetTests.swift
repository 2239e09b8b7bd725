import Testing

@testable import Baselines

@Suite("The set of what was learned")
struct LearnedSetTests {
  @Test("an item takes 24 octets in memory, so a million 24 MB and their index 16 MiB")
  func size() {
    #expect(MemoryLayout<LearnedItem>.stride == 24)
  }

  @Test("counts an item once an hour, never back in time, and takes none beyond its limit")
  func counting() throws {
    var set = LearnedSet(limit: 1)
    func item(_ first: UInt64) -> LearnedItem {
      LearnedItem(
        key: ItemKey(first: first, second: 1), lastHour: 5, hours: 1, scenario: .verb, standing: .learned)
    }
    let first = set.insert(item(1))
    let beyond = set.insert(item(2))
    #expect(first && !beyond)
    let at = try #require(set.find(ItemKey(first: 1, second: 1)))
    #expect(set.find(ItemKey(first: 1, second: 2)) == nil)
    let seen = [4, 5, 6, 6].map { set.see(at, hour: $0) }
    #expect(seen == [false, false, true, false])
    #expect(set.items[at].hours == 2)
    for hour: UInt32 in 7..<70_000 { _ = set.see(at, hour: hour) }
    #expect(set.items[at].hours == .max)
  }
}
