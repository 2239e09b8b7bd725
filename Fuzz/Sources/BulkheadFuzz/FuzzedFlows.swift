import Protocols
import Streams
import Vocabulary

/// Two flows between two hosts, whose octets go to one dissector as the engine would hand them on.
///
/// An input is one octet of circumstances (bit 0: the client is known; from bit 1 on: the server's port) and
/// ``FuzzRecord``s, each a segment or a datagram of one flow in one direction.
struct FuzzedFlows<Dissector: FuzzedDissector> {
  private var dissector = Dissector()
  private var dissection = Dissection(seed: 7)
  private var flows: [FuzzedFlow]
  private var packets: UInt32 = 0
  private var octets = 0
  private let serverPort: UInt16

  static func run(_ input: [UInt8]) {
    guard let circumstances = input.first else { return }
    var flows = FuzzedFlows(circumstances)
    for record in FuzzRecord.records(of: input, from: 1) { flows.take(record) }
    flows.finish()
  }

  private init(_ circumstances: UInt8) {
    let client = dissection.endpoints.intern(Endpoint(HostAddress(ipv4: 0x0A00_0001)))
    let server = dissection.endpoints.intern(Endpoint(HostAddress(ipv4: 0x0A00_0002)))
    let ports = Dissector.serverPorts
    serverPort = ports[Int(circumstances >> 1) % ports.count]
    let flow = FuzzedFlow(client: client, server: server, clientIsKnown: circumstances & 1 != 0)
    flows = [flow, flow]
  }

  private mutating func take(_ record: FuzzRecord) {
    let number = record.control.isSecondFlow ? 1 : 0
    let isFromServer = record.control.isFromServer != flows[number].isTurned
    arrive(record, number, isFromServer)
    let isStream = Dissector.hasStreams && !record.control.isDatagram
    dissection.transport = isStream ? .tcp : .udp
    if isStream {
      // The sides stand for who sends, whichever end is the client.
      let side = record.control.isFromServer ? 1 : 0
      if record.control.isBehindGap { flows[number].sides[side].lose() }
      feed(record.octets, number, side)
    } else {
      dissector.take(datagram: record.octets.span, kind: record.control.kind, &dissection)
    }
    flows[number].turn(dissection, isFromServer: isFromServer)
  }

  /// Stands the dissection at the next packet.
  private mutating func arrive(_ record: FuzzRecord, _ number: Int, _ isFromServer: Bool) {
    packets += 1
    octets += record.octets.count
    let flow = flows[number]
    let wait: Int64 = record.control.isLate ? 90_000_000_000 : 1_000_000
    dissection.time = Timestamp(nanoseconds: dissection.time.nanoseconds + wait)
    dissection.place = PacketPlace(packet: packets)
    dissection.serial = UInt32(number + 1)
    dissection.direction = isFromServer ? .toClient : .toServer
    // A flow that is turned round keeps its lower end.
    dissection.clientIsLow = !flow.isTurned
    dissection.sender = isFromServer ? flow.server : flow.client
    dissection.receiver = isFromServer ? flow.client : flow.server
    let clientPort = UInt16(49_152 + number)
    dissection.senderPort = record.control.isFromServer ? serverPort : clientPort
    dissection.receiverPort = record.control.isFromServer ? clientPort : serverPort
    dissection.refinedName = nil
    dissection.senderIsClient = false
    dissection.receiverIsClient = false
    dissection.isEncrypted = false
  }

  private mutating func feed(_ octets: ArraySlice<UInt8>, _ number: Int, _ side: Int) {
    guard let shown = flows[number].sides[side].shown(octets) else { return }
    let recognition = Dissector.recognise(shown.span)
    if flows[number].sides[side].isAstray {
      guard recognition == .consistent else { return }
      flows[number].sides[side].isAstray = false
    }
    let progress = dissector.dissect(stream: shown.span, &dissection)
    flows[number].sides[side].advance(shown, progress)
  }

  /// Ends all requests, and holds what was observed to what must hold.
  private mutating func finish() {
    dissection.pending.closeAll(into: &dissection.observations)
    let observations = dissection.observations
    let count =
      observations.activities.count + observations.facts.count + observations.bindings.count
      + observations.anomalies.count
    demand(
      count <= octets + 4 * Int(packets),
      "\(count) observations of \(octets) octets in \(packets) packets")
    for activity in observations.activities {
      demand(!activity.verb.text.isEmpty && !activity.outcome.text.isEmpty, "an activity without words")
      if let object = activity.object.spelled(dissection.names) {
        demand(!object.isEmpty, "an object that is spelled by nothing")
      }
    }
    for fact in observations.facts {
      demand(fact.value != .none || dissection.names.dropped > 0, "a fact that tells nothing")
    }
    for row in dissection.messages.rows {
      demand(row.count > 0, "a message that was counted without being seen")
      _ = row.spelling
      demand(dissection.messages.packets(row.name) > 0, "messages of \(row.name.text) in no packet")
    }
  }
}
