/// Recognises ROC Plus: requests and responses name both stations, a length, and end in a checksum.
///
/// Source: Emerson, ROC Plus Protocol Specifications Manual (D301180X012), clause 2.1.
public enum ROCPlus {
  public static let port: UInt16 = 4_000

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .undecided }
    let end = 8 + Int(octets[5])
    guard octets.count >= end else { return .no }
    let stated = UInt16(octets[end - 2]) | UInt16(octets[end - 1]) << 8
    return ReflectedChecksum.value(octets.extracting(0..<(end - 2))) == stated ? .consistent : .no
  }
}

/// Recognises Genisys: each message begins with its kind, ends in 0xF6, and all but acknowledgements and
/// answers without a checksum prove themselves by it.
///
/// Source: Alstom Signaling, Genisys II manual, "Genisys protocol"; CISA, icsnpp-genisys.
public enum Genisys {
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard let last = frame(octets) else { return octets.count < 3 && isKind(octets) ? .undecided : .no }
    return last == 2 || hasChecksum(octets, last) ? .consistent : .no
  }

  /// The same where nothing else hints at it: a checksum has to stand there, and be right.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    guard let last = frame(octets), last >= 4, hasChecksum(octets, last) else { return .no }
    return .consistent
  }

  private static func isKind(_ octets: Span<UInt8>) -> Bool {
    octets.isEmpty || (0xF1...0xFE).contains(octets[0]) && octets[0] != 0xF6
  }

  /// Where the end octet of the first message stands.
  private static func frame(_ octets: Span<UInt8>) -> Int? {
    guard octets.count >= 3, isKind(octets) else { return nil }
    let last = end(at: 0xF6, in: octets, from: 1)
    return last >= 2 && last < octets.count && last <= 256 ? last : nil
  }

  /// An escape, 0xF0, stands before octets that look like a kind; what it hides is added to it.
  private static func hasChecksum(_ octets: Span<UInt8>, _ last: Int) -> Bool {
    var plain: [UInt8] = []
    var index = 0
    while index < last {
      if octets[index] == 0xF0, index > 0, index + 1 < last {
        index += 1
        plain.append(0xF0 | octets[index])
      } else {
        plain.append(octets[index])
      }
      index += 1
    }
    guard plain.count >= 4 else { return false }
    let stated = UInt16(plain[plain.count - 2]) | UInt16(plain[plain.count - 1]) << 8
    return ReflectedChecksum.value(plain.span.extracting(0..<(plain.count - 2))) == stated
  }
}

/// Recognises BSAP on the ports of its two forms in datagrams: over IP by its header, in serial form by the
/// marks at both ends.
///
/// Source: Emerson, BSAP protocol manual; CISA, icsnpp-bsap.
public enum BSAP {
  public static let port: UInt16 = 1_234
  public static let serialPort: UInt16 = 1_235

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .no }
    if octets[0] == 0x10, octets[1] == 0x02 {
      let end = octets.count - 4
      return octets[end] == 0x10 && octets[end + 1] == 0x03 ? .consistent : .no
    }
    // Header identifier 0x000E, number of functions, function 0, 5 or 6.
    guard octets[0] == 0x0E, octets[1] == 0, octets.count >= 10 else { return .no }
    return octets[3] == 0 && octets[2] <= 32 ? .consistent : .no
  }
}

/// Recognises ANSI C12.22 on its port: an ACSE message whose length fills the octets and whose elements are
/// those of C12.22.
///
/// Source: IEEE 1703-2012, clause 8.1 (ACSE-PDU).
public enum C1222 {
  public static let port: UInt16 = 1_153

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else { return octets.isEmpty || octets[0] == 0x60 ? .undecided : .no }
    guard octets[0] == 0x60 else { return .no }
    var start = 2
    var length = Int(octets[1])
    if length == 0x81 {
      length = Int(octets[2])
      start = 3
    } else if length == 0x82 {
      length = Int(octets[2]) << 8 | Int(octets[3])
      start = 4
    }
    guard length > 2, start < octets.count, length < 0x8000 else { return .no }
    // Titles, qualifiers and invocation identifiers, authentication, user information.
    switch octets[start] {
    case 0xA1, 0xA2, 0xA4, 0xA6, 0xA7, 0xA8, 0x8B, 0xAC, 0xBE:
      return start + length <= octets.count ? .consistent : .no
    default: return .no
    }
  }
}

/// The checksum of Modbus RTU, which ROC Plus and Genisys share: polynomial 0x8005 reflected, begun with all
/// bits set.
enum ReflectedChecksum {
  static func value(_ octets: Span<UInt8>) -> UInt16 {
    var crc: UInt16 = 0xFFFF
    for index in octets.indices {
      crc ^= UInt16(octets[index])
      for _ in 0..<8 { crc = crc & 1 != 0 ? crc >> 1 ^ 0xA001 : crc >> 1 }
    }
    return crc
  }
}
