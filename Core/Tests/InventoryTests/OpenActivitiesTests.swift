import Inventory
import Testing
import Vocabulary

@Suite("Activities that go on")
struct OpenActivitiesTests {
  private static func read(
    _ register: UInt32, at seconds: Int64, _ outcome: Outcome = .succeeded
  ) -> ActivityObservation {
    ActivityObservation(
      time: Timestamp(seconds: seconds, nanoseconds: 0), place: PacketPlace(packet: 1),
      actor: EndpointID(rawValue: 1), target: EndpointID(rawValue: 2),
      object: ObjectReference(.holdingRegisters, from: register, to: register), verb: .read, outcome: outcome,
      name: .modbus)
  }

  private static func second(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds, nanoseconds: 0) }

  @Test("one ends when it was silent for longer than a minute, not at a minute")
  func silence() {
    var open = OpenActivities()
    open.add(Self.read(1, at: 10))
    open.add(Self.read(1, at: 20, .refused))
    open.endSilent(at: Self.second(80), share: 1)
    #expect(open.ended.isEmpty)
    open.endSilent(at: Self.second(81), share: 1)
    #expect(open.ended.count == 1)
    #expect(open.ended.first?.count == 2)
    #expect(open.ended.first?.first == Self.second(10))
    #expect(open.ended.first?.last == Self.second(20))
    #expect(open.ended.first?.outcomes.refused == 1)
    #expect(open.count == 0)
  }

  @Test("one that never falls silent is told after an hour, and goes on anew")
  func endless() {
    var open = OpenActivities()
    for second in stride(from: Int64(0), through: 7_300, by: 10) {
      open.add(Self.read(1, at: second))
      open.endSilent(at: Self.second(second), share: 1)
    }
    #expect(open.ended.map(\.count) == [362, 362])
    #expect(open.count == 1)
  }

  @Test("a share of those that go on is looked at each time, until all were")
  func share() {
    var open = OpenActivities()
    for register in 0..<150 { open.add(Self.read(UInt32(register), at: 0)) }
    open.endSilent(at: Self.second(100), share: 15)
    #expect(open.ended.count == 11)
    for _ in 0..<75 { open.endSilent(at: Self.second(100), share: 15) }
    #expect(open.ended.count == 150)
    #expect(Set(open.ended.map(\.object.from)).count == 150)
  }

  @Test("where too many go on the quietest of a few ends early, and its rows add up")
  func full() {
    var open = OpenActivities()
    let limit = UInt32(OpenActivities.activityLimit)
    for round in 0..<2 {
      for register in 0..<(limit + 100) { open.add(Self.read(register, at: Int64(round))) }
    }
    #expect(open.count == Int(limit))
    #expect(open.evicted > 0)
    #expect(open.evicted == open.ended.count)
    var sums: [UInt32: UInt64] = [:]
    for row in open.ended { sums[row.object.from, default: 0] += row.count }
    open.endAll { sums[$0.object.from, default: 0] += $0.count }
    #expect(sums.count == Int(limit) + 100)
    #expect(sums.values.allSatisfy { $0 == 2 })
  }

  @Test("what goes on at the end comes in the order in which it began, whatever the seed")
  func end() {
    for seed in [0, 1, UInt64.max] {
      var open = OpenActivities(seed: seed)
      for register in [5, 3, 9, 1] as [UInt32] { open.add(Self.read(register, at: Int64(register) * 2)) }
      var order: [UInt32] = []
      open.endAll { order.append($0.object.from) }
      #expect(order == [1, 3, 5, 9])
      #expect(open.count == 0)
    }
  }
}
