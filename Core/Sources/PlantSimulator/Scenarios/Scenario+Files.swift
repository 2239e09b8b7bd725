import Vocabulary

/// What is done to the file server: by ransomware, and by what only looks like it.
extension Scenario {
  /// One drawing after another becomes random octets with a new extension.
  func encryptDrawings(in network: inout Network, at time: inout Timestamp) {
    work(by: .purchasingPC, user: "purchasing", in: &network, at: &time) { session, network, time in
      for number in 1...24 {
        let name = "press\\drawing-\(number).txt"
        session.encrypt(name, to: name + ".qzx9", lengthOctets: 12_000, in: &network, at: &time)
        time += network.random.duration(.milliseconds(40), .milliseconds(200))
      }
    }
  }

  /// No attack: a program reads all drawings and writes encrypted copies into another folder.
  func backUpDrawings(in network: inout Network, at time: inout Timestamp) {
    work(by: .planningPC, user: "backup", in: &network, at: &time) { session, network, time in
      for number in 1...24 {
        session.readText("press\\drawing-\(number).txt", lengthOctets: 12_000, in: &network, at: &time)
        session.make("backup\\set-\(number).vbk", lengthOctets: 9_000, in: &network, at: &time)
        time += network.random.duration(.milliseconds(40), .milliseconds(200))
      }
    }
  }

  /// No attack: a drawing program saves beside each file, keeps the old one as `.bak`, renames the new one.
  func saveDrawings(in network: inout Network, at time: inout Timestamp) {
    work(by: .qualityPC, user: "quality", in: &network, at: &time) { session, network, time in
      for number in 1...24 {
        let name = "mill\\part-\(number)"
        session.readText(name + ".dwg", lengthOctets: 12_000, in: &network, at: &time)
        session.make(name + ".sv$", lengthOctets: 12_000, in: &network, at: &time)
        session.rename(name + ".dwg", to: name + ".bak", in: &network, at: &time)
        session.rename(name + ".sv$", to: name + ".dwg", in: &network, at: &time)
        time += network.random.duration(.milliseconds(400), .seconds(2))
      }
    }
  }

  private func work(
    by client: HostID, user: String, in network: inout Network, at time: inout Timestamp,
    _ act: (inout SMBSession, inout Network, inout Timestamp) -> Void
  ) {
    var session = SMBSession(
      client, to: .fileServer, share: "drawings", user: user, version: .windows10, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in act(&session, &network, &cursor) }
    time = cursor
    session.close(in: &network, at: &time)
  }
}
