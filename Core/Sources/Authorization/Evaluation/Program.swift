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

  init(
    symbols: FrozenSymbols, compiler: Compiler, index: PolicyIndex, nodes: [EntityNode], parents: [Int]
  ) {
    self.symbols = symbols
    policies = compiler.policies
    instructions = compiler.instructions
    places = compiler.places
    patterns = compiler.patterns
    keyLists = compiler.keyLists
    self.index = index
    self.nodes = nodes
    self.parents = parents
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

  static let unknown = EntityNode(attributes: nil, tags: 0, parents: Piece(start: 0, count: 0))
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
    let symbols = compiler.interner.extra
    var nodes: [EntityNode] = []
    nodes.reserveCapacity(symbols.entities.count)
    for number in symbols.entities.indices { nodes.append(known[number] ?? .unknown) }
    self.init(
      symbols: FrozenSymbols(symbols), compiler: compiler, index: PolicyIndex(ways), nodes: nodes,
      parents: parents)
  }
}
