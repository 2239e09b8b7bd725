import Authorization
import JSON
import Testing

@Suite("Entities")
struct EntitiesTests {
  private func entities(_ text: String) throws(EntityError) -> Entities {
    try Entities(parsing: Array(text.utf8))
  }

  private func attribute(_ json: String) throws(EntityError) -> Value? {
    try entities(#"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": \#(json)}, "parents": []}]"#)
      .entities.first?.attributes["x"]
  }

  @Test("reads names, attributes, tags and parents")
  func reads() throws {
    let text = #"""
      [{"uid": {"__entity": {"type": "N::U", "id": "a"}}, "attrs": {"x": 1}, "tags": {"t": "v"}, "more": 1,
        "parents": [{"type": "G", "id": "g"}, {"__entity": {"type": "G", "id": "g"}}]}]
      """#
    let expected = Entity(
      EntityUID("N::U", "a"), attributes: ["x": .long(1)], tags: ["t": .string("v")],
      parents: [EntityUID("G", "g")])
    #expect(try entities(text).entities == [expected])
  }

  @Test(
    "reads each kind of value",
    arguments: [
      ("true", Value.bool(true)), ("-9223372036854775808", .long(.min)), (#""é""#, .string("é")),
      ("[1, 1, 2]", .set([.long(1), .long(2)])), (#"{"a": {}}"#, .record(["a": .record([:])])),
      (#"{"__entity": {"type": "U", "id": "a"}}"#, .entity(EntityUID("U", "a"))),
      (#"{"__extn": {"fn": "decimal", "arg": "1.5"}}"#, .decimal(Decimal(tenThousandths: 15_000))),
      (#"{"__extn": {"fn": "decimal", "args": ["1.5"]}}"#, .decimal(Decimal(tenThousandths: 15_000))),
      (#"{"__extn": {"fn": "isIpv4", "arg": {"__extn": {"fn": "ip", "arg": "10.0.0.1"}}}}"#, .bool(true)),
      // Without a schema these are records that look like something else.
      (#"{"type": "U", "id": "a"}"#, .record(["type": .string("U"), "id": .string("a")])),
      (#"{"__entity": {"type": "U"}}"#, .record(["__entity": .record(["type": .string("U")])])),
    ])
  func values(json: String, value: Value) throws {
    #expect(try attribute(json) == value)
  }

  @Test(
    "refuses what is no value",
    arguments: [
      "null", "1.5", "1.0", "1e3", "-0", "9223372036854775808", #"{"__expr": "1"}"#, #"{"a": 1, "a": 2}"#,
      #"{"__extn": {"fn": "ip", "arg": "x"}}"#, #"{"__extn": {"fn": "unknown", "arg": "x"}}"#,
      #"{"__extn": {"fn": "ip", "arg": 1}}"#, #""\ud800""#,
    ])
  func noValue(json: String) {
    #expect(throws: EntityError.self) { try attribute(json) }
  }

  @Test(
    "refuses what is no list of entities",
    arguments: [
      "{}", "1", "[1]", "[],", "\u{FEFF}[]", #"[{"uid": {"type": "U", "id": "a"}, "attrs": {}}]"#,
      #"[{"uid": {"type": "U", "id": "a"}, "parents": []}]"#, #"[{"attrs": {}, "parents": []}]"#,
      #"[{"uid": "U::\"a\"", "attrs": {}, "parents": []}]"#,
      #"[{"uid": {"type": "U U", "id": "a"}, "attrs": {}, "parents": []}]"#,
      #"[{"uid": {"type": "a :: b", "id": "a"}, "attrs": {}, "parents": []}]"#,
      #"[{"uid": {"type": "if", "id": "a"}, "attrs": {}, "parents": []}]"#,
      #"[{"uid": {"type": "__cedar::U", "id": "a"}, "attrs": {}, "parents": []}]"#,
      #"[{"uid": {"type": "U", "id": 1}, "attrs": {}, "parents": []}]"#,
      #"[{"uid": {"type": "U", "id": "a"}, "attrs": {}, "parents": [], "tags": null}]"#,
      #"[{"uid": {"type": "Action", "id": "a"}, "attrs": {}, "parents": [{"type": "U", "id": "a"}]}]"#,
      #"[{"uid": {"type": "U", "id": "a"}, "attrs": {}, "parents": [{"type": "U", "id": "a"}]}]"#,
    ])
  func noEntities(text: String) {
    #expect(throws: EntityError.self) { try entities(text) }
  }

  @Test("takes an entity twice where it is the same, and refuses it where it differs")
  func duplicates() throws {
    let user = EntityUID("U", "a")
    #expect(try Entities([Entity(user), Entity(user)]).entities.count == 1)
    #expect(throws: EntityError.self) {
      try Entities([Entity(user), Entity(user, attributes: ["x": .long(1)])])
    }
  }

  @Test("names an entity that is in itself, not one above or below it")
  func circles() throws {
    func uid(_ number: Int) -> EntityUID { EntityUID("U", Text("\(number)")) }
    // 0 is below the circle of 1, 2 and 3; 4 is above it.
    let parents: [Int: [Int]] = [0: [1], 1: [2], 2: [3], 3: [1, 4], 4: []]
    let entities = parents.map { Entity(uid($0.key), parents: Set($0.value.map(uid))) }
    let error = #expect(throws: EntityError.self) { try Entities(entities) }
    let named = try #require(error?.message)
    #expect(["U::\"1\"", "U::\"2\"", "U::\"3\""].contains { named.hasPrefix($0) }, "\(named)")
  }

  @Test("walks up a hundred thousand parents")
  func deep() throws {
    func uid(_ number: Int) -> EntityUID { EntityUID("U", Text("\(number)")) }
    let count = 100_000
    let chain = (0..<count).map { Entity(uid($0), parents: [uid($0 + 1)]) }
    let policies = try PolicySet(parsing: #"permit(principal in U::"\#(count)", action, resource);"#)
    let authorizer = Authorizer(policies: policies, entities: try Entities(chain))
    func decide(_ user: EntityUID) -> Bool {
      authorizer.decide(Request(principal: user, action: EntityUID("Action", "a"), resource: uid(0)))
        .isAllowed
    }
    #expect(decide(uid(0)))
    #expect(!decide(EntityUID("U", "other")))
  }

  @Test("says where in the text an entity is wrong")
  func places() {
    let error = #expect(throws: EntityError.self) {
      try entities(
        "[\n  {\"uid\": {\"type\": \"U\", \"id\": \"a\"}, \"attrs\": {\"x\": null}, \"parents\": []}]")
    }
    #expect(error?.description == "line 2, column 3: U::\"a\": `null` is no value; leave the attribute out")
  }

  @Test("refuses JSON that is nested too deep, at its place", arguments: [10_000, 100_000])
  func nesting(depth: Int) {
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let error = #expect(throws: EntityError.self) { try attribute(nested) }
    #expect(error?.place?.line == 1)
  }
}
