/// A kind of novelty that is watched for. Each goes live by itself, when little of it is still unseen.
public enum Scenario: UInt8, CaseIterable, Hashable, Sendable {
  /// An address that had no part in anything before.
  case device
  /// A client that asks a server in a protocol for the first time.
  case conversation
  /// A device that does something else than before to another one: another verb, or another deed of it.
  case verb
  /// A device that does what it does to another object: another block of registers, another folder.
  case object

  /// As figures and snapshots name it.
  public var text: String {
    switch self {
    case .device: "device"
    case .conversation: "conversation"
    case .verb: "verb"
    case .object: "object"
    }
  }
}
