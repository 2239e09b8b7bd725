import Vocabulary

/// One TCP connection between two stations: the next numbers of both, and who still owes an acknowledgement.
struct TCPConnection: Sendable {
  enum Side: Int, Sendable {
    case client, server

    var other: Side { self == .client ? .server : .client }
  }

  /// One direction's numbers.
  struct Direction: Sendable {
    /// The sequence number of the next new octet.
    var next: UInt32
    /// When the receiver's lone acknowledgement leaves, where nothing carries it before; null where none is
    /// owed.
    var acknowledgementDue: Timestamp?
    /// The sender's last time stamp, which the other side echoes.
    var stamp: UInt32 = 0
  }

  let client: HostID
  let server: HostID
  let clientPort: UInt16
  let serverPort: UInt16
  /// RFC 7323 time stamps in every segment, where both sides want them.
  let usesTimestamps: Bool
  /// What the client sends, then what the server sends.
  var directions: [Direction]
  var isOpen = true

  func host(_ side: Side) -> HostID { side == .client ? client : server }

  func port(_ side: Side) -> UInt16 { side == .client ? clientPort : serverPort }

  subscript(side: Side) -> Direction {
    get { directions[side.rawValue] }
    set { directions[side.rawValue] = newValue }
  }

  var segmentSize: Int { usesTimestamps ? 1_448 : 1_460 }
}

extension TCPConnection {
  /// The options of a SYN as the stacks send them.
  ///
  /// Source: RFC 793 (maximum segment size), RFC 2018 (selective acknowledgement), RFC 7323 (scale, time
  /// stamps).
  static func openingOptions(of stack: Host.Stack, stamp: UInt32, echo: UInt32, timestamps: Bool) -> [UInt8] {
    var options: [UInt8] = [2, 4]
    options.put16(1_460)
    switch stack {
    case .embedded: break
    case .windows: options += [1, 3, 3, 8, 1, 1, 4, 2]
    case .linux:
      options += [4, 2]
      if timestamps {
        options += [8, 10]
        options.put32(stamp)
        options.put32(echo)
      } else {
        options += [1, 1]
      }
      options += [1, 3, 3, 7]
    }
    return options
  }

  static func stampOption(stamp: UInt32, echo: UInt32) -> [UInt8] {
    var options: [UInt8] = [1, 1, 8, 10]
    options.put32(stamp)
    options.put32(echo)
    return options
  }
}
