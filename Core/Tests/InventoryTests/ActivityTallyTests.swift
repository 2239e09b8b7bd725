import Testing
import Vocabulary

@testable import Inventory

@Suite("Activities counted")
struct ActivityTallyTests {
  @Test("what repeats is one record with its outcomes, first and last")
  func counts() {
    var scene = Scene()
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9), times: 3)
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9), outcome: .refused, times: 2)
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9), outcome: .unanswered)
    #expect(scene.inventory.activities.count == 1)
    var rows: [ActivityRow] = []
    scene.book().forEachActivity(in: scene.inventory.activities) { rows.append($0) }
    #expect(rows.count == 1)
    #expect(rows.first?.count == 6)
    #expect(rows.first?.outcomes.succeeded == 3)
    #expect(rows.first?.outcomes.refused == 2)
    #expect(rows.first?.outcomes.unanswered == 1)
    #expect(rows.first?.first == Timestamp(seconds: 1, nanoseconds: 0))
    #expect(rows.first?.last == Timestamp(seconds: 6, nanoseconds: 0))
  }

  @Test("every part of the key makes another record")
  func key() {
    var scene = Scene()
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9))
    scene.act("10.0.0.3", .read, "10.0.0.2", registers(0, 9))
    scene.act("10.0.0.1", .read, "10.0.0.4", registers(0, 9))
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9), unit: 2)
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9), unit: ActivityObservation.noUnit)
    scene.act("10.0.0.1", .write, "10.0.0.2", registers(0, 9))
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(1, 9))
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 8))
    scene.act("10.0.0.1", .read, "10.0.0.2", ObjectReference(.coils, from: 0, to: 9))
    scene.act("10.0.0.1", .read, "10.0.0.2", ObjectReference(.holdingRegisters, part: 1, from: 0, to: 9))
    scene.act(
      "10.0.0.1", .read, "10.0.0.2",
      ObjectReference(.holdingRegisters, name: NameID(rawValue: 7), from: 0, to: 9))
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9), name: .umas)
    #expect(scene.inventory.activities.count == 12)
  }

  @Test("a key gives back what it was made of", arguments: Verb.allCases)
  func roundTrip(verb: Verb) {
    for space in ObjectSpace.allCases {
      let object = ObjectReference(space, part: .max, name: NameID(rawValue: 0xABCD_EF01), from: 3, to: .max)
      let key = ActivityKey(
        ActivityObservation(
          time: Timestamp(nanoseconds: 0), place: PacketPlace(packet: 1), actor: EndpointID(rawValue: .max),
          target: EndpointID(rawValue: 9), unit: -1, object: object, verb: verb, outcome: .failed, name: .nfs)
      )
      #expect(key.object == object)
      #expect(key.verb == verb)
      #expect(key.name == .nfs)
      #expect(key.unit == -1)
      #expect(key.actor == EndpointID(rawValue: .max))
      #expect(key.target == EndpointID(rawValue: 9))
    }
  }

  @Test("at its limit the tally counts what it drops and still counts what it knows")
  func limit() {
    var limits = InventoryLimits()
    limits.activityLimit = 3
    var scene = Scene(limits: limits)
    for register in 0..<5 {
      scene.act("10.0.0.1", .read, "10.0.0.2", registers(UInt32(register * 9), UInt32(register * 9)))
    }
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 0))
    #expect(scene.inventory.activities.count == 3)
    #expect(scene.inventory.activities.dropped == 2)
    #expect(scene.activityLines().first == "10.0.0.1@0 read 10.0.0.2@0 1 holding-registers 0 2")
    #expect(scene.inventory.limitReports.first { $0.name == "activityLimit" }?.dropped == 2)
  }

  @Test("a record is at most 100 octets")
  func recordSize() {
    #expect(MemoryLayout<ActivityRecord>.stride <= 100)
  }
}

@Suite("Activities merged for the report")
struct ActivityMergeTests {
  private func merged(_ objects: [ObjectReference]) -> [String] {
    var scene = Scene()
    for object in objects { scene.act("10.0.0.1", .read, "10.0.0.2", object) }
    return scene.activityLines().map { line in
      line.split(separator: " ").dropFirst(4).joined(separator: " ")
    }
  }

