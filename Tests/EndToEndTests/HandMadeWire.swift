import Vocabulary

@testable import PlantSimulator

/// Traffic of one client with one server, written by hand.
struct HandMadeWire {
  private(set) var capture = CaptureWriter().fileHeader
  private var time = PlantSimulation.start

  private static let client = (mac: MACAddress(rawValue: 0x02_00_00_00_00_01), address: UInt32(0x0A00_0001))
  private static let server = (mac: MACAddress(rawValue: 0x02_00_00_00_00_02), address: UInt32(0x0A00_0002))

  /// A TCP connection with its handshake; `true` is what the client says.
  mutating func connection(_ number: Int, port: UInt16, _ messages: [(fromClient: Bool, octets: [UInt8])]) {
    typealias Header = FrameBuilder.TCPHeader
    segment(number, port, fromClient: true, Header.syn, 999, 0, [])
    segment(number, port, fromClient: false, Header.syn | Header.ack, 4_999, 1_000, [])
    var (client, server): (UInt32, UInt32) = (1_000, 5_000)
    for (fromClient, octets) in messages {
      let (own, other) = fromClient ? (client, server) : (server, client)
      segment(number, port, fromClient: fromClient, Header.push | Header.ack, own, other, octets)
      if fromClient { client += UInt32(octets.count) } else { server += UInt32(octets.count) }
    }
  }

  /// A datagram from the client.
  mutating func datagram(_ number: Int, port: UInt16, _ octets: [UInt8]) {
    append(
      Self.builder(fromClient: true).udp(
        Self.internet(fromClient: true, proto: 17), sourcePort: UInt16(10_000 + number),
        destinationPort: port, payload: octets))
  }

  private mutating func segment(
    _ number: Int, _ port: UInt16, fromClient: Bool, _ flags: UInt8, _ sequence: UInt32,
    _ acknowledgement: UInt32, _ octets: [UInt8]
  ) {
    let own = UInt16(10_000 + number)
    let header = FrameBuilder.TCPHeader(
      sourcePort: fromClient ? own : port, destinationPort: fromClient ? port : own, sequence: sequence,
      acknowledgement: acknowledgement, flags: flags, window: 8_192)
    append(
      Self.builder(fromClient: fromClient).tcp(
        Self.internet(fromClient: fromClient, proto: 6), header, payload: octets[...]))
  }

  private mutating func append(_ frame: [UInt8]) {
    CaptureWriter().append(frame, at: time, to: &capture)
    time += .milliseconds(1)
  }

  private static func builder(fromClient: Bool) -> FrameBuilder {
    FrameBuilder(
      destination: fromClient ? server.mac : client.mac, source: fromClient ? client.mac : server.mac,
      tag: nil)
  }

  private static func internet(fromClient: Bool, proto: UInt8) -> FrameBuilder.Internet {
    FrameBuilder.Internet(
      source: fromClient ? client.address : server.address,
      destination: fromClient ? server.address : client.address, timeToLive: 64, proto: proto)
  }
}
