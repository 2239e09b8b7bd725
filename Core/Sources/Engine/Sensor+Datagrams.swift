import Packets
import Protocols
import Streams
import Vocabulary

/// Datagrams and frames: each is whole in itself.
extension Sensor {
  mutating func takeDatagram(
    _ octets: Span<UInt8>, _ position: Int, _ direction: Direction
  ) {
    guard !octets.isEmpty else { return }
    switch flows[position].identification {
    case .settled: dissect(datagram: octets, position, direction)
    case .unknown: counters.unknownProtocolPackets &+= 1
    case .open, .tentative: identify(datagram: octets, position, direction)
    }
  }

  private mutating func dissect(datagram octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    enter(position, direction)
    dissectors.dissect(datagram: octets, as: flows[position].name, &dissection)
    leave(position, direction)
  }

  private mutating func identify(datagram octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    let flow = flows[position]
    let hint =
      Dissectors.hint(.udp, port: flow.serverPort) ?? Dissectors.hint(.udp, port: flow.clientPort)
      ?? dissectors.expected(flow, at: dissection.time)
      ?? (DCERPCDatagram.isPROFINET(octets) ? .dcerpc : nil)
    let name = Dissectors.recognise(datagram: octets, hint: hint)
    if let name, name == hint || (flow.identification == .tentative && flow.name == name) {
      flows[position].identification = .settled
      flows[position].name = name
      let (time, place) = (dissection.time, dissection.place)
      let fromLow = (direction == .toServer) == flow.clientIsLow
      for segment in tentative.take(&flows[position].tentative) {
        dissection.time = segment.time
        dissection.place = segment.place
        counters.unknownProtocolPackets &-= min(1, counters.unknownProtocolPackets)
        let way: Direction = segment.fromLow == flows[position].clientIsLow ? .toServer : .toClient
        dissect(datagram: segment.octets.span, position, way)
      }
      dissection.time = time
      dissection.place = place
      // What came before may have turned the flow round.
      return dissect(
        datagram: octets, position, fromLow == flows[position].clientIsLow ? .toServer : .toClient)
    }
    counters.unknownProtocolPackets &+= 1
    flows[position].tries &+= 1
    if let name {
      if flow.identification == .tentative { _ = tentative.take(&flows[position].tentative) }
      flows[position].identification = .tentative
      flows[position].name = name
      tentative.keep(
        octets, fromLow: (direction == .toServer) == flow.clientIsLow, time: dissection.time,
        place: dissection.place, slot: &flows[position].tentative)
    }
    if flows[position].tries >= Self.identificationLimit {
      flows[position].identification = .unknown
      flows[position].name = .unknown
      _ = tentative.take(&flows[position].tentative)
    }
  }

  /// Frames without a transport: what the EtherType, the LLC or the IP protocol number says.
  mutating func takeFrame(
    _ packet: Packet, _ payload: Span<UInt8>, _ position: Int, _ direction: Direction
  ) {
    enter(position, direction)
    if let name = dissectors.dissect(frame: packet, payload, &dissection) {
      flows[position].identification = .settled
      flows[position].name = name
    } else if packet.layer != .ip || packet.ipProtocol != 0 {
      counters.unknownProtocolPackets &+= 1
    }
    leave(position, direction)
  }
}
