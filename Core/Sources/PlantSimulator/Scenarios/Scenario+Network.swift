import Vocabulary

/// What is done to the network itself.
extension Scenario {
  /// Every address of the cell is asked for, and those that answer are tried on the controllers' port; then
  /// the other cell's addresses are tried on it, beyond the firewall, where most have no owner.
  func scanAddresses(in network: inout Network, at time: inout Timestamp) {
    network.lease(.laptop, at: &time)
    time += .seconds(5)
    let present: [HostID] = [.switchA, .pressController, .millController, .pressIO, .hmiA]
    sweep(.cellA, present: present, in: &network, at: &time)
    for id in present {
      if id == .pressController || id == .millController {
        var connection = network.connect(.laptop, to: id, port: 102, at: &time)
        network.reset(&connection, from: .client, at: &time)
      } else {
        network.connectRefused(.laptop, to: id, port: 102, at: &time)
      }
    }
    var cursor = time
    deed(in: &network) { network in
      for last in 40...119 as ClosedRange<UInt32> {
        network.connectInVain(.laptop, toNobodyAt: Segment.cellB.network + last, port: 102, at: cursor)
        cursor += network.random.duration(.milliseconds(8), .milliseconds(20))
      }
    }
    time = cursor
  }

  private func sweep(
    _ segment: Segment, present: [HostID], in network: inout Network, at time: inout Timestamp
  ) {
    let laptop = HostID.laptop.host
    for last in 1...254 as ClosedRange<UInt32> where segment.network + last != laptop.address {
      let request = ARPMessage(
        operation: .request, senderMAC: laptop.mac, senderAddress: laptop.address, targetMAC: .zero,
        targetAddress: segment.network + last)
      network.emit(request.frame(to: .broadcast, tag: segment.vlan), at: time)
      if let id = present.first(where: { $0.host.address == segment.network + last }) {
        let reply = ARPMessage(
          operation: .reply, senderMAC: id.host.mac, senderAddress: id.host.address, targetMAC: laptop.mac,
          targetAddress: laptop.address)
        network.emit(reply.frame(to: laptop.mac, tag: segment.vlan), at: time + .microseconds(300))
      }
      time += network.random.duration(.milliseconds(2), .milliseconds(6))
    }
  }

  func scanPorts(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      for step in 0..<180 as Range<UInt16> {
        let port = step < 120 ? 3 + step * 7 : 44_701 + (step - 120) * 3
        switch port {
        case 80, 44_818:
          var connection = network.connect(.jumpHost, to: .assemblyController, port: port, at: &cursor)
          network.reset(&connection, from: .client, at: &cursor)
        default: network.connectRefused(.jumpHost, to: .assemblyController, port: port, at: &cursor)
        }
        cursor += network.random.duration(.milliseconds(1), .milliseconds(12))
      }
    }
    time = cursor
  }

  /// False answers tell both that the other's address is the laptop's, and their words pass through it for a
  /// minute.
  func spoof(in network: inout Network, at time: inout Timestamp) {
    network.lease(.laptop, at: &time)
    time += .seconds(5)
    let laptop = HostID.laptop.host
    let pair: [(HostID, HostID)] = [(.hmiA, .pressController), (.pressController, .hmiA)]
    network.interception = Network.Interception(
      one: .hmiA, other: .pressController, middle: .laptop, from: time + .seconds(1),
      until: time + .seconds(61))
    var cursor = time
    deed(in: &network) { network in
      for turn in 0..<30 {
        if turn % 5 == 4 { network.askAgain(.hmiA, .pressController, at: cursor + .milliseconds(700)) }
        for (told, claimed) in pair {
          let reply = ARPMessage(
            operation: .reply, senderMAC: laptop.mac, senderAddress: claimed.host.address,
            targetMAC: told.host.mac, targetAddress: told.host.address)
          network.emit(reply.frame(to: told.host.mac, tag: laptop.segment.vlan), at: cursor)
          cursor += .milliseconds(3)
        }
        cursor += .milliseconds(1_994) + network.random.duration(.zero, .milliseconds(6))
      }
      // At the end the laptop gives both their true addresses back.
      for (told, claimed) in pair {
        let reply = ARPMessage(
          operation: .reply, senderMAC: claimed.host.mac, senderAddress: claimed.host.address,
          targetMAC: told.host.mac, targetAddress: told.host.address)
        network.emit(reply.frame(to: told.host.mac, tag: laptop.segment.vlan), at: cursor)
        cursor += .milliseconds(3)
      }
    }
    time = cursor
  }

  func beacon(in network: inout Network, at time: inout Timestamp) {
    network.lookUp(
      HostID.stranger.host.name, for: .washerController, address: HostID.stranger.host.address, at: &time)
    var cursor = time
    deed(in: &network) { network in
      for _ in 0..<6 {
        network.converseSealed(
          .washerController, .stranger, name: HostID.stranger.host.name, exchanges: 1, answerOctets: 60...120,
          at: &cursor)
        cursor += .seconds(30) + network.random.duration(.zero, .milliseconds(400))
      }
    }
    time = cursor
  }

  /// The standby's own hardware stands behind the gateway's addresses from now on, and says so in every
  /// segment.
  func failOver(in network: inout Network, at time: inout Timestamp) {
    network.failOverGateway()
    let sent = time
    deed(in: &network) { network in
      for segment in Segment.allCases where segment != .internet {
        for turn in 0..<3 {
          network.announce(
            network.gateway(of: segment), segment.gatewayAddress, segment: segment,
            at: sent + .milliseconds(turn * 900 + segment.rawValue))
        }
      }
    }
    time += .seconds(3)
  }

  // MARK: Sessions of the office

  /// The web page of a switch asks for a name and a password; the browser sends both readably with every
  /// request.
  func signOnInClear(in network: inout Network, at time: inout Timestamp) {
    let secret = WebMessage.credentials(
      user: "admin", password: "moxa-" + String(network.random.number(in: 1_000...9_999)))
    var connection = network.connect(.engineering, to: .switchB, port: 80, at: &time)
    network.exchange(
      &connection, WebMessage.get("/overview.htm", host: "192.168.120.2", agent: "Mozilla/5.0"),
      WebMessage.unauthorized(realm: "EDS-408A"), at: &time)
    network.settle(&connection, at: &time)
    time += .seconds(4)
    var cursor = time
    deed(in: &network) { network in
      network.exchange(
        &connection,
        WebMessage.get("/overview.htm", host: "192.168.120.2", agent: "Mozilla/5.0", authorization: secret),
        WebMessage.page(server: "MoxaHttp/1.0", title: "EDS-408A", lengthOctets: 900), at: &cursor)
    }
    time = cursor
    network.close(&connection, at: &time)
  }

  func openShare(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      var session = SMBSession(
        .qualityPC, to: .testController, share: "Boot", user: "Administrator", version: .windows10,
        in: &network,
        at: &cursor)
      _ = session.readFile("Plc\\Port_851.app", lengthOctets: 6_000, in: &network, at: &cursor)
      session.close(in: &network, at: &cursor)
    }
    time = cursor
  }
}
