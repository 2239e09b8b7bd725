/// Beckhoff ADS over AMS/TCP.
///
/// Source: Beckhoff Information System, "TwinCAT ADS/AMS specification": AMS/TCP header, AMS header, ADS
/// commands.
struct AMSMessage: Sendable {
  enum Command: UInt16, Sendable {
    case readDeviceInfo = 1
    case read = 2
    case write = 3
    case readState = 4
    case writeControl = 5
    case readWrite = 9
  }

  /// A station's net id and the port of a program in it.
  struct Address: Sendable {
    var netID: [UInt8]
    var port: UInt16

    init(_ ipv4: UInt32, port: UInt16) {
      netID = []
      netID.put32(ipv4)
      netID += [1, 1]
      self.port = port
    }
  }

  var target: Address
  var source: Address
  var invoke: UInt32

  func request(_ command: Command, _ data: [UInt8] = []) -> [UInt8] {
    Self.frame(to: target, from: source, command, flags: 4, invoke, data)
  }

  func response(_ command: Command, _ data: [UInt8]) -> [UInt8] {
    Self.frame(to: source, from: target, command, flags: 5, invoke, data)
  }

  private static func frame(
    to target: Address, from source: Address, _ command: Command, flags: UInt16, _ invoke: UInt32,
    _ data: [UInt8]
  ) -> [UInt8] {
    var octets: [UInt8] = [0, 0]
    octets.put32(littleEndian: 32 + data.count)
    octets += target.netID
    octets.put16(littleEndian: target.port)
    octets += source.netID
    octets.put16(littleEndian: source.port)
    octets.put16(littleEndian: command.rawValue)
    octets.put16(littleEndian: flags)
    octets.put32(littleEndian: data.count)
    octets.put32(0)
    octets.put32(littleEndian: invoke)
    return octets + data
  }
}

extension AMSMessage {
  /// Index group, index offset and length of a read or write.
  static func place(group: UInt32, offset: UInt32, length: Int) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: group)
    octets.put32(littleEndian: offset)
    octets.put32(littleEndian: length)
    return octets
  }

  /// Group, offset, length to read and what is written, as a read-write request has them.
  static func exchange(group: UInt32, offset: UInt32, readLength: Int, _ written: [UInt8]) -> [UInt8] {
    var octets = place(group: group, offset: offset, length: readLength)
    octets.put32(littleEndian: written.count)
    return octets + written
  }

  /// Result and data of a read or read-write.
  static func result(_ data: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [0, 0, 0, 0]
    octets.put32(littleEndian: data.count)
    return octets + data
  }

  static let done: [UInt8] = [0, 0, 0, 0]

  static func deviceInfo(major: UInt8, minor: UInt8, build: Int, name: String) -> [UInt8] {
    var octets: [UInt8] = [0, 0, 0, 0, major, minor]
    octets.put16(littleEndian: build)
    octets.put(name, width: 16)
    return octets
  }

  /// ADS state 5 is run, 6 stop, 15 config.
  static func state(_ state: UInt16) -> [UInt8] {
    var octets: [UInt8] = [0, 0, 0, 0]
    octets.put16(littleEndian: state)
    octets.put16(littleEndian: 0)
    return octets
  }

  static func control(_ state: UInt16) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(littleEndian: state)
    octets.put16(littleEndian: 0)
    octets.put32(littleEndian: 0)
    return octets
  }
}
