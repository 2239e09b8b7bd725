import Vocabulary

extension Network {
  /// Asks the domain controller for a name's address.
  mutating func lookUp(_ name: String, for client: HostID, address: UInt32?, at time: inout Timestamp) {
    let message = DNSMessage(identifier: UInt16(truncatingIfNeeded: random.next()), name: name)
    let port = ephemeralPort(of: client)
    datagram(message.query, from: client, port, to: .domainController, 53, at: &time)
    time += thinkingTime(of: .domainController)
    datagram(message.answer(address), from: .domainController, 53, to: client, port, at: &time)
    time += .microseconds(300)
  }

  /// A page of a device's own web server.
  mutating func visit(
    _ client: HostID, _ server: HostID, path: String, software: String, title: String, lengthOctets: Int,
    at time: inout Timestamp
  ) {
    var connection = connect(client, to: server, port: 80, at: &time)
    let address = server.host.address
    let name = "\(address >> 24).\(address >> 16 & 0xFF).\(address >> 8 & 0xFF).\(address & 0xFF)"
    exchange(
      &connection,
      WebMessage.get(
        path, host: name, agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:115.0) Firefox/115.0"),
      WebMessage.page(server: software, title: title, lengthOctets: lengthOctets), at: &time)
    time += random.duration(.milliseconds(200), .milliseconds(900))
    close(&connection, at: &time)
  }

  /// A sealed conversation: both hellos, then so many exchanges of sealed records.
  mutating func converseSealed(
    _ client: HostID, _ server: HostID, name: String, exchanges: Int, answerOctets: ClosedRange<Int>,
    at time: inout Timestamp
  ) {
    var connection = connect(client, to: server, port: 443, at: &time)
    let session = random.octets(32)
    exchange(
      &connection,
      TLSMessage.clientHello(
        serverName: name, random: random.octets(32), session: session, key: random.octets(32)),
      TLSMessage.serverHello(random: random.octets(32), session: session, key: random.octets(32))
        + TLSMessage.sealed(random.octets(1_180)), at: &time)
    send(TLSMessage.sealed(random.octets(69)), from: .client, &connection, at: &time)
    for _ in 0..<exchanges {
      time += random.duration(.milliseconds(1), .milliseconds(40))
      exchange(
        &connection, TLSMessage.sealed(random.octets(random.number(in: 180...520))),
        TLSMessage.sealed(random.octets(random.number(in: answerOctets))), at: &time)
    }
    time += random.duration(.milliseconds(5), .milliseconds(300))
    close(&connection, at: &time)
  }

  /// A shell session on port 22, sealed after the key exchange.
  mutating func converseInShell(
    _ client: HostID, _ server: HostID, clientSoftware: String, serverSoftware: String, exchanges: Int,
    at time: inout Timestamp
  ) {
    var connection = connect(client, to: server, port: 22, at: &time)
    exchange(
      &connection, ShellMessage.banner(clientSoftware), ShellMessage.banner(serverSoftware), at: &time)
    exchange(
      &connection, ShellMessage.keyExchangeInit(cookie: random.octets(16)),
      ShellMessage.keyExchangeInit(cookie: random.octets(16)), at: &time)
    exchange(
      &connection, ShellMessage.exchangeInit(point: random.octets(64)),
      ShellMessage.exchangeReply(
        point: random.octets(64), key: [0x9F] + random.octets(255), signature: random.octets(256))
        + ShellMessage.newKeys,
      at: &time)
    send(ShellMessage.newKeys, from: .client, &connection, at: &time)
    for _ in 0..<exchanges {
      time += random.duration(.milliseconds(60), .milliseconds(900))
      let lengths = (random.number(in: 2...4) * 16 + 32, random.number(in: 2...20) * 16 + 32)
      exchange(&connection, random.octets(lengths.0), random.octets(lengths.1), at: &time)
    }
    close(&connection, at: &time)
  }
}
