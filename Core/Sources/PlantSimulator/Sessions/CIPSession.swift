import Vocabulary

/// A registered EtherNet/IP session with a controller, with a class 3 connection where one was opened.
struct CIPSession: Sendable {
  var connection: TCPConnection
  private let handle: UInt32
  private var context: UInt64 = 0
  private var opened: CIPConnection?
  private var sequence: UInt16 = 0

  init(_ client: HostID, to server: HostID, in network: inout Network, at time: inout Timestamp) {
    connection = network.connect(client, to: server, port: 44_818, at: &time)
    handle = UInt32(truncatingIfNeeded: network.random.next()) | 0x0100_0000
    network.exchange(
      &connection, EtherNetIPMessage.registerSession(0), EtherNetIPMessage.registerSession(handle), at: &time)
  }

  /// An unconnected request and its answer.
  mutating func ask(
    _ request: [UInt8], _ answer: [UInt8], in network: inout Network, at time: inout Timestamp
  ) {
    context &+= 1
    network.exchange(
      &connection, EtherNetIPMessage.unconnected(session: handle, context: context, request),
      EtherNetIPMessage.unconnected(session: handle, context: context, answer), at: &time)
  }

  mutating func openConnection(in network: inout Network, at time: inout Timestamp) {
    let numbers = CIPConnection(
      toTarget: UInt32(truncatingIfNeeded: network.random.next()),
      toOriginator: UInt32(truncatingIfNeeded: network.random.next()) & 0x00FF_FFFF,
      serial: UInt16(truncatingIfNeeded: network.random.next()))
    ask(numbers.open, numbers.opened, in: &network, at: &time)
    opened = numbers
  }

  /// A request and its answer over the class 3 connection; over none, unconnected.
  mutating func askConnected(
    _ request: [UInt8], _ answer: [UInt8], in network: inout Network, at time: inout Timestamp
  ) {
    guard let opened else { return ask(request, answer, in: &network, at: &time) }
    sequence &+= 1
    network.exchange(
      &connection,
      EtherNetIPMessage.connected(
        session: handle, connection: opened.toTarget, sequence: sequence, request),
      EtherNetIPMessage.connected(
        session: handle, connection: opened.toOriginator, sequence: sequence, answer), at: &time)
  }

  /// Asks for the identity object's attributes.
  mutating func identify(_ identity: CIPIdentity, in network: inout Network, at time: inout Timestamp) {
    ask(
      CIPMessage.request(CIPMessage.Service.getAttributesAll, path: CIPMessage.path(class: 1, instance: 1)),
      CIPMessage.reply(CIPMessage.Service.getAttributesAll, status: 0, identity.attributes), in: &network,
      at: &time)
  }

  mutating func close(in network: inout Network, at time: inout Timestamp) {
    if let opened { ask(opened.close, opened.closed, in: &network, at: &time) }
    network.send(
      EtherNetIPMessage.frame(.unregisterSession, session: handle), from: .client, &connection, at: &time)
    network.close(&connection, from: .server, at: &time)
  }
}
