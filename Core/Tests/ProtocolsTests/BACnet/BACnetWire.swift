import Protocols
import Testing

extension BACnetDissector: DatagramDissector {
  static func recognise(octets: [UInt8]) -> Recognition { recognise(octets.span) }
  static func recogniseWithoutHint(octets: [UInt8]) -> Recognition { recogniseWithoutHint(octets.span) }
}

/// Puts application messages into network and link layer as ANSI/ASHRAE 135-2020, clause 6 and annex J, have
/// them.
enum BACnetWire {
  static func link(_ function: UInt8, _ rest: [UInt8]) -> [UInt8] {
    let length = rest.count + 4
    return [0x81, function, UInt8(length >> 8), UInt8(length & 0xFF)] + rest
  }

  /// To one device and back, nobody in between.
  static func client(_ message: String) -> WireMessage {
    .client(link(0x0A, [1, 4] + wireOctets(message)))
  }

  static func server(_ message: String) -> WireMessage {
    .server(link(0x0A, [1, 0] + wireOctets(message)))
  }

  static func broadcast(_ message: String) -> WireMessage {
    .client(link(0x0B, [1, 0x20, 0xFF, 0xFF, 0, 0xFF] + wireOctets(message)))
  }
}
