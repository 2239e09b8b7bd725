import Vocabulary

/// Stations that nobody knows, and services that nobody ordered.
extension Incident {
  func bringLaptop(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      network.lease(.newLaptop, at: &cursor)
      cursor += network.random.duration(.seconds(5), .seconds(20))
      var session = S7Session(.newLaptop, to: .pressController, slot: 2, in: &network, at: &cursor)
      session.identify(.press, in: &network, at: &cursor)
      session.read([S7Message.Item(block: 10, start: 0, count: 24)], in: &network, at: &cursor)
      network.close(&session.connection, at: &cursor)
    }
    time = cursor
  }

  /// A small computer appears in cell B, pings its neighbours, and reads the washer's controller.
  func plugIn(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      network.lease(.unknownDevice, at: &cursor)
      for (number, target) in [HostID.assemblyController, .washerController, .hmiB].enumerated() {
        cursor += network.random.duration(.seconds(1), .seconds(4))
        network.ping(.unknownDevice, target, sequence: number, at: &cursor)
      }
      var session = ModbusSession(.unknownDevice, to: .washerController, unit: 1, in: &network, at: &cursor)
      session.read(ModbusPoll.Read(function: 3, address: 100, quantity: 16), in: &network, at: &cursor)
      network.close(&session.connection, at: &cursor)
    }
    time = cursor
  }

  /// The unknown device offers addresses, with itself as the way out.
  func offerAddresses(in network: inout Network, at time: inout Timestamp) {
    let rogue = HostID.unknownDevice.host
    let client = HostID.hmiB.host
    let transaction = UInt32(truncatingIfNeeded: network.random.next())
    var cursor = time
    deed(in: &network) { network in
      for kind in [DHCPMessage.Kind.offer, .acknowledge] {
        let message = DHCPMessage(
          kind: kind, transaction: transaction, client: client.mac, hostname: client.name,
          vendorClass: "MSFT 5.0", address: client.address, server: rogue.address, gateway: rogue.address)
        network.datagram(message.octets, from: .unknownDevice, 67, to: .hmiB, 68, at: &cursor)
        cursor += network.random.duration(.milliseconds(5), .milliseconds(40))
      }
    }
    time = cursor
  }

  /// The unknown device answers a question for a name that the panel asked it.
  func answerNames(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      for name in ["dc01.metalworks.example", "filesrv.metalworks.example"] {
        let message = DNSMessage(
          identifier: UInt16(truncatingIfNeeded: network.random.next()), name: name)
        let port = network.ephemeralPort(of: .hmiB)
        network.datagram(message.query, from: .hmiB, port, to: .unknownDevice, 53, at: &cursor)
        cursor += .milliseconds(1)
        network.datagram(
          message.answer(HostID.unknownDevice.host.address), from: .unknownDevice, 53, to: .hmiB, port,
          at: &cursor)
      }
    }
    time = cursor
  }

  /// The panel of cell A talks to a place on the internet.
  func leavePlant(in network: inout Network, at time: inout Timestamp) {
    network.lookUp(HostID.stranger.host.name, for: .hmiA, address: HostID.stranger.host.address, at: &time)
    var cursor = time
    deed(in: &network) { network in
      for _ in 0..<3 {
        network.converseSealed(
          .hmiA, .stranger, name: HostID.stranger.host.name, exchanges: 2, answerOctets: 200...900,
          at: &cursor)
        cursor += network.random.duration(.seconds(20), .seconds(40))
      }
    }
    time = cursor
  }
}
