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

/// Recognises rsync's daemon and its clients by their greeting.
///
/// Source: the manual of `rsync`, "csprotocol": `@RSYNCD:`, a blank and the version's digits, by both sides.
public enum Rsync {
  public static let port: UInt16 = 873
  private static let greeting = "@RSYNCD: "

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    var at = 0
    for letter in greeting.utf8 {
      guard at < octets.count else { return at == 0 ? .no : .undecided }
      if octets[at] != letter { return .no }
      at += 1
    }
    guard at < octets.count else { return .undecided }
    return (0x30...0x39).contains(octets[at]) ? .consistent : .no
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
