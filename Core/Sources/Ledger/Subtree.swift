/// A run of entries that is a Merkle tree of its own and can be proved to lie within a larger one: its start
/// is a multiple of the smallest power of two that is no less than its length.
///
/// A whole tree is the subtree that starts at 0.
///
/// Source: draft-ietf-plants-merkle-tree-certs-03, section 4.1.
public struct Subtree: Hashable, Sendable {
  public let start: UInt64
  /// The index behind the last entry.
  public let end: UInt64

  /// Nil where the run is no subtree.
  public init?(start: UInt64, end: UInt64) {
    guard start <= end else { return nil }
    let length = end - start
    if length > 1 << 63 {
      guard start == 0 else { return nil }
    } else if length > 1 {
      let ceiling: UInt64 = 1 << UInt64(64 - (length - 1).leadingZeroBitCount)
      guard start & (ceiling &- 1) == 0 else { return nil }
    }
    self.start = start
    self.end = end
  }

  /// A tree of that many entries.
  public init(size: UInt64) {
    start = 0
    end = size
  }
}

/// The largest power of two below `count`, which is at least 2.
///
/// Source: RFC 6962, section 2.1, where it is k.
func split(_ count: UInt64) -> UInt64 {
  1 << UInt64(63 - (max(count, 2) - 1).leadingZeroBitCount)
}
