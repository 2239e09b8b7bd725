import Bytes

/// A command as it stands on the wire, known or not: the MC protocol's groups, with numbers of MELSOFT's own.
///
/// Mitsubishi publishes no specification. Source: the command list of MITSUBISHI SH-080956ENG (01
/// identification, 04 read, 10 remote control, 14 write, 18 files), whose numbers the octets of an FX5U and
/// GX Works3 bear out.
struct MELSOFTCommand: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  static var readType: MELSOFTCommand { MELSOFTCommand(rawValue: 0x0121) }
}

/// A frame of MELSOFT's connection to a controller.
///
///     0      1                19       21     22    23      24               body + 24 or 26
///     +------+----------------+--------+------+-----+-------+----- … ---------+---------+----------+------
///     | 0x57 | version, route | length | 0x1C | 0x0A| 0x16  | rest of header  | command | sequence | data
///     | 0xD7 |                | (LE)   | 0x9C |     | 0x18  |                 |         | (LE)     |
///     +------+----------------+--------+------+-----+-------+----- … ---------+---------+----------+------
///                              from here on           octets behind this one and the next
///
/// Source: octets of an FX5U and GX Works3: each length agrees with its datagram, each response repeats its
/// request's command and sequence number.
struct MELSOFTFrame {
  static let headerOctets = 21

  var isResponse: Bool
  var command: MELSOFTCommand
  var sequence: UInt16
  var data: Range<Int>
  var octets: Int

  /// Nil where the octets are none; `octets` may exceed what is there.
  init?(_ octets: Span<UInt8>) {
    guard octets.count >= Self.headerOctets + 4, octets[0] & 0x7F == 0x57, octets[1] <= 3 else { return nil }
    isResponse = octets[0] & 0x80 != 0
    let length = Int(octets[19]) | Int(octets[20]) << 8
    guard octets[21] == (isResponse ? 0x9C : 0x1C), octets[22] == 0x0A else { return nil }
    self.octets = Self.headerOctets + length
    let start = Self.headerOctets + 2 + Int(octets[23])
    guard length >= 2 + Int(octets[23]) + 4 else { return nil }
    guard octets.count >= start + 4 else { return nil }
    command = MELSOFTCommand(rawValue: UInt16(octets[start]) << 8 | UInt16(octets[start + 1]))
    sequence = UInt16(octets[start + 2]) | UInt16(octets[start + 3]) << 8
    data = (start + 4)..<min(octets.count, self.octets)
  }
}
