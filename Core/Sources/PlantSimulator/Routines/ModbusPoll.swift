import Vocabulary

/// A station that reads a Modbus device's registers in a cycle, and now and then writes one.
struct ModbusPoll: Sendable {
  let client: HostID
  let server: HostID
  let unit: UInt8
  let reads: [Read]
  let interval: Duration
  /// A register is written once in so many cycles; zero for never.
  let writesOnceIn: Int
  var session: ModbusSession?

  struct Read: Sendable {
    var function: UInt8
    var address: Int
    var quantity: Int
  }

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp {
    var time = now
    var current = session ?? ModbusSession(client, to: server, unit: unit, in: &network, at: &time)
    for read in reads {
      current.read(read, in: &network, at: &time)
      time += network.random.duration(.milliseconds(2), .milliseconds(10))
    }
    if writesOnceIn > 0, network.random.happens(onceIn: writesOnceIn) {
      let value = UInt16(network.random.number(in: 400...900))
      let request = ModbusMessage.writeRegister(address: 120, value: value)
      current.ask(request, request, in: &network, at: &time)
    }
    network.settle(&current.connection, at: &time)
    session = current
    return max(time + .milliseconds(1), now + interval + network.random.duration(.zero, .milliseconds(30)))
  }
}

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
