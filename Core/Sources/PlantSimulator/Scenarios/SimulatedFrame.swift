public import Vocabulary

/// One frame as the tap sees it.
public struct SimulatedFrame: Sendable {
  /// What the frame has to do with a scenario.
  public struct Mark: Hashable, Sendable {
    public let scenario: Scenario
    /// The message that does the deed, not what prepares it.
    public let isDeed: Bool
  }

  public let time: Timestamp
  /// From the destination's hardware address on, without the frame check sequence.
  public let octets: [UInt8]
  /// Null for the plant's own traffic.
  public let mark: Mark?
  /// What the frame has to do with an entry of a scenario file; null for the plant's own traffic.
  public let entry: Entry?

  /// The place of an attack, or of benign noise, in the list that a week was made of.
  public struct Entry: Hashable, Sendable {
    public let index: Int
    public internal(set) var isDeed: Bool
  }
}
