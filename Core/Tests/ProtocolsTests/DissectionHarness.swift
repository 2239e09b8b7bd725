import Bytes
import Protocols
import Streams
import Testing
import Vocabulary

/// What all dissectors of streams have in common; tests extend each dissector with it.
protocol StreamDissector: Sendable {
  init()
  static func recognise(_ octets: Span<UInt8>) -> Recognition
  mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress
}

extension StreamDissector {
  static func recognise(octets: [UInt8]) -> Recognition { recognise(octets.span) }
}

/// What all dissectors of datagrams and frames have in common.
protocol DatagramDissector: Sendable {
  init()
  mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection)
}

/// One message of an exchange, as hexadecimal digits with spaces anywhere.
struct WireMessage: Sendable {
  var direction: Direction
  var octets: [UInt8]

  static func client(_ hexadecimal: String) -> WireMessage {
    WireMessage(direction: .toServer, octets: wireOctets(hexadecimal))
  }

  static func server(_ hexadecimal: String) -> WireMessage {
    WireMessage(direction: .toClient, octets: wireOctets(hexadecimal))
  }

  static func client(_ octets: [UInt8]) -> WireMessage {
    WireMessage(direction: .toServer, octets: octets)
  }

  static func server(_ octets: [UInt8]) -> WireMessage {
    WireMessage(direction: .toClient, octets: octets)
  }
}

/// The octets that hexadecimal digits spell; everything that is no digit is left out.
func wireOctets(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap { $0.hexDigitValue.map { UInt8($0) } }
  return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// An activity in the words of a report; `object` is `-` where the message names none.
struct SpelledActivity: Hashable, CustomStringConvertible {
  var verb: String
  var object: String
  var outcome: String
  var deed: Deed
  var unit: Int32
  var isFromClient: Bool
  var packet: UInt32

  var description: String { "\(verb) \(object) \(outcome)" }
}

/// One flow from a client (10.0.0.1) to a server (10.0.0.2), fed to a dissector as the engine would.
///
/// Each message is one packet, numbered from 1.
struct DissectedFlow<Dissector: Sendable> {
  var dissector: Dissector
  var dissection = Dissection(seed: 7)
  private(set) var packets: UInt32 = 0
  /// How often the dissector said that the octets are none of its protocol.
  private(set) var losses = 0
  private var waiting: (toServer: [UInt8], toClient: [UInt8]) = ([], [])
  private var skipping = (toServer: 0, toClient: 0)
  private let client: EndpointID
  private let server: EndpointID

  init(
    _ dissector: Dissector, clientPort: UInt16 = 49_152, serverPort: UInt16 = 1, serial: UInt32 = 1,
    client clientAddress: HostAddress = HostAddress(ipv4: 0x0A00_0001),
    server serverAddress: HostAddress = HostAddress(ipv4: 0x0A00_0002)
  ) {
    self.dissector = dissector
    client = dissection.endpoints.intern(Endpoint(clientAddress))
    server = dissection.endpoints.intern(Endpoint(serverAddress))
    dissection.serial = serial
    ports = (clientPort, serverPort)
  }

  private let ports: (client: UInt16, server: UInt16)

  /// Stands the dissection at the next packet.
  mutating func arrive(_ direction: Direction, _ transport: Transport) {
    packets += 1
    let isToServer = direction == .toServer
    dissection.time = Timestamp(nanoseconds: Int64(packets) * 1_000_000)
    dissection.place = PacketPlace(packet: packets)
    dissection.direction = direction
    dissection.transport = transport
    dissection.sender = isToServer ? client : server
    dissection.receiver = isToServer ? server : client
    dissection.senderPort = isToServer ? ports.client : ports.server
    dissection.receiverPort = isToServer ? ports.server : ports.client
  }

  /// Octets that wait for more of their message, in one direction.
  func waitingOctets(_ direction: Direction) -> Int {
    direction == .toServer ? waiting.toServer.count : waiting.toClient.count
  }

  /// All activities so far, in the words of a report.
  var activities: [SpelledActivity] {
    dissection.observations.activities.map { activity in
      SpelledActivity(
        verb: activity.verb.text,
        object: activity.object.spelled(dissection.names).map { String(decoding: $0, as: UTF8.self) } ?? "-",
        outcome: activity.outcome.text, deed: activity.deed, unit: activity.unit,
        isFromClient: activity.actor == client, packet: activity.place.packet)
    }
  }

  /// "verb object outcome" of each activity so far.
  var story: [String] { activities.map(\.description) }

  /// "attribute value" of each fact so far, with `client: ` before what is said of the client.
  var facts: [String] {
    dissection.observations.facts.map { fact in
      let lead = fact.endpoint == client ? "client: " : ""
      return "\(lead)\(fact.attribute.text) \(dissection.names.text(fact.value))"
    }
  }

  /// "hardware-address address source" of each binding so far.
  var bindings: [String] {
    dissection.observations.bindings.map { binding in
      let ends = [binding.mac, binding.address].map { dissection.endpoints[$0].address.text }
      return "\(ends[0]) \(ends[1]) \(binding.source.text)"
    }
  }

  /// "family code" and how often, of each message code of one protocol, in the report's spelling.
  func counts(_ name: ProtocolName) -> [String: UInt64] {
    var counts: [String: UInt64] = [:]
    for row in dissection.messages.rows where row.name == name {
      let code =
        switch row.spelling.code {
        case .number(let number): "\(number)"
        case .text(let text): text
        }
      counts["\(row.family.text) \(code)", default: 0] += row.count
    }
    return counts
  }

  func malformed(_ name: ProtocolName) -> UInt64 { dissection.messages.malformed(name) }

  /// Ends what still waits for a reply as unanswered.
  mutating func finish() {
    dissection.pending.closeAll(into: &dissection.observations)
  }
}

extension DissectedFlow where Dissector: StreamDissector {
  /// Shows one segment: behind what waits, or less where the dissector skips a body.
  mutating func feed(_ message: WireMessage) {
    arrive(message.direction, .tcp)
    let isToServer = message.direction == .toServer
    let skipped = min(isToServer ? skipping.toServer : skipping.toClient, message.octets.count)
    if isToServer { skipping.toServer -= skipped } else { skipping.toClient -= skipped }
    var shown = (isToServer ? waiting.toServer : waiting.toClient) + message.octets.dropFirst(skipped)
    if shown.isEmpty { return }
    let progress = dissector.dissect(stream: shown.span, &dissection)
    #expect(progress.consumed >= 0 && progress.needs >= 0)
    if progress.isLost {
      losses += 1
      shown = []
    } else if progress.consumed >= shown.count {
      if isToServer {
        skipping.toServer += progress.consumed - shown.count
      } else {
        skipping.toClient += progress.consumed - shown.count
      }
      shown = []
    } else {
      #expect(progress.needs == 0 || progress.needs > shown.count - progress.consumed)
      shown.removeFirst(progress.consumed)
    }
    if isToServer { waiting.toServer = shown } else { waiting.toClient = shown }
  }

  mutating func feed(_ messages: [WireMessage]) {
    for message in messages { feed(message) }
  }
}

extension DissectedFlow where Dissector: DatagramDissector {
  mutating func deliver(_ message: WireMessage) {
    arrive(message.direction, .udp)
    dissector.dissect(datagram: message.octets.span, &dissection)
  }

  mutating func deliver(_ messages: [WireMessage]) {
    for message in messages { deliver(message) }
  }
}
