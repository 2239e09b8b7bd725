import Protocols
import Testing

extension DNP3Dissector: StreamDissector, DatagramDissector {}

/// Puts application fragments into link frames as IEEE 1815-2012, clauses 8 and 9, have them.
enum DNP3Wire {
  static let master = 1
  static let outstation = 4

  static func request(_ hexadecimal: String) -> WireMessage {
    .client(frames(wireOctets(hexadecimal), control: 0xC4, to: outstation, from: master))
  }

  static func response(_ hexadecimal: String) -> WireMessage {
    .server(frames(wireOctets(hexadecimal), control: 0x44, to: master, from: outstation))
  }

  /// A fragment in as many segments as it needs, each in a frame of its own.
  static func frames(_ fragment: [UInt8], control: UInt8, to: Int, from: Int, limit: Int = 249) -> [UInt8] {
    var octets: [UInt8] = []
    var at = 0
    var sequence: UInt8 = 0
    repeat {
      let part = fragment[at..<min(at + limit, fragment.count)]
      let first: UInt8 = at == 0 ? 0x40 : 0
      at += part.count
      let last: UInt8 = at >= fragment.count ? 0x80 : 0
      octets += frame([first | last | sequence] + part, control: control, to: to, from: from)
      sequence = sequence + 1 & 0x3F
    } while at < fragment.count
    return octets
  }

  static func frame(_ data: [UInt8], control: UInt8, to: Int, from: Int) -> [UInt8] {
    let head: [UInt8] =
      [0x05, 0x64, UInt8(data.count + 5), control]
      + [to, from].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    var octets = head + checksum(head)
    for start in stride(from: 0, to: data.count, by: 16) {
      let block = Array(data[start..<min(start + 16, data.count)])
      octets += block + checksum(block)
    }
    return octets
  }

  /// The polynomial division bit by bit, as clause 9.2.4.3 describes it: the naive twin of the table.
  static func checksum(_ octets: [UInt8]) -> [UInt8] {
    var crc: UInt16 = 0
    for octet in octets {
      for bit in 0..<8 {
        let isOne = (UInt16(octet >> bit) ^ crc) & 1 == 1
        crc >>= 1
        if isOne { crc ^= 0xA6BC }
      }
    }
    return [UInt8(truncatingIfNeeded: ~crc), UInt8(truncatingIfNeeded: ~crc >> 8)]
  }
}
