/// Recognises GE-SRTP on its port: requests and responses have a header of 56 octets, with the message's type
/// in it.
///
/// Source: G. Denton, F. Karpisek, F. Breitinger, I. Baggili, "Leveraging the SRTP protocol for
/// over-the-network memory acquisition of a GE Fanuc Series 90-30", Digital Investigation 22 (2017), table 2.
public enum GESRTP {
  public static let port: UInt16 = 18_245

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 56 else { return octets.isEmpty || octets[0] <= 3 ? .undecided : .no }
    guard octets[0] == 2 || octets[0] == 3, octets[1] == 0 else { return .no }
    // Short and long requests, acknowledgements and errors.
    switch octets[31] {
    case 0xC0, 0x80, 0xD4, 0xD1, 0x94: return .consistent
    default: return .no
    }
  }
}

/// Recognises PCWorx on its port: a type, 0x01, and a length that fills the octets.
///
/// Source: octets as the public scanner `pcworx-info.nse` (S. Hilt) describes them.
public enum PCWorx {
  public static let port: UInt16 = 1_962

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else {
      return octets.isEmpty || octets[0] & 0x7F == 1 ? .undecided : .no
    }
    guard octets[0] & 0x7F <= 6, octets[1] <= 1 else { return .no }
    return Int(octets[2]) << 8 | Int(octets[3]) == octets.count ? .consistent : .no
  }
}

/// Recognises ProConOS on its port by the first octet of its messages and their length.
///
/// Source: octets as the public scanner `proconos-info.nse` (S. Hilt) describes them: 0xCC, a type, a length
/// of what follows.
public enum ProConOS {
  public static let port: UInt16 = 20_547

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else { return octets.isEmpty || octets[0] == 0xCC ? .undecided : .no }
    guard octets[0] == 0xCC, octets[1] <= 1 else { return .no }
    let length = Int(octets[2]) << 8 | Int(octets[3])
    return length >= 4 && length <= octets.count ? .consistent : .no
  }
}

/// Recognises CODESYS V2 on its ports by the two octets that its messages begin with.
///
/// Source: octets as the public scanner `codesys-v2-discover.nse` (Digital Bond, Project Redpoint) describes
/// them.
public enum CODESYSV2 {
  public static let port: UInt16 = 2_455
  public static let otherPort: UInt16 = 1_200

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 6 else { return octets.isEmpty || octets[0] == 0xBB ? .undecided : .no }
    return octets[0] == 0xBB && octets[1] == 0xBB ? .consistent : .no
  }
}
