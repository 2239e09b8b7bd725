import Bytes

/// The header that CODESYS' packets have on TCP: `0xE8170100`, then the octets of all, both least significant
/// first.
///
/// Source: A. Nochvay (Kaspersky ICS CERT), "Security research: CODESYS Runtime" (2019), block driver layer.
enum CODESYSBlock {
  static let headerOctets = 8
  static let lengthLimit = 65_536

  /// Octets of the block, nil where it begins otherwise.
  static func octets(_ octets: Span<UInt8>) -> Int? {
    guard octets.count >= headerOctets, octets[0] == 0, octets[1] == 1, octets[2] == 0x17, octets[3] == 0xE8
    else { return nil }
    let length = Int(octets[4]) | Int(octets[5]) << 8 | Int(octets[6]) << 16
    guard octets[7] == 0, length > headerOctets, length <= lengthLimit else { return nil }
    return length
  }
}

/// A packet of the routing layer.
///
///     0      1        2        3         4       5         2 * header
///     +------+--------+--------+---------+-------+---------+----------------------+---------+--------
///     | 0xC5 | hops,  | flags  | service | id    | lengths | receiver, sender     | filling | payload
///     |      | header |        |         |       |         |                      | to four |
///     +------+--------+--------+---------+-------+---------+----------------------+---------+--------
///              in 16 bits                          of addresses in 16 bits: sender, receiver
///
/// Source: A. Nochvay, "Security research: CODESYS Runtime", datagram layer.
struct CODESYSPacket {
  static let nameRequest: UInt8 = 3
  static let nameResponse: UInt8 = 4

  var service: UInt8
  var payload: Range<Int>

  init?(_ octets: Span<UInt8>) {
    guard octets.count >= 8, octets[0] == 0xC5 else { return nil }
    let header = Int(octets[1] & 7)
    guard header == 3 || header == 4 else { return nil }
    service = octets[3]
    guard (1...4).contains(service) || (0x40...0x43).contains(service) else { return nil }
    let addresses = Int(octets[5] >> 4) + Int(octets[5] & 15)
    let end = header * 2 + addresses * 2
    let start = (end + 3) & ~3
    guard start <= octets.count else { return nil }
    payload = start..<octets.count
  }
}

/// A service of the application layer, which begins in the first block of a channel's message.
///
///     0    1     2       4     8   12     16       20     22     24    26      28      32
///     +----+-----+-------+-----+---+------+--------+------+------+-----+-------+-------+--
///     | 01 |flags|channel|block|ack|length|checksum|0xCD55|header|group|service|session| …
///     +----+-----+-------+-----+---+------+--------+------+------+-----+-------+-------+--
///           bit 0: first block                            octets
///
/// Behind the session stand the octets of tags and four more; all least significant octet first.
///
/// Source: A. Nochvay, "Security research: CODESYS Runtime", channel and services layers.
struct CODESYSService {
  static let replyGroup: UInt16 = 0x0080

  var channel: UInt16
  var group: UInt16
  var service: UInt16
  var tags: Range<Int>

  var isReply: Bool { group & Self.replyGroup != 0 }

  enum Reading {
    case service(CODESYSService)
    /// What follows on the channel is encrypted.
    case encrypted
    /// Later blocks, acknowledgements, keep-alives.
    case none
  }

  static func read(_ octets: Span<UInt8>) -> Reading {
    guard octets.count >= 24, octets[0] == 0x01, octets[1] & 0x01 != 0 else { return .none }
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      try reader.skip(2)
      let channel = try reader.uint16LittleEndian()
      try reader.skip(16)
      let tag = try reader.uint16LittleEndian()
      if tag == 0x7557 { return .encrypted }
      guard tag == 0xCD55 else { return .none }
      let header = Int(try reader.uint16LittleEndian())
      let start = reader.position + header
      let group = try reader.uint16LittleEndian()
      let service = try reader.uint16LittleEndian()
      try reader.skip(4)
      let length = Int(clamping: try reader.uint32LittleEndian())
      guard header >= 12, start <= octets.count else { return .none }
      return .service(
        CODESYSService(
          channel: channel, group: group, service: service,
          tags: start..<min(octets.count, start + min(length, 65_536))))
    } catch {
      return .none
    }
  }
}
