public import Vocabulary

/// What passed in a stretch of time.
public struct TrafficRow: Sendable {
  public var first: Timestamp
  public var last: Timestamp
  public var packets: UInt64
  /// Octets on the wire.
  public var octets: UInt64
  /// Packets in which each protocol was found, most first.
  public var protocols: [(name: ProtocolName, packets: UInt64)] = []

  public init(first: Timestamp, last: Timestamp, packets: UInt64, octets: UInt64) {
    self.first = first
    self.last = last
    self.packets = packets
    self.octets = octets
  }
}
