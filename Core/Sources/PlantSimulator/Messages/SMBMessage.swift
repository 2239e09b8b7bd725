import Vocabulary

/// SMB 2.1 messages over TCP.
///
/// Source: MS-SMB2, clauses 2.1 (transport) and 2.2 (message syntax).
struct SMBMessage: Sendable {
  enum Command: UInt16, Sendable {
    case negotiate = 0
    case sessionSetup = 1
    case logoff = 2
    case treeConnect = 3
    case treeDisconnect = 4
    case create = 5
    case close = 6
    case read = 8
    case write = 9
    case setInfo = 17
  }

  var identifier: UInt64
  var session: UInt64
  var tree: UInt32

  func request(_ command: Command, _ body: [UInt8]) -> [UInt8] {
    frame(command, status: 0, isResponse: false, body)
  }

  func response(_ command: Command, status: UInt32 = 0, _ body: [UInt8]) -> [UInt8] {
    frame(command, status: status, isResponse: true, body)
  }

  private func frame(_ command: Command, status: UInt32, isResponse: Bool, _ body: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [0]
    octets.put24(64 + body.count)
    octets += [0xFE, 0x53, 0x4D, 0x42]
    octets.put16(littleEndian: 64)
    octets.put16(littleEndian: 1)
    octets.put32(littleEndian: status)
    octets.put16(littleEndian: command.rawValue)
    octets.put16(littleEndian: 31)
    octets.put32(littleEndian: isResponse ? 1 : 0)
    octets.put32(0)
    octets.put64(littleEndian: identifier)
    octets.put32(littleEndian: 0xFEFF)
    octets.put32(littleEndian: tree)
    octets.put64(littleEndian: session)
    octets.putZeros(16)
    return octets + body
  }
}

extension SMBMessage {
  static func negotiate(client: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [36, 0, 2, 0, 1, 0, 0, 0]
    octets.put32(littleEndian: 0x7F)
    octets += client.prefix(16)
    octets.putZeros(8)
    octets += [0x02, 0x02, 0x10, 0x02]
    return octets
  }

  static func negotiated(server: [UInt8], token: [UInt8], at time: Timestamp) -> [UInt8] {
    var octets: [UInt8] = [65, 0, 1, 0, 0x10, 0x02, 0, 0]
    octets += server.prefix(16)
    octets.put32(littleEndian: 7)
    for _ in 0..<3 { octets.put32(littleEndian: 1_048_576) }
    octets.put64(littleEndian: OPCUAMessage.date(time))
    octets.put64(littleEndian: 0)
    octets.put16(littleEndian: 128)
    octets.put16(littleEndian: token.count)
    octets.put32(0)
    return octets + token
  }

  static func sessionSetup(token: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [25, 0, 0, 1]
    octets.put32(littleEndian: 1)
    octets.put32(0)
    octets.put16(littleEndian: 88)
    octets.put16(littleEndian: token.count)
    octets.putZeros(8)
    return octets + token
  }

  static func sessionAnswer(token: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [9, 0, 0, 0]
    octets.put16(littleEndian: 72)
    octets.put16(littleEndian: token.count)
    return octets + token
  }

  static func treeConnect(_ share: String) -> [UInt8] {
    var octets: [UInt8] = [9, 0, 0, 0, 72, 0]
    octets.put16(littleEndian: share.utf16.count * 2)
    octets.putUTF16(share)
    return octets
  }

  static let treeConnected: [UInt8] = [16, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0x01, 0x1F, 0x00]

  /// `writes` asks for the right to write and makes the file where it is not there.
  static func create(_ name: String, writes: Bool) -> [UInt8] {
    var octets: [UInt8] = [57, 0, 0, 0]
    octets.put32(littleEndian: 2)
    octets.putZeros(16)
    octets.put32(littleEndian: writes ? 0x0012_0196 : 0x0012_0089)
    octets.put32(littleEndian: 0)
    octets.put32(littleEndian: 7)
    octets.put32(littleEndian: writes ? 5 : 1)
    octets.put32(littleEndian: 0x40)
    octets.put16(littleEndian: 120)
    octets.put16(littleEndian: name.utf16.count * 2)
    octets.putZeros(8)
    octets.putUTF16(name)
    return octets
  }

  /// `isNew` where the file was not there before.
  static func created(
    file: [UInt8], lengthOctets: Int, isNew: Bool = false, at time: Timestamp
  ) -> [UInt8] {
    var octets: [UInt8] = [89, 0, 0, 0]
    octets.put32(littleEndian: isNew ? 2 : 1)
    for _ in 0..<4 { octets.put64(littleEndian: OPCUAMessage.date(time)) }
    octets.put64(littleEndian: UInt64((lengthOctets + 4_095) / 4_096 * 4_096))
    octets.put64(littleEndian: UInt64(lengthOctets))
    octets.put32(littleEndian: 0x20)
    octets.put32(0)
    octets += file.prefix(16)
    octets.putZeros(8)
    return octets
  }

  static func read(file: [UInt8], offset: Int, lengthOctets: Int) -> [UInt8] {
    var octets: [UInt8] = [49, 0, 0x50, 0]
    octets.put32(littleEndian: lengthOctets)
    octets.put64(littleEndian: UInt64(offset))
    octets += file.prefix(16)
    octets.putZeros(17)
    return octets
  }

  static func readAnswer(_ data: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [17, 0, 80, 0]
    octets.put32(littleEndian: data.count)
    octets.putZeros(8)
    return octets + data
  }

  static func write(file: [UInt8], offset: Int, _ data: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [49, 0, 112, 0]
    octets.put32(littleEndian: data.count)
    octets.put64(littleEndian: UInt64(offset))
    octets += file.prefix(16)
    octets.putZeros(16)
    return octets + data
  }

  static func written(_ count: Int) -> [UInt8] {
    var octets: [UInt8] = [17, 0, 0, 0]
    octets.put32(littleEndian: count)
    octets.putZeros(8)
    return octets
  }

  /// Source: MS-SMB2, section 2.2.39; MS-FSCC, section 2.4.42.2.
  static func rename(file: [UInt8], to name: String) -> [UInt8] {
    var octets: [UInt8] = [33, 0, 1, 10]
    octets.put32(littleEndian: 20 + name.utf16.count * 2)
    octets.put16(littleEndian: 96)
    octets.putZeros(6)
    octets += file.prefix(16)
    octets.putZeros(16)
    octets.put32(littleEndian: name.utf16.count * 2)
    octets.putUTF16(name)
    return octets
  }

  static let infoSet: [UInt8] = [2, 0]

  static func close(file: [UInt8]) -> [UInt8] {
    [24, 0, 0, 0, 0, 0, 0, 0] + file.prefix(16)
  }

  static let closed: [UInt8] = [60, 0] + [UInt8](repeating: 0, count: 58)

  static let bye: [UInt8] = [4, 0, 0, 0]
}
