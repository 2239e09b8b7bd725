import Vocabulary

/// An OPC UA session with the Beckhoff controller's server, without security, as nobody in particular.
struct OPCUASession: Sendable {
  var connection: TCPConnection
  private let channel: UInt32
  private var token: [UInt8] = [0, 0]
  private var number: UInt32 = 0

  private static let url = "opc.tcp://192.168.120.13:4840"
  private static let server = OPCUAService.application(
    uri: "urn:BeckhoffAutomation:TcOpcUaServer:CX-3B5D12", product: "urn:BeckhoffAutomation:TcOpcUaServer",
    name: "TcOpcUaServer@CX-3B5D12", kind: 0, url: url)

  /// Hello, a secure channel that secures nothing, the list of endpoints.
  init(_ client: HostID, to server: HostID, in network: inout Network, at time: inout Timestamp) {
    connection = network.connect(client, to: server, port: 4_840, at: &time)
    channel = UInt32(network.random.number(in: 100...9_000))
    network.exchange(
      &connection, OPCUAMessage.hello(url: Self.url), OPCUAMessage.acknowledge, at: &time)
    number += 1
    let service = OPCUAService.openSecureChannel
    let sent = time
    network.exchange(
      &connection,
      OPCUAMessage.open(
        channel: 0, sequence: number, request: number,
        OPCUAMessage.request(service.request, token: token, handle: number, at: sent)
          + OPCUAService.openChannel),
      OPCUAMessage.open(
        channel: channel, sequence: number, request: number,
        OPCUAMessage.response(service.response, handle: number, at: sent)
          + OPCUAService.channelOpened(channel: channel, date: OPCUAMessage.date(sent))), at: &time)
    ask(
      OPCUAService.getEndpoints, OPCUAService.endpoints(url: Self.url),
      OPCUAService.endpointList(url: Self.url, server: Self.server), in: &network, at: &time)
  }

  /// Creates a session and activates it with the anonymous identity.
  mutating func activate(client name: String, in network: inout Network, at time: inout Timestamp) {
    let application = OPCUAService.application(
      uri: "urn:\(name)", product: "urn:\(name)", name: name, kind: 1, url: nil)
    var session: [UInt8] = [2, 0, 0]
    session.put32(littleEndian: network.random.number(in: 0x1_0000...0xFF_FFFF))
    ask(
      OPCUAService.createSession,
      OPCUAService.session(client: application, url: Self.url, name: name, nonce: network.random.octets(32)),
      OPCUAService.sessionCreated(
        token: session, nonce: network.random.octets(32),
        endpoints: OPCUAService.endpointList(url: Self.url, server: Self.server)), in: &network, at: &time)
    token = session
    ask(
      OPCUAService.activateSession, OPCUAService.activateAnonymously,
      OPCUAService.activated(nonce: network.random.octets(32)), in: &network, at: &time)
  }

  mutating func ask(
    _ service: (request: Int, response: Int), _ request: [UInt8], _ answer: [UInt8], result: UInt32 = 0,
    in network: inout Network, at time: inout Timestamp
  ) {
    number &+= 1
    let sent = time
    network.exchange(
      &connection,
      OPCUAMessage.message(
        channel: channel, sequence: number, request: number,
        OPCUAMessage.request(service.request, token: token, handle: number, at: sent) + request),
      OPCUAMessage.message(
        channel: channel, sequence: number, request: number,
        OPCUAMessage.response(service.response, handle: number, result: result, at: sent) + answer), at: &time
    )
  }

  /// Reads the server's build: product, maker and version, the nodes i=2262, 2263 and 2264.
  mutating func identify(in network: inout Network, at time: inout Timestamp) {
    let answers = ["TcOpcUaServer", "Beckhoff Automation GmbH & Co. KG", "4.3.57"].map {
      OPCUAService.variant($0)
    }
    ask(
      OPCUAService.read, OPCUAService.read([.number(2_261), .number(2_263), .number(2_264)]),
      OPCUAService.values(answers, date: OPCUAMessage.date(time)), in: &network, at: &time)
  }

  mutating func browse(in network: inout Network, at time: inout Timestamp) {
    ask(
      OPCUAService.browse, OPCUAService.browse(.number(85)),
      OPCUAService.references(["Tester.Torque", "Tester.Angle", "Tester.Limit"], space: 4), in: &network,
      at: &time)
  }

  mutating func read(_ names: [String], in network: inout Network, at time: inout Timestamp) {
    let values = names.map { _ in OPCUAService.variant(Double(network.random.number(in: 100...900)) / 8) }
    ask(
      OPCUAService.read, OPCUAService.read(names.map { .name(space: 4, $0) }),
      OPCUAService.values(values, date: OPCUAMessage.date(time)), in: &network, at: &time)
  }

  mutating func write(_ name: String, _ value: Double, in network: inout Network, at time: inout Timestamp) {
    ask(
      OPCUAService.write, OPCUAService.write(.name(space: 4, name), value), OPCUAService.written(),
      in: &network,
      at: &time)
  }

  mutating func close(in network: inout Network, at time: inout Timestamp) {
    ask(OPCUAService.closeSession, [1], [], in: &network, at: &time)
    number &+= 1
    let service = OPCUAService.closeSecureChannel.request
    network.send(
      OPCUAMessage.message(
        "CLOF", channel: channel, sequence: number, request: number,
        OPCUAMessage.request(service, token: token, handle: number, at: time)),
      from: .client, &connection, at: &time)
    network.close(&connection, from: .server, at: &time)
  }
}
