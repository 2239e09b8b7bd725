public import Vocabulary

/// What was read of one capture so far, whoever brings its octets.
///
/// Source: contracts/inspect-report, "Capture".
public struct CaptureTally: Sendable {
  /// nil where the octets are no capture.
  public private(set) var format: CaptureFormat?
  /// As the capture declares them, each once, supported or not.
  public private(set) var linkTypes: [LinkType] = []
  /// Packets that were given.
  public private(set) var packets: UInt64 = 0
  /// Their octets on the wire.
  public private(set) var octets: UInt64 = 0
  /// The earliest and the latest time of a packet; packets need not stand in order.
  public private(set) var first: Timestamp?
  public private(set) var last: Timestamp?
  /// Packets that could not be given, as of an unsupported link type.
  public private(set) var skipped: UInt64 = 0

  public init() {}

  public mutating func count(_ packet: CapturedPacket) {
    packets &+= 1
    octets &+= UInt64(truncatingIfNeeded: packet.originalOctets)
    let time = packet.time
    guard let earliest = first, let latest = last else {
      first = time
      last = time
      return
    }
    if time < earliest { first = time }
    if latest < time { last = time }
  }

  /// Takes over what the reader knows of the capture, when it is at its end.
  public mutating func close(_ reader: CaptureReader) {
    format = reader.format
    linkTypes = reader.linkTypes
    skipped = reader.skipped
  }
}
