public import Vocabulary

/// What passed in a minute.
public struct TrafficRecord: Hashable, Sendable {
  public let first: Timestamp
  public let last: Timestamp
  public let packets: Int64
  public let octets: Int64
  /// The line as it came, with the packets of each protocol.
  public let line: [UInt8]

  init(_ fields: WatchFields, _ line: [UInt8]) throws(WatchLineError) {
    (first, last) = (try fields.time("first"), try fields.time("last"))
    (packets, octets) = (try fields.count("packets"), try fields.count("bytes"))
    self.line = line
  }
}

/// What could not be seen, as it was told last.
public struct CoverageRecord: Hashable, Sendable {
  public let at: Timestamp
  public let line: [UInt8]
}
