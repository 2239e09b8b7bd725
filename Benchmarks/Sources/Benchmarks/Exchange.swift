import Captures
import Packets
import Protocols
import Streams
import Vocabulary

/// One segment with octets of one protocol, told apart by the server's port, and the flow it belongs to.
struct Segment {
  var octets: Range<Int>
  var flow: Int
  var direction: Direction
  var time: Timestamp
  var place: PacketPlace
}

/// The traffic of one dissector, sorted out beforehand, so that only dissecting is measured.
struct Exchange {
  let name: ProtocolName
  private(set) var segments: [Segment] = []
  private var flows = FlowTable()
  private var endpoints = EndpointTable()

  init(_ name: ProtocolName, port: UInt16, of traffic: Traffic) {
    self.name = name
    var ended: [Int] = []
    for captured in traffic.packets {
      let frame = traffic.capture.span.extracting(traffic.octets(of: captured))
      let packet = Packet(decoding: frame, link: .ethernet)
      guard packet.layer == .tcp, packet.payloadStart < packet.payloadEnd,
        packet.sourcePort == port || packet.destinationPort == port
      else { continue }
      var fromLow = true
      let key = FlowKey(packet, fromLow: &fromLow)
      let place = PacketPlace(packet: captured.number)
      let isToServer = packet.destinationPort == port
      let ends = (
        endpoints.intern(Endpoint(packet.source, vlan: packet.vlan)),
        endpoints.intern(Endpoint(packet.destination, vlan: packet.vlan))
      )
      let flow =
        flows.find(key)
        ?? flows.open(
          key, clientIsLow: fromLow == isToServer, clientIsKnown: true,
          client: isToServer ? ends.0 : ends.1, server: isToServer ? ends.1 : ends.0, time: captured.time,
          place: place, ended: &ended)
      segments.append(
        Segment(
          octets: (captured.start + packet.payloadStart)..<(captured.start + packet.payloadEnd), flow: flow,
          direction: isToServer ? .toServer : .toClient, time: captured.time, place: place))
    }
  }

  /// Hands each segment to its dissector, and what was observed to `observe`. Gives the number of segments.
  func replay(
    _ traffic: Traffic, _ dissect: (Span<UInt8>, inout Dissection) -> Void,
    observe: (inout Observations) -> Void = { $0.removeAll() }
  ) -> Int {
    var dissection = Dissection()
    for segment in segments {
      dissection.time = segment.time
      dissection.place = segment.place
      dissection.enter(flows[segment.flow], segment.direction)
      dissect(traffic.capture.span.extracting(segment.octets), &dissection)
      if dissection.observations.activities.count >= 64 { observe(&dissection.observations) }
    }
    observe(&dissection.observations)
    return segments.count
  }
}
