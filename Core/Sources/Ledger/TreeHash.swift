/// The hashes of a Merkle tree, over a hash function that is passed in.
///
/// Leaves and inner nodes begin with different octets, so that no entry can pass for a node.
///
/// Source: RFC 6962, section 2.1; RFC 9162, section 2.1.1.
public struct TreeHash: Sendable {
  /// SHA-256 of octets; a library's, never one of ours.
  public let sha256: @Sendable (Span<UInt8>) -> Digest

  public init(sha256: @escaping @Sendable (Span<UInt8>) -> Digest) {
    self.sha256 = sha256
  }

  /// The root of a tree without entries.
  public var empty: Digest { sha256([UInt8]().span) }

  /// The hash of an entry.
  public func leaf(_ entry: ArraySlice<UInt8>) -> Digest {
    var octets: [UInt8] = []
    octets.reserveCapacity(entry.count + 1)
    octets.append(0)
    octets.append(contentsOf: entry)
    return sha256(octets.span)
  }

  public func leaf(_ entry: [UInt8]) -> Digest { leaf(entry[...]) }

  /// The hash of an inner node over its two children.
  public func node(_ left: Digest, _ right: Digest) -> Digest {
    var octets = InlineArray<65, UInt8>(repeating: 1)
    left.write(to: &octets, at: 1)
    right.write(to: &octets, at: 33)
    return sha256(octets.span)
  }
}
