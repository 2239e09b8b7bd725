import Authorization

/// A plant of samples to ask policies about: somebody of each role, a machine of each kind, one of everything
/// else; and whom and what the policies name.
struct ComparedPlant: Sendable {
  /// Of those that policies name, so many are asked about.
  static let namedLimit = 32

  struct Sample: Hashable, Sendable {
    let uid: EntityUID
    let words: String
  }

  /// Who asks: somebody of each role first.
  private(set) var askers: [Sample] = []
  private(set) var things: [Sample] = []
  private(set) var facts: [Entity] = []
  /// Named by a policy, and beyond the limit.
  private(set) var unaskedCount = 0

  private static let site = EntityUID("Site", "of the samples")
  private static let zone = EntityUID("Zone", "of the samples")
  private static let otherZone = EntityUID("Zone", "another of the samples")
  static let colleague = EntityUID("User", "a colleague")
  static let time = Datetime(milliseconds: 1_795_000_000_000)

  init(_ model: AccessModel, naming policies: [AccessPolicies]) {
    facts = [
      Entity(Self.site), Entity(Self.zone, attributes: ["level": .long(1)], parents: [Self.site]),
      Entity(Self.otherZone, attributes: ["level": .long(1)], parents: [Self.site]),
    ]
    for role in model.roles {
      let person = EntityUID("User", Text("with the role \(role)"))
      addPerson(person, roles: [EntityUID("Role", role)], ends: role == "vendor")
      askers.append(Sample(uid: person, words: role.string))
    }
    addPerson(Self.colleague, roles: [], ends: false)
    addMachine("a machine of their zone", level: 1)
    addMachine("a machine of another zone", level: 1, in: Self.otherZone)
    addMachine("a safety system", level: 1, isSafety: true)
    addMachine("a machine at level 3", level: 3, in: Self.otherZone)
    things += [
      Sample(uid: Self.site, words: "the site"), Sample(uid: Self.zone, words: "a zone"),
      Sample(uid: Self.colleague, words: "another account"),
    ]
    for (type, words, parent) in [
      ("Device", "a device", Self.site), ("Conduit", "a conduit", Self.site), ("Case", "a case", Self.zone),
      ("Report", "a report", Self.site), ("Policy", "a policy", Self.site),
    ] as [(TypeName, String, EntityUID)] {
      let thing = EntityUID(type, "a sample")
      facts.append(Entity(thing, parents: [parent]))
      things.append(Sample(uid: thing, words: words))
    }
    add(named: policies)
  }

  private mutating func add(named policies: [AccessPolicies]) {
    let own = policies.flatMap { policies in
      policies.policies.filter { policies.rules[$0.id]?.origin == .owner }
    }
    let named = Set(own.flatMap(\.namedEntities)).subtracting(facts.map(\.uid)).sorted()
    let asked = named.filter { ["User", "Service", "Group", "Zone", "Asset"].contains($0.type) }
    unaskedCount = max(0, asked.count - Self.namedLimit)
    for entity in asked.prefix(Self.namedLimit) {
      let words = "\(entity.type.path) \(entity.id)"
      switch entity.type {
      case "User":
        addPerson(entity, roles: [], ends: false)
        askers.append(Sample(uid: entity, words: words))
      case "Service":
        facts.append(
          Entity(entity, attributes: ["sites": .set([.entity(Self.site)])], parents: [Self.site]))
        askers.append(Sample(uid: entity, words: words))
      case "Group":
        facts.append(Entity(entity))
        addMachine("a machine of \(words)", level: 1, group: entity)
        let person = EntityUID("User", Text("of the group \(entity.id)"))
        addPerson(person, roles: [entity], ends: false)
        askers.append(Sample(uid: person, words: "somebody of \(words)"))
      case "Zone":
        facts.append(Entity(entity, attributes: ["level": .long(1)], parents: [Self.site]))
        things.append(Sample(uid: entity, words: words))
        addMachine("a machine of \(words)", level: 1, in: entity)
      default: addMachine(words, level: 1, uid: entity)
      }
    }
  }

  /// Works at the site and runs its zone.
  private mutating func addPerson(_ person: EntityUID, roles: Set<EntityUID>, ends: Bool) {
    var attributes: [Text: Value] = [
      "sites": .set([.entity(Self.site)]), "zones": .set([.entity(Self.zone)]),
    ]
    if ends { attributes["expires"] = .datetime(Datetime(milliseconds: .max)) }
    facts.append(Entity(person, attributes: attributes, parents: roles.union([Self.site])))
  }

  private mutating func addMachine(
    _ words: String, level: Int64, isSafety: Bool = false, in zone: EntityUID = Self.zone,
    group: EntityUID? = nil, uid: EntityUID? = nil
  ) {
    let machine = uid ?? EntityUID("Asset", Text(words))
    facts.append(
      Entity(
        machine, attributes: ["level": .long(level), "safety": .bool(isSafety)],
        parents: Set([zone] + (group.map { [$0] } ?? []))))
    things.append(Sample(uid: machine, words: words))
  }
}

extension Policy {
  /// The entities that its head and its conditions name.
  var namedEntities: [EntityUID] {
    var named: [EntityUID] = []
    for scope in [principal, resource] {
      switch scope {
      case .any, .is: break
      case .equal(let entity), .in(let entity), .isIn(_, let entity): named.append(entity)
      }
    }
    var open = conditions.map(\.expression)
    while let expression = open.popLast() {
      switch expression.form {
      case .entity(let entity): named.append(entity)
      case .bool, .long, .string, .variable: break
      case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): open += parts
      case .conditional(let condition, let then, let otherwise): open += [condition, then, otherwise]
      case .unary(_, let part), .attribute(let part, _), .has(let part, _), .like(let part, _),
        .is(let part, _):
        open.append(part)
      case .binary(_, let left, let right): open += [left, right]
      case .record(let fields): open += fields.map(\.value)
      }
    }
    return named
  }
}
