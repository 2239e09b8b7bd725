import Vocabulary

/// A Windows station's session with the file server, signed on with NTLM.
struct SMBSession: Sendable {
  var connection: TCPConnection
  private var message = SMBMessage(identifier: 0, session: 0, tree: 0)
  private let share: String

  init(
    _ client: HostID, to server: HostID, share: String, user: String, version: NTLMMessage.Version,
    in network: inout Network, at time: inout Timestamp
  ) {
    self.share = "\\\\\(server.host.name)\\\(share)"
    connection = network.connect(client, to: server, port: 445, at: &time)
    ask(
      .negotiate, SMBMessage.negotiate(client: network.random.octets(16)),
      SMBMessage.negotiated(
        server: network.random.octets(16), token: NTLMMessage.initialToken(nil), at: time), in: &network,
      at: &time)
    let handle = network.random.next() & 0x0000_0FFF_FFFF_FFFF
    signOn(client, server, user: user, version: version, session: handle, in: &network, at: &time)
    ask(
      .treeConnect, SMBMessage.treeConnect(self.share), SMBMessage.treeConnected, tree: 1, in: &network,
      at: &time)
    message.tree = 1
  }

  private mutating func signOn(
    _ client: HostID, _ server: HostID, user: String, version: NTLMMessage.Version, session: UInt64,
    in network: inout Network, at time: inout Timestamp
  ) {
    let challenge = NTLMMessage.challenge(
      domain: "METALWORKS", computer: server.host.name, nonce: network.random.octets(8), .server2019)
    ask(
      .sessionSetup, SMBMessage.sessionSetup(token: NTLMMessage.initialToken(NTLMMessage.negotiate(version))),
      SMBMessage.sessionAnswer(token: NTLMMessage.token(state: 1, names: true, challenge)),
      status: 0xC000_0016, session: session, in: &network, at: &time)
    message.session = session
    let proof = NTLMMessage.authenticate(
      domain: "METALWORKS", user: user, workstation: client.host.name, proof: network.random.octets(32),
      version)
    ask(
      .sessionSetup, SMBMessage.sessionSetup(token: NTLMMessage.token(state: nil, proof)),
      SMBMessage.sessionAnswer(token: NTLMMessage.token(state: 0, nil)), in: &network, at: &time)
  }

  /// The answer may name a session or tree that the request did not know.
  mutating func ask(
    _ command: SMBMessage.Command, _ request: [UInt8], _ answer: [UInt8], status: UInt32 = 0,
    session: UInt64? = nil, tree: UInt32? = nil, in network: inout Network, at time: inout Timestamp
  ) {
    var answering = message
    answering.session = session ?? message.session
    answering.tree = tree ?? message.tree
    network.exchange(
      &connection, message.request(command, request), answering.response(command, status: status, answer),
      at: &time)
    message.identifier += 1
  }

  mutating func readFile(
    _ name: String, lengthOctets: Int, in network: inout Network, at time: inout Timestamp
  ) -> [UInt8] {
    let file = open(name, lengthOctets: lengthOctets, writes: false, in: &network, at: &time)
    var content: [UInt8] = []
    while content.count < lengthOctets {
      let piece = network.random.octets(min(8_192, lengthOctets - content.count))
      ask(
        .read, SMBMessage.read(file: file, offset: content.count, lengthOctets: 8_192),
        SMBMessage.readAnswer(piece), in: &network, at: &time)
      content += piece
    }
    ask(.close, SMBMessage.close(file: file), SMBMessage.closed, in: &network, at: &time)
    return content
  }

  mutating func writeFile(
    _ name: String, lengthOctets: Int, in network: inout Network, at time: inout Timestamp
  ) {
    let file = open(name, lengthOctets: 0, writes: true, in: &network, at: &time)
    var offset = 0
    while offset < lengthOctets {
      let piece = network.random.octets(min(8_192, lengthOctets - offset))
      ask(
        .write, SMBMessage.write(file: file, offset: offset, piece), SMBMessage.written(piece.count),
        in: &network,
        at: &time)
      offset += piece.count
    }
    ask(.close, SMBMessage.close(file: file), SMBMessage.closed, in: &network, at: &time)
  }

  mutating func open(
    _ name: String, lengthOctets: Int, writes: Bool, isNew: Bool = false, in network: inout Network,
    at time: inout Timestamp
  ) -> [UInt8] {
    let file = network.random.octets(16)
    ask(
      .create, SMBMessage.create(name, writes: writes),
      SMBMessage.created(file: file, lengthOctets: lengthOctets, isNew: isNew, at: time), in: &network,
      at: &time)
    time += network.random.duration(.milliseconds(1), .milliseconds(6))
    return file
  }

  mutating func close(in network: inout Network, at time: inout Timestamp) {
    ask(.treeDisconnect, SMBMessage.bye, SMBMessage.bye, in: &network, at: &time)
    message.tree = 0
    ask(.logoff, SMBMessage.bye, SMBMessage.bye, in: &network, at: &time)
    network.close(&connection, at: &time)
  }
}
