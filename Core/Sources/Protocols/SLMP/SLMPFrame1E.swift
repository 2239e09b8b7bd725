import Bytes

/// Frames of the MC protocol's kind 1E in binary code: they have no length and no serial number.
///
///     0         1    2       4
///     +---------+----+-------+--------------------------------------------------
///     | command | PC | timer | head device (4), device code (2), points, 0, data
///     +---------+----+-------+--------------------------------------------------
///
/// Source: MITSUBISHI SH-080008 "MELSEC Communication Protocol Reference Manual", clause 18.
extension SLMPFrame {
  /// Commands of 1E, apart from those of 3E: their code stands above.
  static let codeOf1E: UInt16 = 0x1E00

  /// A request whose octets fill what its command needs; nothing else proves a frame of this kind.
  static func readRequest1E(_ octets: Span<UInt8>) -> SLMPFrame? {
    guard octets.count >= 4, octets[1] == 0xFF, let needed = requestOctets1E(octets), needed == octets.count
    else { return nil }
    var frame = SLMPFrame(kind: .frame1E, isASCII: false, isResponse: false)
    frame.command = codeOf1E | UInt16(octets[0])
    frame.octets = needed
    frame.data = 4..<needed
    return frame
  }

  /// A response to a command that is waited for.
  static func readResponse1E(_ octets: Span<UInt8>, to command: UInt16) -> SLMPFrame? {
    guard octets.count >= 2, octets[0] == UInt8(truncatingIfNeeded: command) | 0x80 else { return nil }
    var frame = SLMPFrame(kind: .frame1E, isASCII: false, isResponse: true)
    frame.endCode = UInt16(octets[1])
    frame.octets = octets.count
    frame.data = 2..<octets.count
    return frame
  }

  private static func requestOctets1E(_ octets: Span<UInt8>) -> Int? {
    switch octets[0] {
    case 0x13, 0x14, 0x15: return 4
    case 0x00, 0x01: return hasDevice1E(octets) ? 12 : nil
    case 0x02:
      return hasDevice1E(octets) ? 12 + (Int(octets[10]) + 1) / 2 : nil
    case 0x03:
      return hasDevice1E(octets) ? 12 + Int(octets[10]) * 2 : nil
    default: return nil
    }
  }

  private static func hasDevice1E(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= 12, octets[11] == 0 else { return false }
    return SLMPDevice(code1E: UInt16(octets[9]) << 8 | UInt16(octets[8])) != nil
  }
}
