public import Captures
public import Vocabulary

/// What was read of one capture.
///
/// Source: contracts/inspect-report, "Capture".
public struct CaptureSummary: Sendable {
  /// As it was given; `-` is standard input.
  public let path: String
  /// nil where the file is no capture, or could not be opened.
  public internal(set) var format: CaptureFormat?
  /// As the capture declares them, each once, supported or not.
  public internal(set) var linkTypes: [LinkType] = []
  /// Packets that were given.
  public internal(set) var packets: UInt64 = 0
  /// Their octets on the wire.
  public internal(set) var octets: UInt64 = 0
  /// The earliest and the latest time of a packet; packets need not stand in order.
  public internal(set) var first: Timestamp?
  public internal(set) var last: Timestamp?
  /// Packets that could not be given, as of an unsupported link type.
  public internal(set) var skipped: UInt64 = 0
  /// Why the capture, or part of it, could not be read; nil where all was.
  public internal(set) var error: CaptureFileError?

  /// The octet of the file at which reading had to stop; nil where it came to the end.
  public var truncatedAt: Int? { error?.truncatedAt }

  init(path: String) {
    self.path = path
  }

  mutating func count(_ packet: CapturedPacket) {
    packets &+= 1
    octets &+= UInt64(truncatingIfNeeded: packet.originalOctets)
    guard let earliest = first, let latest = last else {
      first = packet.time
      last = packet.time
      return
    }
    if packet.time < earliest { first = packet.time }
    if latest < packet.time { last = packet.time }
  }
}
