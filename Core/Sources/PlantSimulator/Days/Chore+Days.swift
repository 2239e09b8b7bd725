import Vocabulary

/// What people and programs do in the course of a week.
extension Chore {
  /// Somebody sits down and gives a name and a password; the domain controller lets the station's policies
  /// be read.
  func signOn(_ host: HostID, in network: inout Network, at time: inout Timestamp) {
    let user = Person.of(host)
    network.lookUp(
      "dc01.metalworks.example", for: host, address: HostID.domainController.host.address, at: &time)
    var session = SMBSession(
      host, to: .domainController, share: "sysvol", user: user, version: .windows10, in: &network, at: &time)
    network.logon(user, on: host, kind: .interactive, at: time)
    network.logon(user, on: .domainController, from: host, kind: .network, at: time + .milliseconds(12))
    session.readText("policies\\gpt.ini", lengthOctets: 60, in: &network, at: &time)
    session.close(in: &network, at: &time)
    network.logoff(user, on: .domainController, kind: .network, at: time)
  }

  /// At night the backup server reads what has changed on the file server.
  func backUpFiles(in network: inout Network, at time: inout Timestamp) {
    var session = SMBSession(
      .backupServer, to: .fileServer, share: "public", user: "svc-backup", version: .windows10, in: &network,
      at: &time)
    network.logon("svc-backup", on: .fileServer, from: .backupServer, kind: .network, at: time)
    for number in 0..<60 {
      session.readText(
        "orders\\\(1_000 + (step * 60 + number) % 9_000).xlsx", lengthOctets: 24_000, in: &network, at: &time)
      time += network.random.duration(.milliseconds(20), .milliseconds(90))
    }
    session.close(in: &network, at: &time)
    network.logoff("svc-backup", on: .fileServer, kind: .network, at: time)
  }

  /// The owner's scanner asks the Windows stations for a handful of ports, one after another.
  func scanForPatches(in network: inout Network, at time: inout Timestamp) {
    for target in [HostID.historian, .engineering, .hmiA, .hmiB, .jumpHost] {
      for port in [135, 3_389, 5_985] as [UInt16] {
        network.connectRefused(.assetScanner, to: target, port: port, at: &time)
        time += network.random.duration(.seconds(8), .seconds(20))
      }
    }
  }

  /// A few pages for the new printer, which comes on the first Thursday.
  func printPages(_ host: HostID, in network: inout Network, at time: inout Timestamp) {
    guard let days = network.days,
      LocalTime(time, offsetSeconds: days.hours.offsetSeconds).weekday.rawValue > Weekday.thursday.rawValue
        || step > 20
    else { return }
    var connection = network.connect(host, to: .printer, port: 9_100, at: &time)
    network.send(
      Array("\u{1B}%-12345X@PJL JOB\r\n".utf8)
        + network.random.octets(network.random.number(in: 4_000...20_000)),
      from: .client, &connection, at: &time)
    network.close(&connection, at: &time)
  }

  /// The machine's maker comes through the jump host, looks at the press's values, and leaves.
  func visitRemotely(in network: inout Network, at time: inout Timestamp) {
    network.converseSealed(
      .vendor, .jumpHost, name: "jump01.metalworks.example", exchanges: 24, answerOctets: 400...2_400,
      at: &time)
    network.logon("vendor-press", on: .jumpHost, from: .vendor, kind: .remoteDesktop, at: time)
    time += network.random.duration(.seconds(20), .seconds(60))
    var session = S7Session(.jumpHost, to: .pressController, slot: 2, local: 0x03, in: &network, at: &time)
    session.identify(.press, in: &network, at: &time)
    for _ in 0..<20 {
      session.read([S7Message.Item(block: 10, start: 0, count: 24)], in: &network, at: &time)
      network.settle(&session.connection, at: &time)
      time += network.random.duration(.seconds(5), .seconds(25))
    }
    network.close(&session.connection, at: &time)
    network.logoff("vendor-press", on: .jumpHost, kind: .remoteDesktop, at: time)
  }

  /// On Monday the panel of cell B is switched off and on again: it is away for some minutes, then asks for
  /// everything anew.
  func patrol(in network: inout Network, at time: inout Timestamp) {
    let off = time
    let on = off + network.random.duration(.seconds(150), .seconds(240))
    network.days?.add(PlantDays.Pause(client: .hmiB, server: nil, from: off, until: on))
    time = on
    network.announce(HostID.hmiB.host.mac, HostID.hmiB.host.address, segment: .cellB, at: time)
    time += .seconds(2)
    network.lookUp(
      "dc01.metalworks.example", for: .hmiB, address: HostID.domainController.host.address, at: &time)
  }
}

/// Who usually sits where.
enum Person {
  static func of(_ host: HostID) -> String {
    switch host {
    case .planningPC: "planning"
    case .qualityPC: "quality"
    case .purchasingPC: "purchasing"
    case .engineering: "e.weber"
    case .hmiA: "operator-a"
    case .hmiB: "operator-b"
    case .backupServer: "svc-backup"
    default: "administrator"
    }
  }
}
