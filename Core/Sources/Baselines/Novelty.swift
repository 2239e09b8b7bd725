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
}
