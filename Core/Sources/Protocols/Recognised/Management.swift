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

/// Recognises SOCKS by its greeting and its answers.
///
/// Source: RFC 1928, section 3; the SOCKS 4 memo, section 1.
public enum SOCKS {
  public static let port: UInt16 = 1_080

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 2 else { return .undecided }
    if octets[0] == 5 { return octets.count == 2 || octets.count == Int(octets[1]) + 2 ? .consistent : .no }
    if octets[0] == 4, octets.count >= 9, octets[1] == 1 || octets[1] == 2 {
      return octets[octets.count - 1] == 0 ? .consistent : .no
    }
    return .no
  }
}

/// Recognises the X Window System by the setup of a connection: the byte order, then version 11.
///
/// Source: X Window System Protocol, version 11, section 8.
public enum X11 {
  public static let ports: ClosedRange<UInt16> = 6_000...6_063

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .undecided }
    switch octets[0] {
    case UInt8(ascii: "l"): return octets[2] == 11 && octets[3] == 0 && octets[5] == 0 ? .consistent : .no
    case UInt8(ascii: "B"): return octets[2] == 0 && octets[3] == 11 && octets[4] == 0 ? .consistent : .no
    // A server's answer: yes, and the version.
    case 1: return octets[2] == 11 && octets[3] == 0 || octets[2] == 0 && octets[3] == 11 ? .consistent : .no
    default: return .no
    }
  }
}

/// Recognises rlogin by a client's opening: an empty text, two names, and the terminal with its speed.
///
/// Source: RFC 1282, "Connection establishment".
public enum RLogin {
  public static let port: UInt16 = 513

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 1, octets[0] == 0 else { return .no }
    // The empty text may come alone, as does the server's answer.
    if octets.count == 1 { return .undecided }
    var texts = 0
    for index in octets.indices where octets[index] == 0 { texts += 1 }
    return texts == 4 && octets[octets.count - 1] == 0 ? .consistent : .no
  }
}

/// Recognises rsh and rexec by a client's opening: a port's digits, two names and a command, each ended by a
/// zero.
///
/// Source: the manual of `rcmd(3)`, 4.2BSD.
public enum RSH {
  public static let port: UInt16 = 514

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    var at = 0
    while at < octets.count, at < 6, (0x30...0x39).contains(octets[at]) { at += 1 }
    guard at < octets.count, octets[at] == 0, at > 0 else { return .no }
    if octets.count == at + 1 { return .undecided }
    var texts = 0
    for index in octets.indices where octets[index] == 0 { texts += 1 }
    return texts == 4 && octets[octets.count - 1] == 0 ? .consistent : .no
  }
}

/// Recognises TeamViewer by the numbers that begin its messages, of the old and of the newer form.
///
/// Source: seen on the wire and described so by nDPI; the maker documents port 5938 alone.
public enum TeamViewer {
  public static let port: UInt16 = 5_938

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 3 else { return .undecided }
    let isFirst = octets[0] == 0x17 && octets[1] == 0x24
    let isSecond = octets[0] == 0x11 && octets[1] == 0x30
    return isFirst || isSecond ? .consistent : .no
  }

  /// On UDP the first number stands behind a zero and a counter.
  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    octets.count >= 14 && octets[0] == 0 && octets[11] == 0x17 && octets[12] == 0x24 ? .consistent : .no
  }
}
