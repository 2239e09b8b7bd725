/// The proof that a tree is the beginning of a larger one: that the log was only added to.
///
/// Source: RFC 6962, section 2.1.2; RFC 9162, section 2.1.4.
public struct ConsistencyProof: Hashable, Sendable {
  /// Two ways to the root of a tree of 2^64 entries share all but their beginning.
  public static let pathLimit = 65

  public let oldSize: UInt64
  public let newSize: UInt64
  public let path: [Digest]

  public init(oldSize: UInt64, newSize: UInt64, path: [Digest]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.path = path
  }

  /// Whether the tree of the new root begins with that of the old one.
  ///
  /// Of the empty tree nothing is proved, because every tree begins with it: that is false, too.
  public func verifies(oldRoot: Digest, newRoot: Digest, _ hash: TreeHash) -> Bool {
    guard oldSize > 0 else { return false }
    if oldSize == newSize { return path.isEmpty && oldRoot == newRoot }
    return Self.verifies(
      Subtree(size: oldSize), subtreeRoot: oldRoot, size: newSize, root: newRoot, path, hash)
  }

  /// Whether a tree of `size` entries and that root has the subtree of that root.
  ///
  /// Source: draft-ietf-plants-merkle-tree-certs-03, section 4.4; for a subtree that starts at 0 it is RFC
  /// 9162, section 2.1.4.2.
  public static func verifies(
    _ subtree: Subtree, subtreeRoot: Digest, size: UInt64, root: Digest, _ path: [Digest], _ hash: TreeHash
  ) -> Bool {
    guard subtree.end <= size, path.count <= pathLimit else { return false }
    if subtree.start == subtree.end { return path.isEmpty && subtreeRoot == hash.empty }
    var first = subtree.start
    var node = subtree.end - 1
    var last = size - 1
    while first != node && (node == last || node & 1 == 1) {
      first >>= 1
      node >>= 1
      last >>= 1
    }
    var rest = path[...]
    var inner = subtreeRoot
    if first != node {
      guard let seed = rest.popFirst() else { return false }
      inner = seed
    }
    var outer = inner
    for sibling in rest {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        if first < node { inner = hash.node(sibling, inner) }
        outer = hash.node(sibling, outer)
        while node & 1 == 0 && node != 0 {
          first >>= 1
          node >>= 1
          last >>= 1
        }
      } else {
        outer = hash.node(outer, sibling)
      }
      first >>= 1
      node >>= 1
      last >>= 1
    }
    return last == 0 && inner == subtreeRoot && outer == root
  }
}
