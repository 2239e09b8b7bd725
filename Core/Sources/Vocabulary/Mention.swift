/// A value on the wire that a list of indicators may name. A plain value: its octets lie in ``Mentions``.
public struct Mention: Sendable {
  public var kind: IndicatorKind
  public var time: Timestamp
  public var place: PacketPlace
  /// Who asked, connected or fetched, and from whom.
  public var actor: EndpointID
  public var target: EndpointID
  /// The service's port; 0 where the value says nothing of a connection to it.
  public var port: UInt16
  public var name: ProtocolName
  /// A name was only asked for, or an answer named it.
  public var isLookup: Bool
  /// nil where only a question for a name was seen.
  public var outcome: Outcome?
  /// What the report calls it; none beyond the limit of texts.
  public var object: ObjectReference
  /// Where its octets stand in ``Mentions/octets``.
  public var start: Int
  public var end: Int

  public init(
    _ kind: IndicatorKind, time: Timestamp, place: PacketPlace, actor: EndpointID, target: EndpointID,
    port: UInt16 = 0, name: ProtocolName, isLookup: Bool = false, outcome: Outcome?,
    object: ObjectReference = .none
  ) {
    self.kind = kind
    self.time = time
    self.place = place
    self.actor = actor
    self.target = target
    self.port = port
    self.name = name
    self.isLookup = isLookup
    self.outcome = outcome
    self.object = object
    start = 0
    end = 0
  }
}

/// What was mentioned since the last time somebody took it. Emptied, never freed.
public struct Mentions: Sendable {
  /// Octets of one value; a longer one is no indicator's.
  public static let valueLimitOctets = 2_304

  public private(set) var rows: [Mention] = []
  public private(set) var octets: [UInt8] = []

  public init() {}

  @inlinable
  public var isEmpty: Bool { rows.isEmpty }

  public mutating func append(_ mention: Mention, _ value: Span<UInt8>) {
    guard value.count <= Self.valueLimitOctets else { return }
    var mention = mention
    mention.start = octets.count
    octets.append(value)
    mention.end = octets.count
    rows.append(mention)
  }

  public mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    octets.removeAll(keepingCapacity: true)
  }
}
