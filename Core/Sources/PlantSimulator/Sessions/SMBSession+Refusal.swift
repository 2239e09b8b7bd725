import Vocabulary

extension SMBSession {
  /// An attempt to sign on with NTLM that the server refuses with `status`, and the end of the connection.
  static func signOnInVain(
    _ client: HostID, to server: HostID, user: String, status: UInt32, in network: inout Network,
    at time: inout Timestamp
  ) {
    var connection = network.connect(client, to: server, port: 445, at: &time)
    var message = SMBMessage(identifier: 0, session: 0, tree: 0)
    let opening = time
    network.exchange(
      &connection, message.request(.negotiate, SMBMessage.negotiate(client: network.random.octets(16))),
      message.response(
        .negotiate,
        SMBMessage.negotiated(
          server: network.random.octets(16), token: NTLMMessage.initialToken(nil), at: opening)), at: &time)
    message.identifier += 1
    let offer = NTLMMessage.initialToken(NTLMMessage.negotiate(.windows10))
    let challenge = NTLMMessage.challenge(
      domain: "METALWORKS", computer: server.host.name, nonce: network.random.octets(8), .server2019)
    var answering = message
    answering.session = network.random.next() & 0x0000_0FFF_FFFF_FFFF
    network.exchange(
      &connection, message.request(.sessionSetup, SMBMessage.sessionSetup(token: offer)),
      answering.response(
        .sessionSetup, status: 0xC000_0016,
        SMBMessage.sessionAnswer(token: NTLMMessage.token(state: 1, names: true, challenge))), at: &time)
    message.session = answering.session
    message.identifier += 1
    let proof = NTLMMessage.authenticate(
      domain: "METALWORKS", user: user, workstation: client.host.name, proof: network.random.octets(32),
      .windows10)
    network.exchange(
      &connection,
      message.request(
        .sessionSetup, SMBMessage.sessionSetup(token: NTLMMessage.token(state: nil, proof))),
      message.response(.sessionSetup, status: status, SMBMessage.bye), at: &time)
    network.refuse(user, on: server, from: client, kind: .network, status: status, at: time)
    network.close(&connection, at: &time)
  }
}
