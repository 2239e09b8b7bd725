/// Recognises DNP3 link frames: their header carries a checksum, so the octets prove themselves.
///
///     0    2     3         4             6        8     10
///     +----+-----+---------+-------------+--------+-----+----
///     | 0564| len | control | destination | source | CRC | data
///
/// Source: IEEE 1815-2012, clause 9.
public enum DNP3 {
  public static let port: UInt16 = 20_000

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 10 else { return octets.count >= 2 && !startsFrame(octets) ? .no : .undecided }
    guard startsFrame(octets), octets[2] >= 5 else { return .no }
    let stated = UInt16(octets[8]) | UInt16(octets[9]) << 8
    return checksum(octets.extracting(0..<8)) == stated ? .consistent : .no
  }

  private static func startsFrame(_ octets: Span<UInt8>) -> Bool { octets[0] == 0x05 && octets[1] == 0x64 }

  /// Source: IEEE 1815-2012, clause 9.2.4.3: polynomial 0x3D65, reflected, complemented.
  static func checksum(_ octets: Span<UInt8>) -> UInt16 {
    var crc: UInt16 = 0
    for index in octets.indices {
      crc ^= UInt16(octets[index])
      for _ in 0..<8 { crc = crc & 1 != 0 ? crc >> 1 ^ 0xA6BC : crc >> 1 }
    }
    return ~crc
  }
}
