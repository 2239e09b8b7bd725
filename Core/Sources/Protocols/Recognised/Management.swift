/// Recognises RMCP, which carries IPMI: the management of a computer's board.
///
/// Source: DMTF DSP0136, section 3.2.2; IPMI 2.0, section 13.1.3.
public enum RMCP {
  public static let port: UInt16 = 623

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4, octets[0] == 6, octets[1] == 0 else { return .no }
    let kind = octets[3] & 0x1F
    return kind == 6 || kind == 7 ? .consistent : .no
  }
}

/// Recognises TACACS+ by its version and a length that fits.
///
/// Source: RFC 8907, section 4.1.
public enum TACACS {
  public static let port: UInt16 = 49

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 12 else { return .undecided }
    let isHead = octets[0] >> 4 == 0x0C && octets[0] & 15 <= 1 && (1...3).contains(octets[1])
    return isHead && octets[8] == 0 && octets[9] == 0 ? .consistent : .no
  }
}
