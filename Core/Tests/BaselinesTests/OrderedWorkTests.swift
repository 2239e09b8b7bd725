import Baselines
import PlantCalendar
import Testing
import Vocabulary

@Suite("Novelties and the calendar")
struct OrderedWorkTests {
  /// Hour 40 of the learning plant is 22:00 on Tuesday, 3 March 2026.
  private static let calendar = """
    {
      "calendar": 1,
      "shifts": [ { "name": "early", "days": ["Mon", "Tue", "Wed"], "from": "06:00", "to": "14:00" } ],
      "commissioning": [ { "name": "line 2", "from": "2026-03-04", "to": "2026-03-04",
          "machines": ["10.1.0.12"] } ],
      "workOrders": [
        { "number": "4711", "machines": ["10.1.0.10"], "verbs": ["program"],
          "who": ["anna.weber", "10.1.0.2"],
          "from": "2026-03-03T22:00", "to": "2026-03-03T23:00", "reason": "new limit" }
      ]
    }
    """

  private static func plant() throws -> LearningPlant {
    var plant = LearningPlant.live()
    plant.baselines.calendar = try PlantCalendar(parsing: Array(calendar.utf8)) { _ in nil }
    return plant
  }

  @Test(
    "a download that an order covers is expected, and says whose; the boundary on both sides",
    arguments: [
      (2, 10, Verb.program, 40, 0, true), (2, 10, .program, 40, 59, true), (2, 10, .program, 39, 59, false),
      (2, 10, .program, 41, 0, false), (3, 10, .program, 40, 0, false), (2, 11, .program, 40, 0, false),
      (2, 10, .setMode, 40, 0, false),
    ] as [(UInt32, UInt32, Verb, Int, Int, Bool)])
  func order(
    actor: UInt32, target: UInt32, verb: Verb, hour: Int, minute: Int, isExpected: Bool
  ) throws {
    var plant = try Self.plant()
    plant.does(verb, actor, target, at: LearningPlant.time(hour, minute))
    let told = try #require(plant.baselines.takeNovelties().last)
    #expect(told.verb == verb)
    #expect(told.calendar.isExpected == isExpected)
    #expect(told.calendar.workOrders == (isExpected ? ["4711"] : []))
    #expect(told.calendar.orderedFor == (isExpected ? ["anna.weber", "10.1.0.2"] : []))
    #expect(!told.calendar.isOnHours)
  }

  @Test("what happens on a shift is on hours; machines that are started up are expected to be new")
  func commissioning() throws {
    var plant = try Self.plant()
    plant.does(.browse, 2, 12, at: LearningPlant.time(48))
    plant.does(.browse, 2, 13, at: LearningPlant.time(48, 1))
    let told = plant.baselines.takeNovelties()
    #expect(told.map(\.calendar.commissionings) == [["line 2"], []])
    #expect(told.map(\.calendar.isExpected) == [true, false])
    #expect(told.map(\.calendar.isOnHours) == [true, true])
  }
}
