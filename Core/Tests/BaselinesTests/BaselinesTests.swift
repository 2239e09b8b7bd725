import Baselines
import Testing
import Vocabulary

@Suite("What is normal")
struct BaselinesTests {
  private static func live(_ plant: LearningPlant) -> [Bool] { plant.baselines.figures.map(\.isLive) }

  @Test("scenarios go live by themselves, after their hours and when little is unseen")
  func goesLive() {
    var plant = LearningPlant()
    plant.work(hours: 0..<24)
    #expect(Self.live(plant) == [false, false, false, false])
    plant.baselines.advance(to: LearningPlant.time(23, 59))
    #expect(Self.live(plant) == [false, false, false, false])
    plant.baselines.advance(to: LearningPlant.time(24))
    #expect(Self.live(plant) == [true, true, true, true])
    #expect(plant.baselines.takeNovelties().isEmpty)
    #expect(plant.baselines.figures.map(\.items) == [22, 20, 41, 41])
  }

  @Test("a scenario in which new things keep coming goes on learning, alone")
  func unsettled() {
    var plant = LearningPlant()
    for hour in 0..<48 {
      plant.work(hours: hour..<(hour + 1))
      for block in 0..<3 {
        let first = UInt32(1_000 + (hour * 3 + block) * 128)
        plant.does(.read, 1, 10, at: LearningPlant.time(hour), object: plant.registers(first, 1))
      }
    }
    plant.baselines.advance(to: LearningPlant.time(48))
    #expect(Self.live(plant) == [true, true, true, false])
    #expect(plant.baselines.figures[3].unseen.share > 0.02)
  }

  @Test("hours without traffic teach nothing")
  func silence() {
    var plant = LearningPlant()
    plant.work(hours: 0..<4)
    plant.baselines.advance(to: LearningPlant.time(1_000))
    #expect(Self.live(plant) == [false, false, false, false])
  }

  @Test("a new device is told once, with nothing else of its first hour")
  func newDevice() {
    var plant = LearningPlant.live()
    plant.does(.read, 99, 10, at: LearningPlant.time(30, 5), object: plant.registers(0, 10))
    plant.flows(99, 10, at: LearningPlant.time(30, 6))
    plant.does(.read, 99, 11, at: LearningPlant.time(30, 7), object: plant.registers(0, 10))
    let told = plant.baselines.takeNovelties()
    #expect(told.map(\.scenario) == [.device])
    #expect(told.first?.actor == plant.host(99))
    #expect(told.first?.time == LearningPlant.time(30, 5))
    plant.work(hours: 31..<40)
    #expect(plant.baselines.takeNovelties().isEmpty)
  }

  @Test("what a new device does to a machine is told beside it, what it reads is not")
  func newDeviceActs() {
    var plant = LearningPlant.live()
    plant.does(.read, 99, 10, at: LearningPlant.time(30, 5))
    plant.does(.program, 99, 10, at: LearningPlant.time(30, 6), object: plant.registers(0, 1))
    let told = plant.baselines.takeNovelties()
    #expect(told.map(\.scenario) == [.device, .verb])
    #expect(told.map(\.verb) == [.read, .program])
  }

  @Test("a known device that asks another one is a new conversation; one way or unanswered is none")
  func newConversation() {
    var plant = LearningPlant.live()
    for state in [FlowState.unanswered, .refused, .oneWay] {
      plant.flows(2, 10, at: LearningPlant.time(30), state: state)
    }
    plant.flows(1, 10, at: LearningPlant.time(30))
    #expect(plant.baselines.takeNovelties().isEmpty)
    plant.flows(2, 10, at: LearningPlant.time(30, 1))
    plant.flows(1, 10, at: LearningPlant.time(30, 2), port: 4_444, name: .unknown)
    plant.flows(1, 10, at: LearningPlant.time(30, 3), port: 4_444, name: .unknown)
    plant.flows(1, 10, at: LearningPlant.time(30, 4), port: 4_445, name: .unknown)
    #expect(plant.baselines.takeNovelties().map(\.scenario) == [.conversation, .conversation, .conversation])
  }

  @Test("another verb is told, and what was refused is not what was done")
  func newVerb() {
    var plant = LearningPlant.live()
    plant.does(.browse, 1, 10, at: LearningPlant.time(30), outcome: .unanswered)
    plant.does(.read, 1, 10, at: LearningPlant.time(30), object: plant.registers(0, 100))
    #expect(plant.baselines.takeNovelties().isEmpty)
    plant.does(.browse, 1, 10, at: LearningPlant.time(30), outcome: .refused)
    plant.does(.browse, 1, 10, at: LearningPlant.time(30))
    plant.does(.browse, 1, 10, at: LearningPlant.time(30, 1))
    let told = plant.baselines.takeNovelties()
    #expect(told.map(\.scenario) == [.verb, .verb])
    #expect(told.map(\.reason) == [.new, .new])
  }

