/// What is known of the entities that requests name: each once, nothing inside itself.
public struct Entities: Hashable, Sendable {
  /// The most entities of one store.
  public static let entityLimit = 1_000_000
  /// The most memberships, of all entities together.
  public static let parentLimit = 8_000_000

  public let entities: [Entity]

  public init() {
    entities = []
  }

  /// Takes entities of which two with one name are the same, whose actions belong to actions only, and of
  /// which none is, over however many, its own parent.
  public init(_ entities: [Entity]) throws(EntityError) {
    var numbers: [EntityUID: Int] = [:]
    var kept: [Entity] = []
    var parentCount = 0
    for entity in entities {
      if let number = numbers[entity.uid] {
        guard kept[number] == entity else {
          throw EntityError(entity.uid, "stands twice, with different attributes, tags or parents")
        }
        continue
      }
      if entity.uid.type.isAction, let other = entity.parents.first(where: { !$0.type.isAction }) {
        throw EntityError(entity.uid, "an action can't be in \(other.shown), which is none")
      }
      parentCount += entity.parents.count
      guard kept.count < Self.entityLimit else {
        throw EntityError(nil, "more than \(Self.entityLimit) entities")
      }
      guard parentCount <= Self.parentLimit else {
        throw EntityError(nil, "more than \(Self.parentLimit) parents")
      }
      numbers[entity.uid] = kept.count
      kept.append(entity)
    }
    if let circle = Self.circle(kept, numbers) {
      throw EntityError(circle, "is in itself: a parent leads back to it")
    }
    self.entities = kept
  }

  /// An entity in a circle of parents. Takes off, again and again, what no one left is a child of.
  private static func circle(_ entities: [Entity], _ numbers: [EntityUID: Int]) -> EntityUID? {
    var childCounts = [Int](repeating: 0, count: entities.count)
    for entity in entities {
      for parent in entity.parents {
        if let number = numbers[parent] { childCounts[number] += 1 }
      }
    }
    var free = entities.indices.filter { childCounts[$0] == 0 }
    var count = 0
    while let number = free.popLast() {
      count += 1
      for parent in entities[number].parents {
        guard let parentNumber = numbers[parent] else { continue }
        childCounts[parentNumber] -= 1
        if childCounts[parentNumber] == 0 { free.append(parentNumber) }
      }
    }
    guard count < entities.count else { return nil }
    // Whoever is left has a child that is left: going down from one to another comes round in a circle.
    var children = [Int?](repeating: nil, count: entities.count)
    var start = 0
    for (number, entity) in entities.enumerated() where childCounts[number] > 0 {
      start = number
      for parent in entity.parents {
        if let parentNumber = numbers[parent] { children[parentNumber] = number }
      }
    }
    var seen: Set<Int> = []
    var at = start
    while seen.insert(at).inserted { at = children[at] ?? start }
    return entities[at].uid
  }
}

extension Entities {
  /// Reads a JSON list of entities that no schema describes.
  public init(parsing text: [UInt8]) throws(EntityError) {
    var entities: [Entity] = []
    try WrittenEntity.read(text) { (written) throws(EntityError) in
      guard entities.count <= Self.entityLimit else {
        throw EntityError(nil, "more than \(Self.entityLimit) entities")
      }
      let attributes: [Text: Value]
      let tags: [Text: Value]
      do throws(EntityError) {
        attributes = try Value.record(written.attributes)
        tags = try Value.record(written.tags)
      } catch {
        throw EntityError(written.uid, error.message)
      }
      entities.append(Entity(written.uid, attributes: attributes, tags: tags, parents: written.parents))
    }
    try self.init(entities)
  }
}
