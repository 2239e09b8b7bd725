/// Recognises MQTT by the client's CONNECT and the server's CONNACK.
///
/// Source: MQTT Version 3.1.1 and 5.0 (OASIS), sections 2 and 3.
public enum MQTT {
  public static let port: UInt16 = 1_883

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 2 else { return .undecided }
    guard let (length, bodyAt) = remainingLength(octets) else { return .no }
    let type = octets[0] >> 4
    let flags = octets[0] & 15
    switch type {
    case 1:
      guard flags == 0, octets.count >= bodyAt + 6 else { return .no }
      let name = Int(octets[bodyAt]) << 8 | Int(octets[bodyAt + 1])
      let isName =
        (name == 4 && octets[bodyAt + 2] == 0x4D && octets[bodyAt + 3] == 0x51)
        || (name == 6 && octets[bodyAt + 2] == 0x4D && octets[bodyAt + 3] == 0x51)
      return isName ? .consistent : .no
    case 2: return flags == 0 && length >= 2 && octets.count == bodyAt + length ? .consistent : .no
    case 12, 13: return flags == 0 && length == 0 && octets.count == 2 ? .consistent : .no
    case 3: return length >= 2 && octets.count >= bodyAt + 2 && octets.count <= bodyAt + length ? .consistent : .no
    case 8: return flags == 2 && length >= 6 && octets.count == bodyAt + length ? .consistent : .no
    case 4, 9: return flags == 0 && length >= 2 && octets.count == bodyAt + length ? .consistent : .no
    default: return .no
    }
  }

  private static func remainingLength(_ octets: Span<UInt8>) -> (length: Int, bodyAt: Int)? {
    var length = 0
    for index in 1..<min(5, octets.count) {
      length |= Int(octets[index] & 0x7F) << (7 * (index - 1))
      if octets[index] & 0x80 == 0 { return (length, index + 1) }
    }
    return nil
  }
}
