/// Something that a list of indicators names was seen. A plain value.
public struct IndicatorSighting: Sendable {
  /// How much the value says of a communication with what is listed.
  public enum Weight: UInt8, Comparable, Hashable, Sendable {
    /// A listed page's host was looked up, or a listed address knocked in vain.
    case trace
    /// A name was looked up, a connection remained without answer, a program's fingerprint, a page's host.
    case sign
    /// An answered connection, a listed page, certificate or file.
    case contact

    public static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  public var time: Timestamp
  public var place: PacketPlace
  /// Who opened the connection, asked, or sent the file: it may itself be what is listed.
  public var actor: EndpointID
  public var target: EndpointID
  /// The listed address is the actor: it came by itself.
  public var isListedActor: Bool
  public var name: ProtocolName
  /// nil where only a question for a name was seen.
  public var outcome: Outcome?
  public var object: ObjectReference
  public var weight: Weight
  /// Tells the entries of all lists of one run apart.
  public var indicator: UInt32
  /// The indicator as its list spells it, what the list says of it, and the list.
  public var value: NameID
  public var label: NameID
  public var list: NameID

  public init(
    time: Timestamp, place: PacketPlace, actor: EndpointID, target: EndpointID, isListedActor: Bool = false,
    name: ProtocolName, outcome: Outcome?, object: ObjectReference = .none, weight: Weight, indicator: UInt32,
    value: NameID,
    label: NameID, list: NameID
  ) {
    self.time = time
    self.place = place
    self.actor = actor
    self.target = target
    self.isListedActor = isListedActor
    self.name = name
    self.outcome = outcome
    self.object = object
    self.weight = weight
    self.indicator = indicator
    self.value = value
    self.label = label
    self.list = list
  }

  /// Tells apart what is listed: one value may stand in several lists, and several times in one.
  public var identity: UInt64 { value == .none ? 1 << 32 | UInt64(indicator) : UInt64(value.rawValue) }

  /// Who had to do with what is listed.
  public var host: EndpointID { isListedActor ? target : actor }
}
