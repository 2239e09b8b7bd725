import Vocabulary

/// A connection with a Beckhoff controller's ADS router.
struct AMSSession: Sendable {
  var connection: TCPConnection
  private var message: AMSMessage

  /// The first PLC program of TwinCAT 3 has the port 851.
  init(
    _ client: HostID, to server: HostID, port: UInt16 = 851, in network: inout Network,
    at time: inout Timestamp
  ) {
    connection = network.connect(client, to: server, port: 48_898, at: &time)
    message = AMSMessage(
      target: AMSMessage.Address(server.host.address, port: port),
      source: AMSMessage.Address(
        client.host.address, port: UInt16(truncatingIfNeeded: network.random.number(in: 32_800...33_200))),
      invoke: 0)
  }

  mutating func ask(
    _ command: AMSMessage.Command, _ request: [UInt8], _ answer: [UInt8], in network: inout Network,
    at time: inout Timestamp
  ) {
    message.invoke &+= 1
    network.exchange(
      &connection, message.request(command, request), message.response(command, answer), at: &time)
  }

  mutating func identify(in network: inout Network, at time: inout Timestamp) {
    ask(
      .readDeviceInfo, [], AMSMessage.deviceInfo(major: 3, minor: 1, build: 4_024, name: "Plc30 App"),
      in: &network,
      at: &time)
    ask(.readState, [], AMSMessage.state(5), in: &network, at: &time)
  }

  /// Asks for a symbol's handle by its name.
  mutating func handle(of symbol: String, in network: inout Network, at time: inout Timestamp) -> UInt32 {
    let handle = UInt32(truncatingIfNeeded: network.random.next()) & 0x00FF_FFFF
    var value: [UInt8] = []
    value.put32(littleEndian: handle)
    ask(
      .readWrite, AMSMessage.exchange(group: 0xF003, offset: 0, readLength: 4, [UInt8](symbol.utf8) + [0]),
      AMSMessage.result(value), in: &network, at: &time)
    return handle
  }

  mutating func read(
    group: UInt32, offset: UInt32, count: Int, in network: inout Network, at time: inout Timestamp
  ) {
    ask(
      .read, AMSMessage.place(group: group, offset: offset, length: count),
      AMSMessage.result(network.random.octets(count)), in: &network, at: &time)
  }

  mutating func write(
    group: UInt32, offset: UInt32, _ value: [UInt8], in network: inout Network, at time: inout Timestamp
  ) {
    ask(
      .write, AMSMessage.place(group: group, offset: offset, length: value.count) + value, AMSMessage.done,
      in: &network, at: &time)
  }
}
