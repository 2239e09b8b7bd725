import Vocabulary

/// A station of the plant as the wire shows it.
struct Host: Sendable {
  /// How a host's TCP/IP stack looks on the wire.
  enum Stack: Sendable {
    case windows, linux, embedded

    var timeToLive: UInt8 {
      switch self {
      case .windows: 128
      case .linux: 64
      case .embedded: 64
      }
    }

    /// How long a lone acknowledgement waits for data to ride on.
    var acknowledgementDelay: Duration {
      switch self {
      case .windows: .milliseconds(200)
      case .linux: .milliseconds(40)
      case .embedded: .milliseconds(100)
      }
    }

    var window: UInt16 {
      switch self {
      case .windows: 64_240
      case .linux: 29_200
      case .embedded: 8_192
      }
    }
  }

  let name: String
  let mac: MACAddress
  let address: UInt32
  let segment: Segment
  let stack: Stack
  /// How long the station thinks before it answers: a controller answers between two cycles.
  let thinking: ClosedRange<Int>  // microseconds

  init(
    _ name: String, _ mac: UInt64, _ segment: Segment, _ lastOctet: UInt32, _ stack: Stack,
    thinking: ClosedRange<Int> = 300...1_500
  ) {
    self.name = name
    self.mac = MACAddress(rawValue: mac)
    self.address = segment.network + lastOctet
    self.segment = segment
    self.stack = stack
    self.thinking = thinking
  }

  var isWindows: Bool { stack == .windows }
}
