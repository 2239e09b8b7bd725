import Vocabulary

/// Recognises WireGuard by its four kinds of messages, three of which have one length each.
///
/// Source: WireGuard: Next Generation Kernel Network Tunnel, section 5.4.
public enum WireGuard {
  public static let port: UInt16 = 51_820

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 32, octets[1] == 0, octets[2] == 0, octets[3] == 0 else { return .no }
    switch (octets[0], octets.count) {
    case (1, 148), (2, 92), (3, 64): return .consistent
    case (4, _): return octets.count % 16 == 0 ? .consistent : .no
    default: return .no
    }
  }

  /// A handshake's message, which proves more than data.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    octets.count >= 92 && octets[0] <= 2 ? recognise(octets) : .no
  }
}

/// Recognises OpenVPN by its operation codes, on TCP with a length before them.
///
/// Source: OpenVPN's protocol description, "Packet format": 5 bits of operation, 3 of key.
public enum OpenVPN {
  public static let port: UInt16 = 1_194

  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 14 else { return .no }
    return (3...10).contains(octets[0] >> 3) ? .consistent : .no
  }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 3 else { return .undecided }
    let length = Int(octets[0]) << 8 | Int(octets[1])
    return length >= 14 && length <= 2_048 && (3...10).contains(octets[2] >> 3) ? .consistent : .no
  }
}

/// Recognises ISAKMP and IKE by their header, whose length fills the datagram, also behind the marker of
/// port 4500; and ESP in datagrams there.
///
/// Source: RFC 7296, section 3.1; RFC 3948, sections 2.1 to 2.3.
public enum ISAKMP {
  public static let port: UInt16 = 500
  public static let traversalPort: UInt16 = 4_500

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    let start = hasMarker(octets) ? 4 : 0
    guard octets.count - start >= 28 else { return .no }
    let length =
      UInt32(octets[start + 24]) << 24 | UInt32(octets[start + 25]) << 16
      | UInt32(octets[start + 26]) << 8 | UInt32(octets[start + 27])
    let version = octets[start + 17]
    guard version == 0x10 || version == 0x20, length == UInt32(clamping: octets.count - start) else {
      return .no
    }
    return octets[start + 16] <= 54 || octets[start + 16] >= 128 ? .consistent : .no
  }

  /// Data of a tunnel: an index that is not zero, and a number.
  public static func isESP(_ octets: Span<UInt8>) -> Bool { octets.count >= 16 && !hasMarker(octets) }

  private static func hasMarker(_ octets: Span<UInt8>) -> Bool {
    octets.count >= 4 && octets[0] == 0 && octets[1] == 0 && octets[2] == 0 && octets[3] == 0
  }

  public static func note(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    if recognise(octets) == .consistent {
      dissection.note(.isakmp)
    } else if isESP(octets) {
      dissection.note(.esp)
      dissection.isEncrypted = true
    }
  }
}

/// Recognises L2TP by its version, and by a length that fills the datagram where it has one.
///
/// Source: RFC 2661, section 3.1.
public enum L2TP {
  public static let port: UInt16 = 1_701

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8, octets[1] & 0x0F == 2, octets[0] & 0x34 == 0 else { return .no }
    guard octets[0] & 0x40 != 0 else { return octets[0] & 0x80 == 0 ? .consistent : .no }
    return Int(octets[2]) << 8 | Int(octets[3]) == octets.count ? .consistent : .no
  }
}

/// Recognises the control connection of PPTP by its magic number.
///
/// Source: RFC 2637, section 1.4.
public enum PPTP {
  public static let port: UInt16 = 1_723

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .undecided }
    let isMagic = octets[4] == 0x1A && octets[5] == 0x2B && octets[6] == 0x3C && octets[7] == 0x4D
    return isMagic && octets[2] == 0 && octets[3] <= 2 ? .consistent : .no
  }
}

/// Recognises DTLS by its records: type, version, and a length that fits.
///
/// Source: RFC 6347, section 4.1.
public enum DTLS {
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 14, (20...25).contains(octets[0]) else { return .no }
    let isVersion = octets[1] == 0xFE && (octets[2] == 0xFF || octets[2] == 0xFD || octets[2] == 0xFC)
    // A version before the first that OpenSSL and Cisco once used.
    guard isVersion || (octets[1] == 1 && octets[2] == 0) else { return .no }
    let length = Int(octets[11]) << 8 | Int(octets[12])
    return length > 0 && length <= octets.count - 13 ? .consistent : .no
  }
}

/// Recognises QUIC by its long header: a version that exists, and connection ids of lengths that may be.
///
/// Source: RFC 8999, section 5.1; RFC 9000, section 17.2; RFC 9369 for version 2.
public enum QUIC {
  public static let port: UInt16 = 443

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 21, octets[0] & 0x80 != 0 else { return .no }
    let version =
      UInt32(octets[1]) << 24 | UInt32(octets[2]) << 16 | UInt32(octets[3]) << 8 | UInt32(octets[4])
    guard version == 1 || version == 0x6B33_43CF || version >> 8 == 0xFF_0000 else { return .no }
    let destination = Int(octets[5])
    guard octets[0] & 0x40 != 0, destination <= 20, octets.count > 6 + destination else { return .no }
    return octets[6 + destination] <= 20 ? .consistent : .no
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
