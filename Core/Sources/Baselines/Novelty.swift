public import Vocabulary

/// Something that was not so before, or that no habit makes right.
public struct Novelty: Equatable, Sendable {
  public enum Reason: UInt8, Hashable, Sendable {
    /// Never seen before.
    case new
    /// Seen before, but too seldom for what it is, or of a kind that learning never makes right.
    case untrusted
  }

  /// By which it can be accepted.
  public let item: ItemKey
  public let scenario: Scenario
  public let reason: Reason
  public let time: Timestamp
  public let place: PacketPlace
  public let actor: EndpointID
  /// The actor itself where a device is new.
  public let target: EndpointID
  public let verb: Verb
  public let object: ObjectReference
  public let name: ProtocolName
  /// What the calendar says of its time, and of whom it expects to do such a thing then.
  public let calendar: NoveltyCalendar
}

/// What the calendar says of a novelty.
public struct NoveltyCalendar: Equatable, Sendable {
  /// A shift was on, or the calendar knows of none.
  public let isOnHours: Bool
  /// The work orders that cover it, by number.
  public let workOrders: [String]
  /// The people and devices that these orders are for, as the calendar names them.
  public let orderedFor: [String]
  /// The target is being started up.
  public let commissionings: [String]

  /// Somebody ordered it, or it belongs to machines that are being started up.
  public var isExpected: Bool { !workOrders.isEmpty || !commissionings.isEmpty }
}
