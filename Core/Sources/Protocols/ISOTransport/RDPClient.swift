import Vocabulary

/// What a client of RDP says of itself where the session is not encrypted from its beginning: its name. The
/// build that stands beside it says little, for programs other than Windows' own copy one.
///
///     "Duca" | length | 0x01 0xC0 | length | version | width | height | ... | layout | build | name (32)
///
/// Source: MS-RDPBCGR, section 2.2.1.3.2; T.124, section 8.7 for the key before it.
enum RDPClient {
  private static let key = "Duca"
  private static let coreOctets = 56
  private static let nameAt = 24
  private static let nameLetters = 16

  static func tell(connect octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let key = position(of: key, in: octets) else { return }
    // The length behind the key has one octet or two.
    var start = key + 4
    guard start < octets.count else { return }
    start += octets[start] & 0x80 != 0 ? 2 : 1
    guard octets.count - start >= coreOctets, octets[start] == 0x01, octets[start + 1] == 0xC0 else { return }
    var name: [UInt8] = []
    for letter in 0..<nameLetters {
      let octet = octets[start + nameAt + letter * 2]
      if octet == 0 { break }
      name.append(octet)
    }
    dissection.tellFreely(.hostname, name.span, source: "rdp client name")
  }
}
