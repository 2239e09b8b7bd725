public import Authorization

/// A text of policies and the name it goes by.
public struct PolicyFile: Hashable, Sendable {
  public enum Origin: Hashable, Sendable {
    case shipped
    /// Written by the plant's owner: what it says is told apart by ``ownerMark``.
    case owner
  }

  /// What the ids of an owner's policies begin with, wherever they are told: no shipped id does.
  public static let ownerMark: Text = "own:"

  public let name: String
  /// UTF-8.
  public let text: [UInt8]
  public let origin: Origin

  /// An owner's.
  public init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
    origin = .owner
  }

  init(shipped name: String, _ text: [UInt8]) {
    self.name = name
    self.text = text
    origin = .shipped
  }
}
