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
    case 1: return flags == 0 && isConnect(octets, bodyAt) ? .consistent : .no
    case 2: return flags == 0 && length >= 2 && octets.count == bodyAt + length ? .consistent : .no
    case 12, 13: return flags == 0 && length == 0 && octets.count == 2 ? .consistent : .no
    case 3:
      return length >= 2 && octets.count >= bodyAt + 2 && octets.count <= bodyAt + length ? .consistent : .no
    case 8: return flags == 2 && length >= 6 && octets.count == bodyAt + length ? .consistent : .no
    case 4, 9: return flags == 0 && length >= 2 && octets.count == bodyAt + length ? .consistent : .no
    default: return .no
    }
  }

  /// Only a CONNECT names its protocol; the other packets are a few octets that anything may begin with.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 12, octets[0] == 0x10, let (_, bodyAt) = remainingLength(octets) else { return .no }
    return isConnect(octets, bodyAt) ? .consistent : .no
  }

  private static func isConnect(_ octets: Span<UInt8>, _ bodyAt: Int) -> Bool {
    starts(octets, with: "\0\u{4}MQTT", at: bodyAt) || starts(octets, with: "\0\u{6}MQIsdp", at: bodyAt)
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
