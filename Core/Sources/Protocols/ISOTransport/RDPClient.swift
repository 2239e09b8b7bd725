import Vocabulary

/// What a client of RDP says of itself where the session is not encrypted from its beginning: its name, and
/// the channels that it asks for. The build that stands beside the name says little, for programs other than
/// Windows' own copy one.
///
///     "Duca" | length | block ...        block:    type | octets | data, numbers little-endian
///     0xC001: version | width | height | ... | layout | build | name (32)
///     0xC003: count (4) | count times: name (8), options (4)
///
/// Source: MS-RDPBCGR, sections 2.2.1.3 (blocks), 2.2.1.3.2 (core), 2.2.1.3.4 (channels); T.124, section 8.7
/// for the key before them.
enum RDPClient {
  private static let key = "Duca"
  private static let coreOctets = 56
  private static let nameAt = 24
  private static let nameLetters = 16
  private static let channelOctets = 12
  private static let reserved = "MS_T120"

  static func tell(connect octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let key = position(of: key, in: octets) else { return }
    // The length behind the key has one octet or two.
    var start = key + 4
    guard start < octets.count else { return }
    start += octets[start] & 0x80 != 0 ? 2 : 1
    takeChannels(octets, from: start, &dissection)
    guard octets.count - start >= coreOctets, octets[start] == 0x01, octets[start + 1] == 0xC0 else { return }
    var name: [UInt8] = []
    for letter in 0..<nameLetters {
      let octet = octets[start + nameAt + letter * 2]
      if octet == 0 { break }
      name.append(octet)
    }
    dissection.tellFreely(.hostname, name.span, source: "rdp client name")
  }

  /// The server binds one channel to itself. A client that asks for it by name frees it twice
  /// (CVE-2019-0708).
  private static func takeChannels(_ octets: Span<UInt8>, from start: Int, _ dissection: inout Dissection) {
    var at = start
    while octets.count - at >= 8 {
      let size = Int(octets[at + 2]) | Int(octets[at + 3]) << 8
      guard size >= 4 else { return }
      let end = min(octets.count, at + size)
      if octets[at] == 0x03, octets[at + 1] == 0xC0 {
        var channel = at + 8
        while end - channel >= channelOctets {
          if isReserved(octets.extracting(channel..<(channel + reserved.utf8.count))) {
            dissection.observations.anomalies.append(
              Anomaly(
                time: dissection.time, place: dissection.place, source: dissection.sender,
                target: dissection.receiver, kind: .exploit, name: .rdp, exploit: .reservedChannel))
            return
          }
          channel += channelOctets
        }
        return
      }
      at = end
    }
  }

  private static func isReserved(_ name: Span<UInt8>) -> Bool {
    var at = 0
    for letter in reserved.utf8 {
      let octet = name[at]
      let isSmall = octet >= UInt8(ascii: "a") && octet <= UInt8(ascii: "z")
      if (isSmall ? octet &- 32 : octet) != letter { return false }
      at += 1
    }
    return true
  }
}
