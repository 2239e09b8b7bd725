public import Captures
public import Vocabulary

/// What was captured from one interface, and what of it was lost on the way.
public struct LiveSummary: Sendable {
  public let interface: String
  public let linkType: LinkType
  public internal(set) var counts = PacketCounts()
  /// Packets that the kernel had no room for in its ring, because reading fell behind.
  public internal(set) var kernelDropped: UInt64 = 0
  /// Packets that the interface or its driver says it dropped.
  public internal(set) var interfaceDropped: UInt64 = 0
  /// Why the capture ended before its time; nil where it did not.
  public internal(set) var error: LiveCaptureError?

  init(interface: String, linkType: LinkType) {
    self.interface = interface
    self.linkType = linkType
  }
}

/// Packets, and when they came. Plain numbers, since each packet changes them.
public struct PacketCounts: Sendable {
  public private(set) var packets: UInt64 = 0
  /// Their octets on the wire.
  public private(set) var octets: UInt64 = 0
  private var earliest = Timestamp(nanoseconds: .max)
  private var latest = Timestamp(nanoseconds: .min)

  /// The earliest and the latest time of a packet; nil where there was none.
  public var first: Timestamp? { packets == 0 ? nil : earliest }
  public var last: Timestamp? { packets == 0 ? nil : latest }

  @inline(__always)
  mutating func count(octets: Int, at time: Timestamp) {
    packets &+= 1
    self.octets &+= UInt64(truncatingIfNeeded: octets)
    if time < earliest { earliest = time }
    if latest < time { latest = time }
  }
}

/// Counts of the kernel that have 32 bits, over a capture that may last longer than these.
struct DropCounts {
  private var last: (kernel: UInt32, interface: UInt32) = (0, 0)
  private(set) var kernel: UInt64 = 0
  private(set) var interface: UInt64 = 0

  /// Takes the counts as they stand now; asked more often than they can turn over, none is lost.
  mutating func take(kernel: UInt32, interface: UInt32) {
    self.kernel &+= UInt64(kernel &- last.kernel)
    self.interface &+= UInt64(interface &- last.interface)
    last = (kernel, interface)
  }
}
