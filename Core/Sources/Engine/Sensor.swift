public import Packets
import Protocols
import Streams
public import Vocabulary

/// Turns captured packets into ordered observations: decode, assemble, dissect, observe.
///
/// One sensor stands at one capture queue. It holds flows and what dissectors need, all of it bounded, and
/// never looks back from an observation to a packet. The octets of a packet are borrowed for the call.
public struct Sensor: Sendable {
  var dissection: Dissection
  var flows: FlowTable
  var dissectors = Dissectors()
  var buffers = StreamBuffers()
  var early = EarlySegments()
  var tentative = TentativeSegments()
  var fragments = FragmentTable()
  var counters = SensorCounters()
  var vantage: Vantage
  /// The flow of the packet before: traffic comes in runs.
  private var lastKey: FlowKey
  private var lastFlow = -1
  private var ended: [Int] = []

  /// `seed` moves hash tables and nothing that anybody sees.
  public init(seed: UInt64 = 0) {
    dissection = Dissection(seed: seed)
    flows = FlowTable(seed: seed)
    vantage = Vantage(seed: seed)
    var fromLow = true
    lastKey = FlowKey(Packet(), fromLow: &fromLow)
  }

  /// Takes one captured packet. Always inline: a call of its own was measured as 2 % of a run.
  @inline(__always)
  public mutating func take(
    _ octets: Span<UInt8>, originalOctets: Int, link: LinkLayer, at time: Timestamp, place: PacketPlace
  ) {
    dissection.isTruncated = originalOctets > octets.count
    if dissection.isTruncated {
      counters.truncatedPackets &+= 1
      vantage.takeCut(capturedOctets: octets.count)
    }
    dissection.time = time
    dissection.place = place
    vantage.clock.take(time)
    if CopyWatch.looks(at: counters.packets) { watchCopies(octets, link: link) }
    counters.packets &+= 1
    // Handed on inout though nobody changes it: by value it is copied right after its fields were written,
    // which was measured as 8 % of a run.
    var packet = Packet()
    packet.decode(octets, link: link)
    vantage.take(packet)
    if packet.isFragment {
      takeFragment(packet, octets, originalOctets: originalOctets)
    } else {
      take(&packet, octets, originalOctets: originalOctets)
    }
  }

  /// Ends all flows and requests, in the order in which they began.
  public mutating func finish() {
    let open = (0..<flows.recordCount)
      .filter { flows[$0].isLive }
      .sorted { flows[$0].serial < flows[$1].serial }
    for position in open { end(position) }
    dissectors.finish(&dissection)
    dissection.pending.closeAll(into: &dissection.observations)
  }

  /// A flow's summary where it has been silent long enough to end, and nothing of it waits. It stays open.
  func silentFlow(_ position: Int) -> FlowSummary? {
    guard flows.isSilent(position, at: dissection.time), flows[position, .toServer].early == 0,
      flows[position, .toClient].early == 0
    else { return nil }
    return flows.summary(position)
  }

  @inline(never)
  private mutating func takeFragment(_ packet: Packet, _ octets: Span<UInt8>, originalOctets: Int) {
    guard let datagram = fragments.assemble(packet, octets, at: dissection.time) else {
      return
    }
    let whole = datagram.span
    var packet = Packet(reassembled: whole, like: packet)
    take(&packet, whole, originalOctets: originalOctets)
  }

  @inline(__always)
  private mutating func take(_ packet: inout Packet, _ octets: Span<UInt8>, originalOctets: Int) {
    if packet.fault != .none { counters.undecodedPackets &+= 1 }
    dissection.vlan = packet.vlan
    var fromLow = true
    let key = FlowKey(packet, fromLow: &fromLow)
    var position = lastFlow
    if position < 0 || lastKey != key {
      position = flows.find(key) ?? open(key, packet, fromLow: fromLow)
      lastKey = key
      lastFlow = position
    }
    if packet.layer == .tcp, packet.tcpFlags.contains(.syn),
      Self.isReopened(
        flows[position, flows[position].clientIsLow == fromLow ? .toServer : .toClient], packet)
    {
      end(position)
      position = open(key, packet, fromLow: fromLow)
      lastKey = key
      lastFlow = position
    }
    if vantage.clock.isLeaping, packet.layer == .tcp {
      watchLeap(packet, position, flows[position].clientIsLow == fromLow ? .toServer : .toClient)
    }
    let direction = flows.count(position, fromLow: fromLow, octets: originalOctets, at: dissection.time)
    let payload = octets.extracting(packet.payloadStart..<max(packet.payloadStart, packet.payloadEnd))
    switch packet.layer {
    case .tcp: takeSegment(&packet, payload, position, direction)
    case .udp: takeDatagram(payload, position, direction)
    case .arp, .link, .ip: takeFrame(packet, payload, position, direction)
    }
  }

