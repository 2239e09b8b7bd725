/// Recognises NTP: 48 octets or more, versions 1 to 4, a mode.
///
/// Source: RFC 5905, section 7.3.
public enum NTP {
  public static let port: UInt16 = 123

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 12 else { return .no }
    let version = octets[0] >> 3 & 7
    let mode = octets[0] & 7
    guard (1...4).contains(version), mode != 0 else { return .no }
    // Modes 6 and 7 are control messages of any length.
    return mode >= 6 || octets.count >= 48 ? .consistent : .no
  }
}
