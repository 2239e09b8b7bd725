/// Policies and entities in the form that is asked: flat lists, every name a number.
final class Program: Sendable {
  let symbols: FrozenSymbols
  let policies: [CompiledPolicy]
  let instructions: [Instruction]
  /// Where in its policy's text each instruction comes from.
  let places: [Int32]
  let patterns: [Pattern]
  /// The keys of record expressions.
  let keyLists: [[Int]]
  let index: PolicyIndex
  /// By the entities' numbers.
  let nodes: [EntityNode]
  let parents: [Int]
  /// What entities are in, themselves first, where that is not much.
  let above: [Int]

  init(
    compiler: consuming Compiler, index: PolicyIndex, nodes: [EntityNode], parents: [Int]
  ) {
    policies = compiler.policies
    instructions = compiler.instructions
    places = compiler.places
    patterns = compiler.patterns
    keyLists = compiler.keyLists
    symbols = FrozenSymbols(compiler.interner.extra)
    self.index = index
    self.parents = parents
    (self.nodes, above) = Self.closing(nodes, parents)
  }
}

struct CompiledPolicy: Sendable {
  let id: Text
  let isForbid: Bool
  /// The instructions of its conditions.
  let code: Piece
}

/// What is known of an entity.
struct EntityNode: Sendable {
  /// The numbers of the records of its attributes and tags; nil for what is mentioned only.
  let attributes: Int?
  let tags: Int
  let parents: Piece
  /// What it is in, itself first; nil where that is more than ``Program/aboveLimit``.
  var above: Piece?

  static let unknown = EntityNode(attributes: nil, tags: 0, parents: Piece(start: 0, count: 0))
}

extension Program {
  /// The most entities above one that are listed beforehand; above others a request walks up.
  static let aboveLimit = 32

  private static func closing(_ nodes: [EntityNode], _ parents: [Int]) -> ([EntityNode], [Int]) {
    var closed = nodes
    var above: [Int] = []
    for number in nodes.indices {
      let start = above.count
      above.append(number)
      var at = start
      while at < above.count, above.count - start <= aboveLimit {
        for parent in parents[nodes[above[at]].parents.range] where !above[start...].contains(parent) {
          above.append(parent)
        }
        at += 1
      }
      if above.count - start <= aboveLimit {
        closed[number].above = Piece(start: start, count: above.count - start)
      } else {
        above.removeSubrange(start...)
      }
    }
    return (closed, above)
  }
}

extension Program {
  convenience init(policies: PolicySet, entities: Entities) {
    var interner = Interner(after: FrozenSymbols(Symbols()))
    var known: [Int: EntityNode] = [:]
    var parents: [Int] = []
    for entity in entities.entities {
      let start = parents.count
      // In order, so that the same entities give the same program.
      for parent in entity.parents.sorted() { parents.append(interner.number(of: parent)) }
      let attributes = interner.record(of: entity.attributes)
      let tags = interner.record(of: entity.tags)
      known[interner.number(of: entity.uid)] = EntityNode(
        attributes: attributes.number, tags: tags.number,
        parents: Piece(start: start, count: parents.count - start))
    }
    var compiler = Compiler(interner)
    var ways: [[(resource: PolicyIndex.Key, principal: PolicyIndex.Key, action: PolicyIndex.Key)]] = []
    for policy in policies.policies { ways.append(compiler.compile(policy)) }
    let count = compiler.interner.extra.entities.count
    var nodes: [EntityNode] = []
    nodes.reserveCapacity(count)
    for number in 0..<count { nodes.append(known[number] ?? .unknown) }
    self.init(compiler: compiler, index: PolicyIndex(ways), nodes: nodes, parents: parents)
  }
}