  @Test("overlapping pieces of what is read are known, another block is not; the boundary of both")
  func newObject() {
    var plant = LearningPlant.live()
    for (first, count) in [(0, 1), (5, 120), (127, 1), (100, 28)] as [(UInt32, UInt32)] {
      plant.does(.read, 1, 10, at: LearningPlant.time(30), object: plant.registers(first, count))
    }
    #expect(plant.baselines.takeNovelties().isEmpty)
    plant.does(.read, 1, 10, at: LearningPlant.time(30), object: plant.registers(127, 2))
    #expect(plant.baselines.takeNovelties().map(\.scenario) == [.object])
    // Eight blocks are eight, of which two are known; more are one.
    plant.does(.read, 1, 11, at: LearningPlant.time(30), object: plant.registers(0, 1_024))
    #expect(plant.baselines.takeNovelties().count == 1)
    plant.does(.read, 1, 11, at: LearningPlant.time(30), object: plant.registers(0, 1_025))
    #expect(plant.baselines.takeNovelties().count == 1)
    plant.does(
      .read, 1, 11, at: LearningPlant.time(30),
      object: ObjectReference(.holdingRegisters, from: 9, to: 3))
    #expect(plant.baselines.takeNovelties().count == 1)
  }

  @Test("files of a folder are one, those of another folder are new")
  func folders() {
    var plant = LearningPlant.live()
    for path in ["share\\recipes\\new.csv", "share\\recipes\\deep\\er\\x.csv"] {
      plant.does(.transfer, 2, 3, at: LearningPlant.time(30), object: plant.file(path))
    }
    #expect(plant.baselines.takeNovelties().isEmpty)
    plant.does(.transfer, 2, 3, at: LearningPlant.time(30), object: plant.file("share\\payroll\\1.csv"))
    #expect(plant.baselines.takeNovelties().map(\.scenario) == [.object])
  }

  @Test(
    "a write is trusted after three hours of learning, not before; a stop never",
    arguments: [(Verb.write, 2, true), (.write, 3, false), (.setMode, 20, true), (.browse, 1, false)])
  func trust(verb: Verb, hours: Int, isTold: Bool) throws {
    var plant = LearningPlant()
    for hour in 0..<30 {
      plant.work(hours: hour..<(hour + 1))
      if hour < hours { plant.does(verb, 2, 10, at: LearningPlant.time(hour, 30)) }
    }
    plant.baselines.advance(to: LearningPlant.time(30))
    #expect(Self.live(plant)[2])
    _ = plant.baselines.takeNovelties()
    plant.does(verb, 2, 10, at: LearningPlant.time(40))
    plant.does(verb, 2, 10, at: LearningPlant.time(40, 59))
    let told = plant.baselines.takeNovelties()
    #expect(told.map(\.reason) == (isTold ? [.untrusted] : []))
    guard isTold else { return }
    plant.baselines.accept(try #require(told.first).item)
    plant.does(verb, 2, 10, at: LearningPlant.time(41))
    #expect(plant.baselines.takeNovelties().isEmpty)
  }

  @Test("a write that came after learning is told each hour until somebody accepts it")
  func neverByHabit() {
    var plant = LearningPlant.live()
    for hour in 30..<40 { plant.does(.write, 2, 10, at: LearningPlant.time(hour)) }
    #expect(plant.baselines.takeNovelties().map(\.reason) == [.new] + Array(repeating: .untrusted, count: 9))
  }

  @Test("a repeated activity counts once an hour, and again in the next, accepted or refused each by itself")
  func repetition() {
    var plant = LearningPlant()
    for outcome in [Outcome.succeeded, .succeeded, .refused, .refused] {
      plant.does(.read, 1, 2, at: LearningPlant.time(0), outcome: outcome)
    }
    #expect(plant.baselines.figures[2].items == 2)
    #expect(plant.baselines.figures[2].unseen.share == 1)
    plant.does(.read, 1, 2, at: LearningPlant.time(1))
    plant.does(.read, 1, 2, at: LearningPlant.time(1))
    #expect(plant.baselines.figures[2].unseen == UnseenEstimate(once: 1, twice: 1, sightings: 3))
  }

  @Test("a full set and a full queue are counted, and tell nothing that may be known")
  func limits() {
    var settings = BaselineSettings()
    settings.itemLimit = 130
    settings.waitingLimit = 2
    var plant = LearningPlant.live(settings)
    for number: UInt32 in 100..<110 { plant.flows(number, 10, at: LearningPlant.time(30)) }
    #expect(plant.baselines.takeNovelties().count == 2)
    #expect(plant.baselines.untold > 0)
    #expect(plant.baselines.dropped > 0)
    #expect(plant.baselines.figures.map(\.items).reduce(0, +) == 130)
  }

  @Test("times at both ends of time do no harm")
  func extremes() {
    var plant = LearningPlant()
    for nanoseconds in [Int64.min, 0, .max, .min] {
      plant.does(.read, 1, 2, at: Timestamp(nanoseconds: nanoseconds), object: plant.registers(.max, .max))
    }
    #expect(plant.baselines.figures.map(\.items) == [1, 0, 1, 1])
  }
}
