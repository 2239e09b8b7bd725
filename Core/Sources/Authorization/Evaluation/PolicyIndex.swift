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
  func candidates(resource: [Key], principal: [Key], action: [Key], into found: inout [Int32]) {
    var ways = 0
    for resourceKey in resource {
      guard let first = steps[Self.step(0, resourceKey)] else { continue }
      for principalKey in principal {
        guard let second = steps[Self.step(first, principalKey)] else { continue }
        for actionKey in action {
          guard let third = steps[Self.step(second, actionKey)] else { continue }
          found.append(contentsOf: policies[leaves[Int(third)].range])
          ways += 1
        }
      }
    }
    guard ways > 1 else { return }
    found.sort()
    var count = 0
    for policy in found where count == 0 || found[count - 1] != policy {
      found[count] = policy
      count += 1
    }
    found.removeSubrange(count...)
  }
}
