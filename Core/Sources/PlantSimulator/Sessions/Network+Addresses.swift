import Vocabulary

extension Network {
  /// A station gets its address from the firewall, which is the server of every segment.
  mutating func lease(_ host: HostID, at time: inout Timestamp) {
    let segment = host.host.segment
    var message = DHCPMessage(
      kind: .discover, transaction: UInt32(truncatingIfNeeded: random.next()), client: host.host.mac,
      hostname: host.host.name, vendorClass: "MSFT 5.0", address: host.host.address,
      server: segment.gatewayAddress, gateway: segment.gatewayAddress)
    for kind in [DHCPMessage.Kind.discover, .offer, .request, .acknowledge] {
      message.kind = kind
      exchangeAddress(message, segment: segment, at: time)
      time += random.duration(.milliseconds(1), .milliseconds(30))
    }
    // The new owner makes sure that nobody else has the address, then tells it.
    let probe = ARPMessage(
      operation: .request, senderMAC: host.host.mac, senderAddress: 0, targetMAC: .zero,
      targetAddress: host.host.address)
    emit(probe.frame(to: .broadcast, tag: segment.vlan), at: time)
    time += .seconds(1)
    announce(host.host.mac, host.host.address, segment: segment, at: time)
    time += .milliseconds(20)
  }

  private mutating func exchangeAddress(_ message: DHCPMessage, segment: Segment, at time: Timestamp) {
    let toClient = message.isFromServer
    let builder = FrameBuilder(
      destination: toClient ? message.client : .broadcast,
      source: toClient ? gateway(of: segment) : message.client, tag: segment.vlan)
    let internet = FrameBuilder.Internet(
      source: toClient ? message.server : 0, destination: toClient ? message.address : .max, timeToLive: 128,
      proto: 17, dontFragment: false)
    var octets = builder.udp(
      internet, sourcePort: toClient ? 67 : 68, destinationPort: toClient ? 68 : 67, payload: message.octets)
    FrameBuilder.number(
      &octets, internetOffset: builder.payloadOffset,
      identification: UInt16(truncatingIfNeeded: random.next()))
    emit(octets, at: time)
  }

  /// A gratuitous ARP: whose address it is, to everybody.
  mutating func announce(_ mac: MACAddress, _ address: UInt32, segment: Segment, at time: Timestamp) {
    let message = ARPMessage(
      operation: .request, senderMAC: mac, senderAddress: address, targetMAC: .zero, targetAddress: address)
    emit(message.frame(to: .broadcast, tag: segment.vlan), at: time)
  }

  /// Asks all PROFINET devices of cell A who they are; each answers after a delay of its own.
  mutating func identifyCell(by asker: HostID, at time: inout Timestamp) {
    let transaction = UInt32(truncatingIfNeeded: random.next())
    let vlan = asker.host.segment.vlan
    emit(
      DCPMessage.identify(transaction: transaction).frame(
        from: asker.host.mac, to: DCPMessage.identifyAddress, vlan: vlan), at: time)
    for identity in DCPIdentity.cellA {
      time += random.duration(.milliseconds(2), .milliseconds(90))
      emit(
        DCPMessage.identified(transaction: transaction, blocks: identity.blocks).frame(
          from: identity.host.host.mac, to: asker.host.mac, vlan: vlan), at: time)
    }
    time += .milliseconds(100)
  }
}
