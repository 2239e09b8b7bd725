extension Evaluation {
  /// What is known of an entity; entities that only the request names are not known.
  func node(_ entity: Int) -> EntityNode? {
    guard entity < program.nodes.count, program.nodes[entity].attributes != nil else { return nil }
    return program.nodes[entity]
  }

  /// What an entity is in, itself first, each once. Grows with the graph above it, not with all entities.
  func walk(above entity: Int) -> [Int] {
    var found = [entity]
    var seen: Set<Int> = [entity]
    var at = 0
    while at < found.count {
      if found[at] < program.nodes.count {
        for parent in program.parents[program.nodes[found[at]].parents.range]
        where seen.insert(parent).inserted {
          found.append(parent)
        }
      }
      at += 1
    }
    return found
  }

  /// Source: Cedar language reference, "Operators", `in`: every element of a set must be an entity.
  func isIn(_ left: Atom, _ right: Atom) throws(Fault) -> Bool {
    let entity = try entity(left)
    switch right.kind {
    case .entity:
      return right.number == entity || isBelow(entity) { $0 == right.number }
    case .set:
      let set = right.number
      for index in 0..<interner.memberCount(ofSet: set) {
        _ = try self.entity(interner.member(index, ofSet: set))
      }
      return isBelow(entity) { interner.contains(Atom(.entity, number: $0), inSet: set) }
    default: throw .type(expected: .entityOrSet, found: right)
    }
  }

  /// Whether the entity, or one that it is in, is wanted.
  private func isBelow(_ entity: Int, _ isWanted: (Int) -> Bool) -> Bool {
    guard entity < program.nodes.count else { return isWanted(entity) }
    guard let piece = program.nodes[entity].above else {
      return walk(above: entity).contains(where: isWanted)
    }
    for at in piece.range where isWanted(program.above[at]) { return true }
    return false
  }

  func attribute(_ name: Int, of atom: Atom) throws(Fault) -> Atom {
    let record: Int
    switch atom.kind {
    case .record: record = atom.number
    case .entity:
      guard let attributes = node(atom.number)?.attributes else { throw .missingEntity(atom.number) }
      record = attributes
    default: throw .type(expected: .entityOrRecord, found: atom)
    }
    guard let value = interner.value(of: name, inRecord: record) else {
      throw .missingAttribute(atom, name: name)
    }
    return value
  }

  func has(_ name: Int, _ atom: Atom) throws(Fault) -> Bool {
    switch atom.kind {
    case .record: return interner.value(of: name, inRecord: atom.number) != nil
    case .entity:
      guard let record = node(atom.number)?.attributes else { return false }
      return interner.value(of: name, inRecord: record) != nil
    default: throw .type(expected: .entityOrRecord, found: atom)
    }
  }

  func hasTag(_ left: Atom, _ right: Atom) throws(Fault) -> Bool {
    let entity = try entity(left)
    try expect(.string, .string, right)
    guard let node = node(entity) else { return false }
    return interner.value(of: right.number, inRecord: node.tags) != nil
  }

  func tag(_ left: Atom, _ right: Atom) throws(Fault) -> Atom {
    let entity = try entity(left)
    try expect(.string, .string, right)
    guard let node = node(entity) else { throw .missingEntity(entity) }
    guard let value = interner.value(of: right.number, inRecord: node.tags) else {
      throw .missingTag(entity: entity, name: right.number)
    }
    return value
  }
}
