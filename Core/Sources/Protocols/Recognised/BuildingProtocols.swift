/// Recognises KNXnet/IP: header of six octets, version 1.0, a length that fills the octets.
///
/// Source: ISO/IEC 14543-3-10; KNX Standard 03_08_02, clause 2.3.
public enum KNXnetIP {
  public static let port: UInt16 = 3_671

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 6 else { return octets.count >= 1 && octets[0] != 6 ? .no : .undecided }
    guard octets[0] == 0x06, octets[1] == 0x10 else { return .no }
    // Core, device management, tunnelling, routing, remote logging, configuration, object server, security.
    guard (0x02...0x09).contains(octets[2]) else { return .no }
    let length = Int(octets[4]) << 8 | Int(octets[5])
    return length >= 6 && length <= octets.count ? .consistent : .no
  }
}

/// Recognises Niagara Fox by the word that each of its messages begins with.
///
/// Source: octets as the public scanner `fox-info.nse` (S. Hilt) describes them.
public enum NiagaraFox {
  public static let port: UInt16 = 1_911

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 6 else {
      return octets.isEmpty || octets[0] == UInt8(ascii: "f") ? .undecided : .no
    }
    guard starts(octets, with: "fox "), (0x61...0x7A).contains(octets[4]), octets[5] == 0x20 else {
      return .no
    }
    return .consistent
  }
}
