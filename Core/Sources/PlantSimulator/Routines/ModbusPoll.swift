import Vocabulary

/// A station that reads a Modbus device's registers in a cycle, and now and then writes one.
struct ModbusPoll: Sendable {
  let client: HostID
  let server: HostID
  let unit: UInt8
  let reads: [Read]
  let interval: Duration
  /// The register that is written once in so many cycles of a shift; null for a mere reader.
  let setpoint: (address: Int, onceIn: Int)?
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
    if let setpoint, network.isInShift(now), network.random.happens(onceIn: setpoint.onceIn) {
      let value = UInt16(network.random.number(in: 400...900))
      let request = ModbusMessage.writeRegister(address: setpoint.address, value: value)
      current.ask(request, request, in: &network, at: &time)
    }
    network.settle(&current.connection, at: &time)
    session = current
    return max(time + .milliseconds(1), now + interval + network.random.duration(.zero, .milliseconds(30)))
  }
}
