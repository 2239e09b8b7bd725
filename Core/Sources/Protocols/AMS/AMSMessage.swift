import Bytes

/// A command as it stands on the wire, known or not.
///
/// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "AMS header" and "ADS commands".
struct AMSCommand: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  static let readDeviceInfo = AMSCommand(rawValue: 1)
  static let read = AMSCommand(rawValue: 2)
  static let write = AMSCommand(rawValue: 3)
  static let readState = AMSCommand(rawValue: 4)
  static let writeControl = AMSCommand(rawValue: 5)
  static let addNotification = AMSCommand(rawValue: 6)
  static let deleteNotification = AMSCommand(rawValue: 7)
  static let notification = AMSCommand(rawValue: 8)
  static let readWrite = AMSCommand(rawValue: 9)

  var isKnown: Bool { rawValue <= 9 }
}

/// An AMS address: the network id names the router, the port what runs behind it.
struct AMSAddress: Hashable, Sendable {
  var network: UInt64
  var port: UInt16

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    network = UInt64(try reader.uint32()) << 16 | UInt64(try reader.uint16())
    port = try reader.uint16LittleEndian()
  }
}

/// The header of every AMS message; numbers are little-endian.
///
///     0        8        16        18      20        24      28          32
///     +--------+--------+---------+-------+---------+-------+-----------+------
///     | target | source | command | flags | octets  | error | invoke id | data
///     +--------+--------+---------+-------+---------+-------+-----------+------
///       network id (6) and port (2) each    of data
///
/// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "AMS header".
struct AMSHeader {
  static let octets = 32

  var target: AMSAddress
  var source: AMSAddress
  var command: AMSCommand
  var flags: UInt16
  var dataOctets: UInt32
  var error: UInt32
  var invokeID: UInt32

  var isResponse: Bool { flags & 0x0001 != 0 }
  /// Set in each ADS command; the router's own commands lack it.
  var isADS: Bool { flags & 0x0004 != 0 }

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    target = try AMSAddress(parsing: &reader)
    source = try AMSAddress(parsing: &reader)
    command = AMSCommand(rawValue: try reader.uint16LittleEndian())
    flags = try reader.uint16LittleEndian()
    dataOctets = try reader.uint32LittleEndian()
    error = try reader.uint32LittleEndian()
    invokeID = try reader.uint32LittleEndian()
  }

  /// Who asks: one connection carries the requests of many ports, each with invoke ids of its own.
  ///
  /// The ordinal of a request's further objects stands above.
  func id(_ ordinal: Int = 0) -> UInt64 {
    UInt64(invokeID) | UInt64(isResponse ? target.port : source.port) << 32
      | UInt64(truncatingIfNeeded: ordinal) << 48
  }
}

/// The six octets before an AMS message on TCP: what follows, and its length.
///
/// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "AMS/TCP header".
struct AMSTCPHeader {
  static let octets = 6
  /// A longer message is none: routers take some MiB at most.
  static let messageLimitOctets: UInt32 = 64 << 20

  /// 0 for AMS messages; the others go between a program and the router of its own host.
  var kind: UInt16
  var messageOctets: Int

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    kind = try reader.uint16LittleEndian()
    let octets = try reader.uint32LittleEndian()
    switch kind {
    case 0:
      guard octets >= AMSHeader.octets, octets <= Self.messageLimitOctets else {
        throw DecodeError(.invalid, at: 2)
      }
    // Port close, port connect, a note from the router, the local network id.
    case 1, 0x1000, 0x1001, 0x1002:
      guard octets <= 64 else { throw DecodeError(.invalid, at: 2) }
    default: throw DecodeError(.invalid, at: 0)
    }
    messageOctets = Int(octets)
  }
}
