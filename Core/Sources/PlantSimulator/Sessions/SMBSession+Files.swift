import Vocabulary

/// Files whose content somebody can read, and what people and malware do to them.
extension SMBSession {
  /// Octets of a message.
  private static let pieceOctets = 8_192

  /// Reads a text.
  mutating func readText(
    _ name: String, lengthOctets: Int, in network: inout Network, at time: inout Timestamp
  ) {
    let file = open(name, lengthOctets: lengthOctets, writes: false, in: &network, at: &time)
    read(file, lengthOctets: lengthOctets, in: &network, at: &time)
    close(file, in: &network, at: &time)
  }

  /// Makes a file of random octets.
  mutating func make(
    _ name: String, lengthOctets: Int, in network: inout Network, at time: inout Timestamp
  ) {
    let file = open(name, lengthOctets: 0, writes: true, isNew: true, in: &network, at: &time)
    write(file, lengthOctets: lengthOctets, in: &network, at: &time)
    close(file, in: &network, at: &time)
  }

  /// Reads a text, writes random octets over it, and gives it another name, all in one opening.
  mutating func encrypt(
    _ name: String, to newName: String, lengthOctets: Int, in network: inout Network, at time: inout Timestamp
  ) {
    let file = open(name, lengthOctets: lengthOctets, writes: true, in: &network, at: &time)
    read(file, lengthOctets: lengthOctets, in: &network, at: &time)
    write(file, lengthOctets: lengthOctets, in: &network, at: &time)
    rename(file, to: newName, in: &network, at: &time)
    close(file, in: &network, at: &time)
  }

  mutating func rename(
    _ name: String, to newName: String, in network: inout Network, at time: inout Timestamp
  ) {
    let file = open(name, lengthOctets: 0, writes: true, in: &network, at: &time)
    rename(file, to: newName, in: &network, at: &time)
    close(file, in: &network, at: &time)
  }

  private mutating func read(
    _ file: [UInt8], lengthOctets: Int, in network: inout Network, at time: inout Timestamp
  ) {
    let line = Array("set point 1200 mm, feed 40, tool 7, material 1.4301\r\n".utf8)
    for start in stride(from: 0, to: lengthOctets, by: Self.pieceOctets) {
      let piece = (start..<min(lengthOctets, start + Self.pieceOctets)).map { line[$0 % line.count] }
      ask(
        .read, SMBMessage.read(file: file, offset: start, lengthOctets: Self.pieceOctets),
        SMBMessage.readAnswer(piece), in: &network, at: &time)
    }
  }

  private mutating func write(
    _ file: [UInt8], lengthOctets: Int, in network: inout Network, at time: inout Timestamp
  ) {
    for start in stride(from: 0, to: lengthOctets, by: Self.pieceOctets) {
      let piece = network.random.octets(min(Self.pieceOctets, lengthOctets - start))
      ask(
        .write, SMBMessage.write(file: file, offset: start, piece), SMBMessage.written(piece.count),
        in: &network, at: &time)
    }
  }

  private mutating func rename(
    _ file: [UInt8], to newName: String, in network: inout Network, at time: inout Timestamp
  ) {
    ask(
      .setInfo, SMBMessage.rename(file: file, to: newName), SMBMessage.infoSet, in: &network, at: &time)
  }

  private mutating func close(_ file: [UInt8], in network: inout Network, at time: inout Timestamp) {
    ask(.close, SMBMessage.close(file: file), SMBMessage.closed, in: &network, at: &time)
  }
}
