import Packets
import Protocols
import Streams
import Vocabulary

/// What the sensor tells of the place where it stands.
extension Sensor {
  /// Looks whether a frame comes twice.
  @inline(never)
  mutating func watchCopies(_ octets: Span<UInt8>, link: LinkLayer) {
    let typeStart: Int
    switch link {
    case .ethernet: typeStart = 12
    case .linuxCooked: typeStart = 14
    case .linuxCooked2, .rawIP, .loopback: return
    }
    vantage.copies.take(octets, typeStart: typeStart, number: counters.packets, at: dissection.time)
  }

  /// A segment of a connection whose other direction was not seen so far.
  @inline(never)
  mutating func watchSilence(_ packet: Packet, _ position: Int, _ direction: Direction) {
    let flags = packet.tcpFlags
    guard flags.contains(.acknowledge), !flags.contains(.syn), !flags.contains(.reset) else { return }
    let isNext = packet.payloadOctets > 0 && flows[position, direction].isNext(packet.sequence)
    if isNext || flows[position, direction].acknowledged != packet.acknowledgement {
      flows[position, direction].countUnansweredStep()
    }
  }

  /// A segment after a leap of the clock, before it is counted and assembled.
  @inline(never)
  mutating func watchLeap(_ packet: Packet, _ position: Int, _ direction: Direction) {
    let side = flows[position, direction]
    let other = flows[position, direction.opposite]
    let goesOn = side.isNext(packet.sequence) && vantage.clock.isBeforeLeap(flows[position].last)
    let isAnswer =
      goesOn && (side.sawBareAcknowledgement || other.sawBareAcknowledgement)
      && flows[position].last == vantage.clock.leapStart && other.lastOctets > 0
      && packet.acknowledgement == other.next && side.acknowledged != other.next
    vantage.clock.judge(goesOn: goesOn && packet.payloadOctets > 0, isAnswer: isAnswer)
  }

  /// Counts a connection that ended, by the directions of it that were seen.
  mutating func countSides(_ position: Int) {
    let flow = flows[position]
    guard flow.transport == .tcp else { return }
    let client = dissection.endpoints[flow.client].address
    let server = dissection.endpoints[flow.server].address
    if flow.packetsToServer > 0, flow.packetsToClient > 0 {
      if !flow.wasRefused { vantage.sides.countWhole(client, server) }
    } else if flows[position, .toServer].unansweredSteps >= FlowSides.stepsWanted {
      vantage.sides.countHalf(
        client, flow.clientPort, missing: server, flow.serverPort, packets: UInt64(flow.packetsToServer))
    } else if flows[position, .toClient].unansweredSteps >= FlowSides.stepsWanted {
      vantage.sides.countHalf(
        server, flow.serverPort, missing: client, flow.clientPort, packets: UInt64(flow.packetsToClient))
    }
  }
}
