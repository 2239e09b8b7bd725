import Vocabulary

/// What goes on all day without anybody's hand.
extension Chore {
  func announce(in network: inout Network, at time: inout Timestamp) {
    for message in Announcement.all {
      network.emit(message.frame, at: time)
      time += network.random.duration(.milliseconds(40), .milliseconds(900))
    }
  }

  /// One station after the other asks the domain controller for the time.
  func keepTime(in network: inout Network, at time: inout Timestamp) {
    let clients: [HostID] = [
      .pressController, .millController, .hmiA, .assemblyController, .hmiB, .testController, .historian,
      .engineering, .coreSwitch, .washerController, .jumpHost, .historianMirror,
    ]
    let client = clients[step % clients.count]
    let asked = time
    network.datagram(
      NTPMessage.octets(at: asked), from: client, 123, to: .domainController, 123, at: &time)
    time += network.thinkingTime(of: .domainController)
    network.datagram(
      NTPMessage.octets(answering: asked, at: time), from: .domainController, 123, to: client, 123, at: &time)
  }

  /// The panel of cell B asks everybody there who speaks EtherNet/IP.
  func listIdentity(in network: inout Network, at time: inout Timestamp) {
    let port = network.ephemeralPort(of: .hmiB)
    network.broadcast(EtherNetIPMessage.frame(.listIdentity), from: .hmiB, port, to: 44_818, at: time)
    time += network.thinkingTime(of: .assemblyController)
    network.datagram(
      EtherNetIPMessage.identity(.assembly, address: HostID.assemblyController.host.address),
      from: .assemblyController, 44_818, to: .hmiB, port, at: &time)
  }

  func useERP(_ host: HostID, in network: inout Network, at time: inout Timestamp) {
    if step % 5 == 0 {
      network.lookUp("erp01.metalworks.example", for: host, address: HostID.erp.host.address, at: &time)
    }
    network.converseSealed(
      host, .erp, name: "erp01.metalworks.example", exchanges: network.random.number(in: 1...4),
      answerOctets: 400...3_200, at: &time)
  }

  func useFiles(_ host: HostID, in network: inout Network, at time: inout Timestamp) {
    var session = SMBSession(
      host, to: .fileServer, share: "public", user: String(host.host.name.dropFirst(3)).lowercased(),
      version: .windows10, in: &network, at: &time)
    let number = network.random.number(in: 1_000...9_999)
    if network.random.happens(onceIn: 2) {
      session.writeFile(
        "orders\\\(number).xlsx", lengthOctets: network.random.number(in: 6_000...40_000), in: &network,
        at: &time)
    } else {
      _ = session.readFile(
        "drawings\\\(number).pdf", lengthOctets: network.random.number(in: 10_000...70_000), in: &network,
        at: &time)
    }
    session.close(in: &network, at: &time)
  }

  /// The ERP server reports machine hours to the maker of the machines.
  func serviceReport(in network: inout Network, at time: inout Timestamp) {
    network.lookUp(HostID.cloud.host.name, for: .erp, address: HostID.cloud.host.address, at: &time)
    network.converseSealed(
      .erp, .cloud, name: HostID.cloud.host.name, exchanges: 3, answerOctets: 120...600, at: &time)
  }
}
