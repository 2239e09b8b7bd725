import Vocabulary

/// How many different texts each host may bring into the table of names that all share.
///
/// Names that are asked for, paths, user names: whoever asks may invent them without end. What comes after
/// the limit is counted and has no name; what was named before keeps it.
public struct ClientTexts: Sendable {
  /// Different texts of one host.
  public static let textLimit = 512
  /// Octets of all hosts' texts together, so that many hosts cannot do what one may not.
  static let octetLimit = 3 << 20
  /// A text is cut here.
  static let textOctetLimit = 200

  private var counts = FlowStates<UInt16>(limit: 8_192)
  private var octets = 0
  private(set) var dropped = 0

  mutating func intern(_ text: Span<UInt8>, of host: EndpointID, into names: inout NameTable) -> NameID? {
    let text = text.count > Self.textOctetLimit ? text.extracting(0..<Self.textOctetLimit) : text
    if let known = names.find(text) { return known }
    let position = counts.position(of: host.rawValue, initial: 0)
    guard counts[position] < Self.textLimit, octets + text.count <= Self.octetLimit else {
      dropped += 1
      return nil
    }
    counts[position] += 1
    octets += text.count
    return names.intern(text)
  }
}

extension Dissection {
  /// Texts that hosts brought beyond ``ClientTexts/textLimit``.
  public var droppedClientTexts: Int { clientTexts.dropped }

  /// The object that a text of `host` names, the sender where no other is given; none beyond its limit.
  mutating func clientObject(
    _ space: ObjectSpace, _ text: Span<UInt8>, of host: EndpointID? = nil
  ) -> ObjectReference {
    let name = clientTexts.intern(text, of: host ?? sender, into: &names)
    return name.map { ObjectReference(space, text: $0) } ?? .none
  }

  /// Tells an attribute whose text `host` may invent anew in each message.
  mutating func tellFreely(
    _ attribute: IdentityAttribute, _ value: Span<UInt8>, of endpoint: EndpointID? = nil,
    by host: EndpointID? = nil, source: StaticString
  ) {
    let text = value.extracting(trimmed(0..<value.count, of: value))
    guard !text.isEmpty,
      let name = clientTexts.intern(text, of: host ?? sender, into: &names)
    else { return }
    tell(attribute, name, of: endpoint, source: source)
  }

  /// Tells an attribute whose text is kept already.
  mutating func tell(
    _ attribute: IdentityAttribute, _ name: NameID, of endpoint: EndpointID? = nil, source: StaticString
  ) {
    guard name != .none else { return }
    observations.facts.append(
      IdentityFact(
        time: time, place: place, endpoint: endpoint ?? sender, attribute: attribute, value: name,
        source: source))
  }
}
