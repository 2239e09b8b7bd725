/// Finds the policies whose head fits a request without looking at the others: three steps, by what they say
/// of the resource, of the principal and of the action.
struct PolicyIndex: Sendable {
  /// What a head says of one of the three; the number is an entity's or a type's.
  enum Key: Hashable, Sendable {
    case any
    case equal(Int)
    case `in`(Int)
    case type(Int)

    fileprivate var bits: UInt64 {
      switch self {
      case .any: 0
      case .equal(let number): UInt64(number) << 2 | 1
      case .in(let number): UInt64(number) << 2 | 2
      case .type(let number): UInt64(number) << 2 | 3
      }
    }
  }

  /// The next node by a node and a key.
  private let steps: NumberMap
  /// The policies of each node that ends a way.
  private let leaves: [Piece]
  private let policies: [Int32]

  /// Takes, policy by policy, the ways that lead to it: keys of resource, principal and action.
  init(_ ways: [[(resource: Key, principal: Key, action: Key)]]) {
    var steps: [UInt64: Int32] = [:]
    var lists: [[Int32]] = [[]]
    func step(from node: Int32, _ key: Key) -> Int32 {
      let next = steps[Self.step(node, key), default: Int32(lists.count)]
      if next == lists.count {
        steps[Self.step(node, key)] = next
        lists.append([])
      }
      return next
    }
    for (policy, ways) in ways.enumerated() {
      for way in ways {
        let leaf = step(from: step(from: step(from: 0, way.resource), way.principal), way.action)
        if lists[Int(leaf)].last != Int32(policy) { lists[Int(leaf)].append(Int32(policy)) }
      }
    }
    self.steps = NumberMap(steps)
    var leaves: [Piece] = []
    var policies: [Int32] = []
    for list in lists {
      leaves.append(Piece(start: policies.count, count: list.count))
      policies += list
    }
    self.leaves = leaves
    self.policies = policies
  }

  private static func step(_ node: Int32, _ key: Key) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 34 | key.bits
  }

  /// The policies that fit, in order, each once.
  func candidates(resource: Asked, principal: Asked, action: Asked) -> [Int32] {
    var found: [Int32] = []
    var ways = 0
    for resourceKey in 0..<resource.count {
      guard let first = steps[Self.step(0, resource[resourceKey])] else { continue }
      for principalKey in 0..<principal.count {
        guard let second = steps[Self.step(first, principal[principalKey])] else { continue }
        for actionKey in 0..<action.count {
          guard let third = steps[Self.step(second, action[actionKey])] else { continue }
          found.append(contentsOf: policies[leaves[Int(third)].range])
          ways += 1
        }
      }
    }
    guard ways > 1 else { return found }
    found.sort()
    var count = 0
    for policy in found where count == 0 || found[count - 1] != policy {
      found[count] = policy
      count += 1
    }
    found.removeSubrange(count...)
    return found
  }

  /// What a request says of one of the three: each key that may lead on.
  struct Asked {
    let entity: Int
    let type: Int
    /// What the entity is in, itself counted.
    let above: ArraySlice<Int>

    var count: Int { 3 + above.count }

    fileprivate subscript(index: Int) -> Key {
      switch index {
      case 0: .any
      case 1: .equal(entity)
      case 2: .type(type)
      default: .in(above[above.startIndex + index - 3])
      }
    }
  }
}
