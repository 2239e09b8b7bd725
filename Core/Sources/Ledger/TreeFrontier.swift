/// The right edge of a growing tree: the root of every complete subtree, from the largest to the smallest.
///
/// It holds at most 64 digests, whatever the tree's size, and is all that appending needs.
public struct TreeFrontier: Sendable {
  public private(set) var size: UInt64 = 0
  /// One for each bit that is set in ``size``, the highest first.
  private var roots: [Digest] = []

  public init() {}

  /// The frontier of a tree of which the complete subtrees are known.
  ///
  /// - Parameter roots: one for each bit that is set in `size`, the highest first; nil where they are not as
  ///   many
  public init?(size: UInt64, roots: [Digest]) {
    guard roots.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.roots = roots
  }

  /// Appends a leaf's hash.
  public mutating func append(_ leaf: Digest, _ hash: TreeHash) {
    var digest = leaf
    var rest = size
    while rest & 1 == 1, let left = roots.popLast() {
      digest = hash.node(left, digest)
      rest >>= 1
    }
    roots.append(digest)
    size &+= 1
  }

  public func root(_ hash: TreeHash) -> Digest {
    guard var root = roots.last else { return hash.empty }
    for left in roots.dropLast().reversed() { root = hash.node(left, root) }
    return root
  }
}
