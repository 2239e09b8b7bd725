/// Recognises Telnet by its option negotiation.
///
/// Source: RFC 854 and RFC 855.
public enum Telnet {
  public static let port: UInt16 = 23

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 3 else { return .undecided }
    return octets[0] == 0xFF && (0xFA...0xFE).contains(octets[1]) && octets[2] <= 50 ? .consistent : .no
  }
}

/// Recognises FTP by the server's greeting and the client's first command.
///
/// Source: RFC 959, sections 4 and 5.4.
public enum FTP {
  public static let port: UInt16 = 21

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else { return .undecided }
    let isDigits = (0x31...0x35).contains(octets[0]) && isDigit(octets[1]) && isDigit(octets[2])
    if isDigits && (octets[3] == 0x20 || octets[3] == 0x2D) { return .consistent }
    for command in ["USER", "AUTH", "FEAT", "PASS", "SYST", "QUIT", "OPTS"] {
      if starts(octets, with: command) { return .consistent }
    }
    return .no
  }

  private static func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }
}
