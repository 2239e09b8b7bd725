public import Captures
import Packets
import Protocols
public import Vocabulary

/// A sensor without a plant: for who wants to see each observation, with its place, before it is counted.
extension Sensor {
  /// Who and what the observations' numbers stand for.
  public var endpoints: EndpointTable { dissection.endpoints }
  public var names: NameTable { dissection.names }

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

  /// Hands over what was observed since the last time, in order, and forgets it.
  public mutating func takeObservations() -> Observations {
    let taken = dissection.observations
    dissection.observations.removeAll()
    return taken
  }
}
