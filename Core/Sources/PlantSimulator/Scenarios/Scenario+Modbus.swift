import Vocabulary

/// What is done to the washer's Schneider controller over Modbus.
extension Scenario {
  func writeFromOffice(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.purchasingPC, to: .washerController, unit: 1, in: &network, at: &time)
    session.read(ModbusPoll.Read(function: 3, address: 100, quantity: 40), in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    time += network.random.duration(.seconds(1), .seconds(3))
    var deedTime = time
    deed(in: &network) { network in
      session.ask(
        ModbusMessage.writeRegisters(address: 120, [0, 0, 9_999, 9_999]),
        ModbusMessage.written(address: 120, count: 4), in: &network, at: &deedTime)
    }
    time = deedTime + .milliseconds(700)
    let coil = ModbusMessage.writeCoil(address: 3, isOn: true)
    session.ask(coil, coil, in: &network, at: &time)
    network.close(&session.connection, at: &time)
  }

  func scanUnits(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.qualityPC, to: .washerController, unit: 1, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in
      for unit in 1...60 as ClosedRange<UInt8> {
        session.unit = unit
        if unit == 1 {
          session.read(ModbusPoll.Read(function: 3, address: 0, quantity: 1), in: &network, at: &cursor)
        } else {
          session.ask(
            ModbusMessage.read(function: 3, address: 0, quantity: 1),
            ModbusMessage.exception(function: 3, code: 0x0B), in: &network, at: &cursor)
        }
        cursor += network.random.duration(.milliseconds(20), .milliseconds(90))
      }
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }

  func scanFunctions(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.planningPC, to: .washerController, unit: 1, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in
      for function in 1...110 as ClosedRange<UInt8> {
        // Writing functions, diagnostics and programming are left out: the scan must not do a deed of its
        // own.
        let isHarmless = ![5, 6, 8, 15, 16, 21, 22, 23, 40, 41, 90].contains(function)
        guard isHarmless else { continue }
        if (1...4).contains(function) {
          session.read(
            ModbusPoll.Read(function: function, address: 0, quantity: 1), in: &network, at: &cursor)
        } else {
          session.ask(
            [function, 0, 0, 0, 1], ModbusMessage.exception(function: function, code: 1), in: &network,
            at: &cursor)
        }
        cursor += network.random.duration(.milliseconds(30), .milliseconds(120))
      }
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }

  /// Function 0x7D, with which Schneider's tools replace firmware.
  func replaceFirmware(in network: inout Network, at time: inout Timestamp) {
    network.lease(.laptop, at: &time)
    time += network.random.duration(.seconds(4), .seconds(9))
    var session = ModbusSession(.laptop, to: .washerController, unit: 1, in: &network, at: &time)
    session.ask(
      ModbusMessage.identify, ModbusMessage.identity(["Schneider Electric", "BMX P34 2020", "v2.90"]),
      in: &network,
      at: &time)
    network.settle(&session.connection, at: &time)
    time += .seconds(1)
    var cursor = time
    deed(in: &network) { network in
      for piece in 0..<40 as Range<UInt8> {
        session.ask(
          [0x7D, 0x00, 0x02, piece] + network.random.octets(200), [0x7D, 0x00, 0x02, piece], in: &network,
          at: &cursor)
        cursor += network.random.duration(.milliseconds(5), .milliseconds(20))
      }
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }

  func askInVain(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.planningPC, to: .washerController, unit: 1, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in
      for turn in 0..<80 {
        session.ask(
          ModbusMessage.read(function: 3, address: 20_000 + 100 * turn, quantity: 100),
          ModbusMessage.exception(function: 3, code: 2), in: &network, at: &cursor)
        cursor += network.random.duration(.milliseconds(50), .milliseconds(250))
      }
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }

  /// The same place in the stream twice, with two values: which of them the controller took, the wire does
  /// not say.
  func writeTwice(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.purchasingPC, to: .washerController, unit: 1, in: &network, at: &time)
    session.read(ModbusPoll.Read(function: 3, address: 100, quantity: 40), in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    time += .seconds(1)
    for turn in 0..<3 as Range<UInt16> {
      overlap(&session, transaction: 900 + turn, in: &network, at: &time)
      time += .seconds(2)
    }
    network.close(&session.connection, at: &time)
  }

  private func overlap(
    _ session: inout ModbusSession, transaction: UInt16, in network: inout Network, at time: inout Timestamp
  ) {
    let flags = FrameBuilder.TCPHeader.ack | FrameBuilder.TCPHeader.push
    let messages = [510, 9_999].map {
      ModbusMessage.frame(
        transaction: transaction, unit: 1, ModbusMessage.writeRegister(address: 120, value: $0 as UInt16))
    }
    let sequence = session.connection[.client].next
    network.segment(
      from: .client, session.connection, sequence: sequence, flags: flags, payload: messages[0][...], at: time
    )
    time += .microseconds(80)
    let second = time
    let connection = session.connection
    deed(in: &network) { network in
      network.segment(
        from: .client, connection, sequence: sequence, flags: flags, payload: messages[1][...], at: second)
    }
    session.connection[.client].next = sequence &+ UInt32(messages[0].count)
    time += network.thinkingTime(of: .washerController)
    network.send(messages[0], from: .server, &session.connection, at: &time)
    network.settle(&session.connection, at: &time)
  }

  /// Requests that end before what they announce, in frames whose own length is right.
  func sendMalformed(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.qualityPC, to: .washerController, unit: 1, in: &network, at: &time)
    session.read(ModbusPoll.Read(function: 3, address: 100, quantity: 4), in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    time += .seconds(1)
    var cursor = time
    deed(in: &network) { network in
      let requests: [[UInt8]] = [[3, 0, 100], [6, 0], [1]]
      for turn in 0..<12 {
        session.askInVain(requests[turn % requests.count], in: &network, at: &cursor)
        network.settle(&session.connection, at: &cursor)
        cursor += network.random.duration(.milliseconds(300), .milliseconds(600))
      }
    }
    time = cursor
    network.reset(&session.connection, from: .client, at: &time)
  }
}
