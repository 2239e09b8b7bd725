import Vocabulary

/// How many octets of tag names requests may bring into the table of names that all share.
///
/// A controller has thousands of tags, and whoever asks may invent more without end. What comes after the
/// limit is counted and has no name; what was named before keeps it.
public struct CIPTagNames: Sendable {
  public static let octetLimit = 2 << 20

  private var octets = 0
  public private(set) var dropped = 0

  /// The object of that name in `space`, none beyond the limit.
  mutating func object(
    _ space: ObjectSpace, _ text: Span<UInt8>, _ names: inout NameTable
  ) -> ObjectReference {
    if text.isEmpty { return .none }
    let text = text.count > NameTable.textLimitOctets ? text.extracting(0..<NameTable.textLimitOctets) : text
    if let known = names.find(text) { return ObjectReference(space, text: known) }
    guard octets + text.count <= Self.octetLimit else {
      dropped += 1
      return .none
    }
    octets += text.count
    return ObjectReference(space, text: names.intern(text))
  }
}
