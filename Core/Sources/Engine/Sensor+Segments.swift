import Packets
import Protocols
import Streams
import Vocabulary

/// The assembly of TCP streams: each octet is handed on once, in order, the first copy to arrive.
extension Sensor {
  mutating func takeSegment(
    _ packet: inout Packet, _ payload: Span<UInt8>, _ position: Int, _ direction: Direction
  ) {
    if flows[position].packets(direction.opposite) == 0 { watchSilence(packet, position, direction) }
    flows[position, direction].acknowledged = packet.acknowledgement
    var sequence = packet.sequence
    let octets = packet.payloadOctets
    if packet.tcpFlags.rawValue & 0x07 != 0 {
      takeFlags(packet, position, direction)
      if packet.tcpFlags.contains(.syn) { sequence = sequence &+ 1 }
    }
    var direction = direction
    // What is acknowledged was sent before: a request that waits behind lost octets goes before its reply.
    if packet.tcpFlags.contains(.acknowledge), flows[position, direction.opposite].early != 0 {
      let clientWasLow = flows[position].clientIsLow
      takeAcknowledgement(packet.acknowledgement, position, direction.opposite)
      if flows[position].clientIsLow != clientWasLow { direction = direction.opposite }
    }
    guard octets > 0 else {
      if flows[position, direction.opposite].lastOctets > 0 {
        flows[position, direction].sawBareAcknowledgement = true
      }
      return
    }
    if flows[position, direction].isNext(sequence) {
      deliver(payload, from: 0, octets: octets, sequence: sequence, position, direction)
      if flows[position, direction].early != 0 { deliverEarly(position, direction) }
      return
    }
    switch flows[position, direction].judge(sequence: sequence, octets: octets) {
    case .next(let from):
      if from > 0 { compare(payload, sequence: sequence, position, direction) }
      deliver(payload, from: from, octets: octets, sequence: sequence, position, direction)
      if flows[position, direction].early != 0 { deliverEarly(position, direction) }
    case .copy:
      // A keep-alive repeats one octet and may fill it with anything (RFC 9293, section 3.8.4).
      if octets > 1 || sequence &+ 1 != flows[position, direction].next {
        compare(payload, sequence: sequence, position, direction)
      }
    case .early:
      takeEarly(packet, payload, sequence: sequence, position, direction)
    case .stray: counters.straySegments &+= 1
    case .restart:
      early.discard(&flows[position, direction].early)
      buffers.discard(&flows[position, direction].unfinished)
      flows[position, direction].skip = 0
      flows[position, direction].needs = 0
      flows[position, direction].isAstray = true
      dissection.losePassing(
        serial: flows[position].serial, isFromLow: (direction == .toServer) == flows[position].clientIsLow)
      deliver(payload, from: 0, octets: octets, sequence: sequence, position, direction)
    }
  }

  private mutating func takeFlags(_ packet: Packet, _ position: Int, _ direction: Direction) {
    let flags = packet.tcpFlags
    if flags.contains(.syn) {
      if flows[position].wasRefused { takeAfterRefusal(packet, position, direction) }
      if !flows[position, direction].sawSYN {
        flows[position, direction].begin(sequence: packet.sequence)
      }
      return
    }
    if flags.contains(.reset) {
      let isAnswerToSYN =
        direction == .toClient && flows[position, .toServer].sawSYN && !flows[position, .toClient].isStarted
      if isAnswerToSYN { flows[position].wasRefused = true } else { flows[position].wasReset = true }
    }
    if flags.contains(.fin) { flows[position, direction].sawFIN = true }
  }

