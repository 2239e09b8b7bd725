import Vocabulary

/// A connection with a Modbus device and its count of transactions.
struct ModbusSession: Sendable {
  var connection: TCPConnection
  var unit: UInt8
  private var transaction: UInt16 = 0

  init(
    _ client: HostID, to server: HostID, unit: UInt8, in network: inout Network, at time: inout Timestamp
  ) {
    connection = network.connect(client, to: server, port: 502, at: &time)
    self.unit = unit
  }

  mutating func ask(
    _ request: [UInt8], _ answer: [UInt8], in network: inout Network, at time: inout Timestamp
  ) {
    transaction &+= 1
    network.exchange(
      &connection, ModbusMessage.frame(transaction: transaction, unit: unit, request),
      ModbusMessage.frame(transaction: transaction, unit: unit, answer), at: &time)
  }

  /// A request that nobody answers.
  mutating func askInVain(_ request: [UInt8], in network: inout Network, at time: inout Timestamp) {
    transaction &+= 1
    network.send(
      ModbusMessage.frame(transaction: transaction, unit: unit, request), from: .client, &connection,
      at: &time)
  }

  mutating func read(_ read: ModbusPoll.Read, in network: inout Network, at time: inout Timestamp) {
    let answer: [UInt8]
    if read.function < 3 {
      answer = ModbusMessage.coils(function: read.function, network.random.octets((read.quantity + 7) / 8))
    } else {
      var values: [UInt16] = []
      for _ in 0..<read.quantity { values.append(UInt16(network.random.number(in: 200...4_000))) }
      answer = ModbusMessage.registers(function: read.function, values)
    }
    ask(
      ModbusMessage.read(function: read.function, address: read.address, quantity: read.quantity), answer,
      in: &network, at: &time)
  }
}
