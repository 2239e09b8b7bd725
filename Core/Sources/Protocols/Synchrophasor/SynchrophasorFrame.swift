import Bytes

/// A frame of a phasor measurement unit or a concentrator; its last two octets are a checksum.
///
///     0      1                  2        4     6         10         14
///     +------+------------------+--------+-----+---------+----------+------+-----
///     | 0xAA | 0, type, version | octets | id  | seconds | fraction | data | CRC
///     +------+------------------+--------+-----+---------+----------+------+-----
///              1, 3, 4 bits       of all
///
/// Source: IEEE C37.118.2-2011, clause 6.2, table 2.
struct SynchrophasorFrame {
  static let headerOctets = 14
  static let dataFrame: UInt8 = 0
  static let firstConfiguration: UInt8 = 2
  static let secondConfiguration: UInt8 = 3
  static let command: UInt8 = 4

  var type: UInt8
  var octets: Int

  /// Reads a header; nil where the octets are none.
  init?(_ octets: Span<UInt8>) {
    guard octets.count >= 4, octets[0] == 0xAA, octets[1] & 0x80 == 0 else { return nil }
    type = octets[1] >> 4
    let version = octets[1] & 0x0F
    self.octets = Int(octets[2]) << 8 | Int(octets[3])
    guard type <= 5, version == 1 || version == 2, self.octets >= Self.headerOctets + 2 else { return nil }
  }

  /// Source: IEEE C37.118.2-2011, clause 6.2 and annex B: CRC-CCITT, begun with all bits set.
  static func hasChecksum(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= 2 else { return false }
    var crc: UInt16 = 0xFFFF
    for index in 0..<(octets.count - 2) {
      crc ^= UInt16(octets[index]) << 8
      for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
    }
    return crc == UInt16(octets[octets.count - 2]) << 8 | UInt16(octets[octets.count - 1])
  }
}