  /// A server that turned a connection away does not accept it, unless the client asked again: somebody else
  /// sent that reset.
  private mutating func takeAfterRefusal(_ packet: Packet, _ position: Int, _ direction: Direction) {
    flows[position].wasRefused = false
    guard direction == .toClient, packet.tcpFlags.contains(.acknowledge),
      packet.acknowledgement == flows[position, .toServer].firstSequence
    else { return }
    let flow = flows[position]
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: flow.server, target: flow.client,
        kind: .exploit, name: flow.name, exploit: .forgedReset))
  }

  /// Hands the new part of a segment on. Octets that were not captured become a gap behind it.
  private mutating func deliver(
    _ payload: Span<UInt8>, from: Int, octets: Int, sequence: UInt32, _ position: Int, _ direction: Direction
  ) {
    flows[position, direction].advance(
      past: sequence, octets: octets, captured: payload.count,
      digest: Self.digest(payload, count: payload.count))
    if from < payload.count {
      takeStream(from == 0 ? payload : payload.extracting(from..<payload.count), position, direction)
    }
    let missing = octets - max(payload.count, from)
    if missing > 0 { gap(missing, position, direction) }
  }

  /// Octets that nobody will see: an unfinished message is given up, the next beginning has to be found.
  mutating func gap(_ octets: Int, _ position: Int, _ direction: Direction) {
    flows[position].gapOctets &+= UInt64(octets)
    counters.gapOctets &+= UInt64(octets)
    dissection.losePassing(
      serial: flows[position].serial, isFromLow: (direction == .toServer) == flows[position].clientIsLow)
    let skipped = Int(flows[position, direction].skip)
    if octets <= skipped {
      // The gap lies wholly in a body that nobody reads.
      flows[position, direction].skip = UInt32(skipped - octets)
      return
    }
    buffers.discard(&flows[position, direction].unfinished)
    flows[position, direction].skip = 0
    flows[position, direction].needs = 0
    flows[position, direction].isAstray = true
  }

  private mutating func takeEarly(
    _ packet: Packet, _ payload: Span<UInt8>, sequence: UInt32, _ position: Int, _ direction: Direction
  ) {
    var conflict = false
    var slot = flows[position, direction].early
    let kept =
      early.insert(
        payload, cutOctets: packet.payloadOctets - payload.count, sequence: sequence, time: dissection.time,
        place: dissection.place, slot: &slot, conflict: &conflict)
    flows[position, direction].early = slot
    if conflict { noteConflict(position, direction) }
    if kept {
      if early.count(slot) > Self.reorderLimit { skipMissing(position, direction) }
      return
    }
    skipMissing(position, direction)
    let side = flows[position, direction]
    let ahead = Int32(bitPattern: sequence &- side.next)
    guard ahead >= 0 else { return }
    if ahead > 0 { gap(Int(ahead), position, direction) }
    deliver(
      payload, from: 0, octets: packet.payloadOctets, sequence: sequence, position, direction)
  }

  /// Segments that may wait for one that is missing before it is given up.
  static let reorderLimit = 32

  /// The receiver of a direction acknowledges octets that were never seen: the capture lost them.
  private mutating func takeAcknowledgement(
    _ acknowledgement: UInt32, _ position: Int, _ direction: Direction
  ) {
    // Only what the other end has for certain is lost; what is not acknowledged may still come.
    if let first = early.firstSequence(flows[position, direction].early),
      Int32(bitPattern: acknowledgement &- first) >= 0
    {
      skipMissing(position, direction)
    }
  }

  /// Gives up what is missing before the first segment that waits, and goes on with that.
  private mutating func skipMissing(_ position: Int, _ direction: Direction) {
    let side = flows[position, direction]
    guard let first = early.firstSequence(side.early) else { return }
    let missing = Int32(bitPattern: first &- side.next)
    if missing > 0 {
      gap(Int(missing), position, direction)
      flows[position, direction].next = first
    }
    deliverEarly(position, direction)
  }

  /// Hands on the segments that waited and whose turn it is.
  private mutating func deliverEarly(_ position: Int, _ direction: Direction) {
    let (time, place) = (dissection.time, dissection.place)
    while true {
      let side = flows[position, direction]
      guard let first = early.firstSequence(side.early), Int32(bitPattern: first &- side.next) <= 0 else {
        break
      }
      var slot = side.early
      let segment = early.takeFirst(&slot)
      flows[position, direction].early = slot
      guard let segment else { break }
      let whole = segment.octets.count + segment.cutOctets
      let old = Int(side.next &- segment.sequence)
      guard old < whole else { continue }
      dissection.time = segment.time
      dissection.place = segment.place
      deliver(
        segment.octets.span, from: old, octets: whole, sequence: segment.sequence, position, direction)
    }
    dissection.time = time
    dissection.place = place
  }

  /// At a flow's end, hands on what still waits, over its gaps.
  mutating func flushEarly(_ position: Int) {
    while flows[position, .toServer].early != 0 { skipMissing(position, .toServer) }
    while flows[position, .toClient].early != 0 { skipMissing(position, .toClient) }
  }
}
