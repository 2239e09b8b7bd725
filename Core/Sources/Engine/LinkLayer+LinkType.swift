public import Captures
public import Packets
public import Reports
import Vocabulary

extension LinkLayer {
  /// How a capture's link type is decoded, nil where it is not.
  @inlinable
  public init?(_ linkType: LinkType) {
    switch linkType.rawValue {
    case 1: self = .ethernet
    case 113: self = .linuxCooked
    case 276: self = .linuxCooked2
    case 0, 108: self = .loopback
    case 12, 14, 101, 228, 229: self = .rawIP
    default: return nil
    }
  }
}

extension Inspection {
  /// Takes a packet of the capture with the number `capture`; its octets are a range of `block`.
  public mutating func take(_ packet: CapturedPacket, in block: Span<UInt8>, capture: Int) {
    guard let link = LinkLayer(packet.linkType), packet.start <= packet.end, packet.end <= block.count else {
      return
    }
    take(
      block.extracting(packet.start..<packet.end), originalOctets: packet.originalOctets, link: link,
      at: packet.time,
      place: PacketPlace(capture: UInt32(truncatingIfNeeded: capture), packet: packet.number))
  }
}

extension CaptureRow {
  /// The row of a capture that lies at `path`; `truncatedAt` is the octet at which reading had to stop.
  public init(_ tally: CaptureTally, path: String, truncatedAt: Int?) {
    self.init(
      path: path, format: tally.format?.text, linkTypes: tally.linkTypes.map { $0.text },
      packets: tally.packets, octets: tally.octets, first: tally.first, last: tally.last,
      truncatedAt: truncatedAt.map { UInt64(clamping: $0) }, skipped: tally.skipped)
  }
}