  /// A handshake that begins anew on ports that were used before.
  private static func isReopened(_ side: StreamSide, _ packet: Packet) -> Bool {
    let isAnswer = packet.tcpFlags.contains(.acknowledge)
    if side.sawSYN { return side.firstSequence != packet.sequence &+ 1 && !isAnswer }
    // Data before the handshake belongs to a connection before this one.
    return side.isStarted && !isAnswer
  }

  private mutating func open(_ key: FlowKey, _ packet: Packet, fromLow: Bool) -> Int {
    ended.removeAll(keepingCapacity: true)
    let source = key.transport == .ethernet ? HostAddress(mac: packet.sourceMAC) : packet.source
    let destination =
      key.transport == .ethernet ? HostAddress(mac: packet.destinationMAC) : packet.destination
    let from = dissection.endpoints.intern(Endpoint(source, vlan: packet.vlan))
    let to = dissection.endpoints.intern(Endpoint(destination, vlan: packet.vlan))
    let (senderIsClient, isKnown) = Self.guessClient(packet, key.transport)
    let position = flows.open(
      key, clientIsLow: senderIsClient == fromLow, clientIsKnown: isKnown, client: senderIsClient ? from : to,
      server: senderIsClient ? to : from, time: dissection.time, place: dissection.place, ended: &ended)
    for old in ended where old != position { end(old) }
    // FIN, XMAS and NULL scans: FIN, any but SYN, ACK and RST, or none at all.
    if packet.layer == .tcp, packet.tcpFlags.rawValue & 0x16 == 0 { flows[position].isOddlyOpened = true }
    return position
  }

  /// Who opened a flow whose first packet this is, and whether that is certain.
  private static func guessClient(_ packet: Packet, _ transport: Transport) -> (Bool, isKnown: Bool) {
    switch transport {
    case .tcp:
      if packet.tcpFlags.contains(.syn) { return (!packet.tcpFlags.contains(.acknowledge), true) }
      let sourceHint = Dissectors.hint(.tcp, port: packet.sourcePort) != nil
      let destinationHint = Dissectors.hint(.tcp, port: packet.destinationPort) != nil
      if sourceHint != destinationHint { return (destinationHint, false) }
      return (packet.destinationPort <= packet.sourcePort, false)
    case .udp:
      let sourceHint = Dissectors.hint(.udp, port: packet.sourcePort) != nil
      let destinationHint = Dissectors.hint(.udp, port: packet.destinationPort) != nil
      return (destinationHint || !sourceHint, false)
    case .ethernet, .icmp, .icmpv6, .other:
      return (true, false)
    }
  }

  /// Ends a flow: what waits for it is dropped, its summary is an observation.
  mutating func end(_ position: Int) {
    guard flows[position].isLive else { return }
    flushEarly(position)
    if !dissection.carried.isEmpty { endFiles(position) }
    countSides(position)
    discardBuffers(position)
    dissection.observations.flows.append(flows.summary(position))
    if lastFlow == position { lastFlow = -1 }
    flows.close(position)
  }

  /// Files that end with their connection.
  private mutating func endFiles(_ position: Int) {
    for direction in [Direction.toServer, .toClient] {
      dissection.endPassing(
        serial: flows[position].serial,
        isFromLow: (direction == .toServer) == flows[position].clientIsLow,
        isOrderly: flows[position, direction].sawFIN)
    }
    dissection.endOpenFiles(serial: flows[position].serial)
  }

  private mutating func discardBuffers(_ position: Int) {
    buffers.discard(&flows[position, .toServer].unfinished)
    buffers.discard(&flows[position, .toClient].unfinished)
    early.discard(&flows[position, .toServer].early)
    early.discard(&flows[position, .toClient].early)
    _ = tentative.take(&flows[position].tentative)
  }

  /// Sets what a dissector is told of the message's flow.
  @inline(__always)
  mutating func enter(_ position: Int, _ direction: Direction) {
    dissection.enter(flows[position], direction)
  }

  /// Takes over what a dissector found out about its flow; gives the direction of the same octets, another
  /// than before where the flow was turned round.
  @inline(__always)
  @discardableResult
  mutating func leave(_ position: Int, _ direction: Direction) -> Direction {
    if let name = dissection.refinedName, name != flows[position].name { flows[position].name = name }
    if dissection.isEncrypted { flows[position].isEncrypted = true }
    guard dissection.senderIsClient || dissection.receiverIsClient, !flows[position].clientIsKnown else {
      return direction
    }
    flows[position].clientIsKnown = true
    guard direction == (dissection.senderIsClient ? .toClient : .toServer) else { return direction }
    flows.swapEnds(position)
    return direction.opposite
  }
}

/// What a sensor counts of packets that gave no observation.
struct SensorCounters: Sendable {
  var packets: UInt64 = 0
  var undecodedPackets: UInt64 = 0
  var unknownProtocolPackets: UInt64 = 0
  var truncatedPackets: UInt64 = 0
  var gapOctets: UInt64 = 0
  /// Segments from far off their stream that nothing followed: they were set aside.
  var straySegments: UInt64 = 0
}
