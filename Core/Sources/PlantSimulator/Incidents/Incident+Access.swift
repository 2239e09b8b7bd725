import Vocabulary

/// People and programs that sign on where, when or how they should not.
extension Incident {
  /// Somebody opens a shell of the historian's mirror as root from the jump host.
  func signOnAtNight(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      network.logon("e.weber", on: .jumpHost, kind: .interactive, at: cursor)
      let port = 49_152 + network.random.number(in: 0...9_000)
      let from = HostAddress(ipv4: HostID.jumpHost.host.address).text
      network.shellLine(
        "Accepted password for e.weber from \(from) port \(port) ssh2", on: .historianMirror,
        at: cursor + .seconds(1))
      network.converseInShell(
        .jumpHost, .historianMirror, clientSoftware: "OpenSSH_for_Windows_8.6",
        serverSoftware: "OpenSSH_9.2p1 Debian-2+deb12u3", exchanges: 30, at: &cursor)
      network.write(
        .historianMirror, application: "sudo", process: "-", priority: 85,
        "e.weber : TTY=pts/0 ; PWD=/srv/historian ; USER=root ; COMMAND=/bin/bash", at: cursor)
    }
    time = cursor
  }

  /// One password after another for one account.
  func guess(
    _ client: HostID, times: Int, pause: ClosedRange<Duration>, in network: inout Network,
    at time: inout Timestamp
  ) {
    var cursor = time
    deed(in: &network) { network in
      for _ in 0..<times {
        SMBSession.signOnInVain(
          client, to: .fileServer, user: "administrator", status: 0xC000_006D, in: &network, at: &cursor)
        cursor += network.random.duration(pause.lowerBound, pause.upperBound)
      }
    }
    time = cursor
  }

  func useDisabledAccount(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      for _ in 0..<2 {
        SMBSession.signOnInVain(
          .planningPC, to: .fileServer, user: "m.former", status: 0xC000_0072, in: &network, at: &cursor)
        cursor += network.random.duration(.seconds(3), .seconds(9))
      }
    }
    time = cursor
  }

  /// The operator's account is used at the panel and, minutes later, at an office PC.
  func shareAccount(in network: inout Network, at time: inout Timestamp) {
    use("operator-a", at: .hmiA, in: &network, at: &time)
    time += network.random.duration(.seconds(60), .seconds(120))
    var cursor = time
    deed(in: &network) { network in use("operator-a", at: .qualityPC, in: &network, at: &cursor) }
    time = cursor
  }

  private func use(
    _ user: String, at host: HostID, in network: inout Network, at time: inout Timestamp
  ) {
    var session = SMBSession(
      host, to: .fileServer, share: "recipes", user: user, version: .windows10, in: &network, at: &time)
    network.logon(user, on: .fileServer, from: host, kind: .network, at: time)
    session.readText("press\\part-4711.rcp", lengthOctets: 1_480, in: &network, at: &time)
    session.close(in: &network, at: &time)
  }

  /// One share is read from its first file to its last.
  func readShare(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      var session = SMBSession(
        .qualityPC, to: .fileServer, share: "drawings", user: "quality", version: .windows10, in: &network,
        at: &cursor)
      network.logon("quality", on: .fileServer, from: .qualityPC, kind: .network, at: cursor)
      for number in 0..<260 {
        session.readText("press\\drawing-\(number).dwg", lengthOctets: 24_000, in: &network, at: &cursor)
        cursor += network.random.duration(.milliseconds(20), .milliseconds(120))
      }
      session.close(in: &network, at: &cursor)
    }
    time = cursor
  }

  func sendOut(in network: inout Network, at time: inout Timestamp) {
    network.lookUp(
      HostID.stranger.host.name, for: .purchasingPC, address: HostID.stranger.host.address, at: &time)
    var cursor = time
    deed(in: &network) { network in
      var connection = network.connect(.purchasingPC, to: .stranger, port: 443, at: &cursor)
      network.exchange(
        &connection,
        TLSMessage.clientHello(
          serverName: HostID.stranger.host.name, random: network.random.octets(32),
          session: network.random.octets(32), key: network.random.octets(32)),
        TLSMessage.serverHello(
          random: network.random.octets(32), session: network.random.octets(32),
          key: network.random.octets(32)), at: &cursor)
      for _ in 0..<600 {
        network.send(
          TLSMessage.sealed(network.random.octets(16_000)), from: .client, &connection, at: &cursor)
        cursor += network.random.duration(.milliseconds(5), .milliseconds(60))
      }
      network.close(&connection, at: &cursor)
    }
    time = cursor
  }
}