  @Test("ranges that touch are one")
  func adjacent() {
    #expect(merged([registers(0, 9), registers(10, 19)]) == ["holding-registers 0-19 2"])
  }

  @Test("ranges that overlap are one")
  func overlapping() {
    #expect(merged([registers(5, 14), registers(0, 9)]) == ["holding-registers 0-14 2"])
  }

  @Test("a range inside another adds nothing but its count")
  func contained() {
    #expect(
      merged([registers(0, 99), registers(10, 19), registers(100, 100)]) == ["holding-registers 0-100 3"])
  }

  @Test("a gap of one keeps ranges apart")
  func gap() {
    #expect(
      merged([registers(0, 9), registers(11, 19)]) == [
        "holding-registers 0-9 1", "holding-registers 11-19 1",
      ])
  }

  @Test("the last number of all does not wrap to the first")
  func wrap() {
    #expect(
      merged([registers(0, 0), registers(.max, .max)])
        == ["holding-registers 0 1", "holding-registers 4294967295 1"])
  }

  @Test("spaces and containers stay apart")
  func containers() {
    let first = ObjectReference(.dataBlock, part: 1, from: 0, to: 9)
    let second = ObjectReference(.dataBlock, part: 2, from: 10, to: 19)
    let third = ObjectReference(.inputs, from: 10, to: 19)
    #expect(
      merged([first, second, third]) == ["db1 bytes 0-9 1", "db2 bytes 10-19 1", "inputs bytes 10-19 1"])
  }

  @Test("what is no range does not merge with its neighbour")
  func noRange() {
    let first = ObjectReference(.nodeNumeric, part: 0, from: 2258, to: 2258)
    let second = ObjectReference(.nodeNumeric, part: 0, from: 2259, to: 2259)
    #expect(merged([first, second]) == ["i=2258 1", "i=2259 1"])
  }

  @Test("units, verbs and protocols stay apart, and rows stand in the contract's order")
  func order() {
    var scene = Scene()
    scene.act("10.0.0.9", .read, "10.0.0.2", registers(0, 1))
    scene.act("10.0.0.1", .write, "10.0.0.2", registers(0, 1))
    scene.act("10.0.0.1", .read, "10.0.0.3", registers(0, 1))
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(9, 9), unit: 2)
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(20, 20))
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(100, 100))
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(100, 100), unit: 2)
    scene.act("10.0.0.1", .read, "10.0.0.2")
    scene.act("10.0.0.1", .connect, "10.0.0.2", .none, unit: ActivityObservation.noUnit)
    #expect(
      scene.activityLines() == [
        "10.0.0.1@0 connect 10.0.0.2@0 -1 - 1",
        "10.0.0.1@0 read 10.0.0.2@0 1 - 1",
        "10.0.0.1@0 read 10.0.0.2@0 1 holding-registers 100 1",
        "10.0.0.1@0 read 10.0.0.2@0 2 holding-registers 100 1",
        "10.0.0.1@0 read 10.0.0.2@0 1 holding-registers 20 1",
        "10.0.0.1@0 read 10.0.0.2@0 2 holding-registers 9 1",
        "10.0.0.1@0 read 10.0.0.3@0 1 holding-registers 0-1 1",
        "10.0.0.1@0 write 10.0.0.2@0 1 holding-registers 0-1 1",
        "10.0.0.9@0 read 10.0.0.2@0 1 holding-registers 0-1 1",
      ])
  }

  @Test("two addresses of one asset give one row")
  func oneAsset() {
    var scene = Scene()
    scene.bind("00:1b:1b:00:00:01", "10.0.0.1")
    scene.bind("00:1b:1b:00:00:01", "10.0.1.1")
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9))
    scene.act("10.0.1.1", .read, "10.0.0.2", registers(10, 19))
    #expect(
      scene.activityLines() == ["00:1b:1b:00:00:01 read 10.0.0.2@0 1 holding-registers 0-19 2"])
  }
}
