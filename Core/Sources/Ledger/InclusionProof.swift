/// The proof that an entry stands at an index of a tree: the hashes beside the way from its leaf to the root.
///
/// Source: RFC 6962, section 2.1.1; RFC 9162, section 2.1.3.
public struct InclusionProof: Hashable, Sendable {
  /// A way to the root of a tree of 2^64 entries.
  public static let pathLimit = 64

  /// From 0.
  public let index: UInt64
  /// The entries of the tree.
  public let size: UInt64
  /// From the leaf's sibling to the root's child.
  public let path: [Digest]

  public init(index: UInt64, size: UInt64, path: [Digest]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Whether the proof leads from the leaf's hash to the root.
  public func verifies(leaf: Digest, root: Digest, _ hash: TreeHash) -> Bool {
    Self.root(from: leaf, at: index, in: Subtree(size: size), path, hash) == root
  }

  /// The root of the subtree to which the path leads from a leaf; nil where the path has not the subtree's
  /// form.
  ///
  /// Source: RFC 9162, section 2.1.3.2, for a subtree as draft-ietf-plants-merkle-tree-certs-03, section 4.3.
  public static func root(
    from leaf: Digest, at index: UInt64, in subtree: Subtree, _ path: [Digest], _ hash: TreeHash
  ) -> Digest? {
    guard subtree.start <= index, index < subtree.end, path.count <= pathLimit else { return nil }
    var node = index - subtree.start
    var last = subtree.end - subtree.start - 1
    var digest = leaf
    for sibling in path {
      guard last > 0 else { return nil }
      if node & 1 == 1 || node == last {
        digest = hash.node(sibling, digest)
        // On the right edge the levels without a sibling are passed.
        while node & 1 == 0 && node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        digest = hash.node(digest, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 ? digest : nil
  }
}
