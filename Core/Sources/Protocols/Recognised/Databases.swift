/// Recognises Oracle's TNS by its packet: a length that fits, a known type, checks of zero.
///
/// Source: Oracle Net, as described in the literature on its packets; the maker publishes none.
public enum TNS {
  public static let port: UInt16 = 1_521

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .undecided }
    let length = Int(octets[0]) << 8 | Int(octets[1])
    let isPacket = (1...14).contains(octets[4]) && octets[2] == 0 && octets[3] == 0
    return isPacket && length >= 8 && length <= max(octets.count, 8_192) ? .consistent : .no
  }
}

/// Recognises MongoDB by its message's head: a length that fits and a known operation.
///
/// Source: MongoDB wire protocol, "Standard Message Header".
public enum MongoDB {
  public static let port: UInt16 = 27_017

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 16 else { return .undecided }
    let length =
      UInt32(octets[0]) | UInt32(octets[1]) << 8 | UInt32(octets[2]) << 16 | UInt32(octets[3]) << 24
    guard length >= 16, length <= 48_000_000, octets[14] == 0, octets[15] == 0 else { return .no }
    switch UInt16(octets[12]) | UInt16(octets[13]) << 8 {
    case 1, 1_000, 2_001, 2_002, 2_004, 2_005, 2_006, 2_007, 2_010, 2_011, 2_012, 2_013: return .consistent
    default: return .no
    }
  }
}

/// Recognises Redis by its serialization: a sign, a number or a text, and the line's end.
///
/// Source: Redis serialization protocol specification.
public enum Redis {
  public static let port: UInt16 = 6_379

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else { return .undecided }
    switch octets[0] {
    case UInt8(ascii: "*"), UInt8(ascii: "$"):
      guard (0x30...0x39).contains(octets[1]) || octets[1] == UInt8(ascii: "-") else { return .no }
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"): break
    default: return .no
    }
    let line = end(at: 0x0A, in: octets, from: 0)
    return line < octets.count && octets[line - 1] == 0x0D ? .consistent : .no
  }
}

/// Recognises Cassandra's CQL by its frame: a version with the direction, an operation, a length that fits.
///
/// Source: CQL binary protocol v4, section 2.
public enum CQL {
  public static let port: UInt16 = 9_042

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 9 else { return .undecided }
    let isVersion = (3...5).contains(octets[0] & 0x7F)
    return isVersion && octets[4] <= 0x10 && octets[5] == 0 ? .consistent : .no
  }
}
