import Authorization

/// Policies, entities and requests that are made by chance, from a seed: small, so that they meet often.
struct PolicyWorld {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  // SplitMix64.
  mutating func number(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }

  mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }

  mutating func one<Element>(of choices: [Element]) -> Element { choices[number(below: choices.count)] }

  static let names: [Text] = ["a", "b", "c", "é", "e\u{301}"]
  static let types: [TypeName] = ["User", "Role", "N::Zone"]

  mutating func uid() -> EntityUID {
    EntityUID(one(of: Self.types), one(of: ["0", "1", "2", "3"]))
  }

  mutating func actionUID() -> EntityUID { EntityUID("Action", one(of: ["read", "write", "any"])) }

  /// Some of all entities there can be; a parent has a lower number, so that none is in itself.
  mutating func entities() -> [Entity] {
    var all: [EntityUID] = ["any", "read", "write"].map { EntityUID("Action", $0) }
    for type in Self.types { for id in ["0", "1", "2", "3"] { all.append(EntityUID(type, Text(id))) } }
    var entities: [Entity] = []
    for (number, uid) in all.enumerated() where chance(85) {
      let above = uid.type.isAction ? all[..<number] : all[3..<max(number, 3)]
      var parents: Set<EntityUID> = []
      for parent in above where chance(20) { parents.insert(parent) }
      entities.append(Entity(uid, attributes: record(2), tags: record(1), parents: parents))
    }
    return entities
  }

  mutating func record(_ depth: Int) -> [Text: Value] {
    var record: [Text: Value] = [:]
    for name in Self.names where chance(60) { record[name] = value(depth) }
    return record
  }

  mutating func value(_ depth: Int) -> Value {
    switch number(below: depth > 0 ? 10 : 8) {
    case 0: return .bool(chance(50))
    case 1: return .long(one(of: [0, 1, 2, -1, Int64.max, Int64.min]))
    case 2: return .string(one(of: Self.names + ["abc", "10.0.0.1", "1.5", "2024-01-01", "1h"]))
    case 3: return .entity(uid())
    case 4: return .decimal(Decimal(tenThousandths: Int64(number(below: 3))))
    case 5:
      return IPNetwork(parsing: one(of: ["10.0.0.1", "10.0.0.0/8", "127.0.0.1", "::1"])).map(Value.ip)
        ?? .bool(true)
    case 6: return .datetime(Datetime(milliseconds: one(of: [0, 1, -1, 86_400_000, Int64.max, Int64.min])))
    case 7: return .duration(TimeSpan(milliseconds: one(of: [0, 1, -1, 3_600_000, Int64.max])))
    case 8:
      var members: Set<Value> = []
      for _ in 0..<number(below: 3) { members.insert(value(depth - 1)) }
      return .set(members)
    default: return .record(record(depth - 1))
    }
  }

  mutating func request() -> Request {
    Request(
      principal: EntityUID(one(of: Self.types), one(of: ["0", "1", "2", "3", "unknown"])),
      action: actionUID(),
      resource: uid(), context: record(2))
  }

  mutating func scope() -> Policy.ScopeConstraint {
    switch number(below: 5) {
    case 0: .any
    case 1: .equal(uid())
    case 2: .in(uid())
    case 3: .is(one(of: Self.types))
    default: .isIn(one(of: Self.types), uid())
    }
  }

  mutating func policies(_ count: Int) -> [Policy] {
    var policies: [Policy] = []
    for number in 0..<count {
      let action: Policy.ActionConstraint =
        switch self.number(below: 4) {
        case 0: .any
        case 1: .equal(actionUID())
        case 2: .in(actionUID())
        default: .inAny([actionUID(), actionUID()])
        }
      var conditions: [Policy.Condition] = []
      for _ in 0..<self.number(below: 3) {
        conditions.append(
          chance(40)
            ? Policy.Condition(
              .when, Expression(.and([comparison(), comparison(), expression(3)]), at: Place(0)))
            : Policy.Condition(chance(70) ? .when : .unless, expression(4)))
      }
      policies.append(
        Policy(
          id: Text("policy\(number)"), effect: chance(65) ? .permit : .forbid, principal: scope(),
          action: action,
          resource: scope(), conditions: conditions))
    }
    return policies
  }
}
