public import Vocabulary

/// One packet as a capture holds it: when it passed, and where its octets stand in the caller's block.
public struct CapturedPacket: Sendable {
  /// From 1 in each capture; packets that are skipped count.
  public var number: UInt32
  public var time: Timestamp
  /// The octets in the block that was given: from `start` up to, not including, `end`.
  public var start: Int
  public var end: Int
  /// The packet's length on the wire, of which the capture may hold less.
  public var originalOctets: Int
  public var linkType: LinkType

  @inlinable
  public init(
    number: UInt32, time: Timestamp, start: Int, end: Int, originalOctets: Int, linkType: LinkType
  ) {
    self.number = number
    self.time = time
    self.start = start
    self.end = end
    self.originalOctets = originalOctets
    self.linkType = linkType
  }

  /// The number of octets that the capture holds.
  @inlinable
  public var capturedOctets: Int { end &- start }
}

/// What a ``CaptureReader`` found at the place it was asked to read.
public enum CaptureStep: Sendable {
  /// A packet; ask again at `next`.
  case packet(CapturedPacket, next: Int)
  /// The block ends too early: keep what stands from `from` on, append until it is at least `octets` long or
  /// the capture is at its end, and ask again at its front.
  case needsMore(from: Int, octets: Int)
  /// The capture is at its end.
  case end
}

/// The two file formats.
public enum CaptureFormat: UInt8, Hashable, Sendable {
  case pcap, pcapng

  public var text: String {
    switch self {
    case .pcap: "pcap"
    case .pcapng: "pcapng"
    }
  }
}
