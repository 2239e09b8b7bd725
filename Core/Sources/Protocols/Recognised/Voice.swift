import Vocabulary

/// Recognises SIP by its first line.
///
/// Source: RFC 3261, section 7.
public enum SIP {
  public static let port: UInt16 = 5_060

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 12 else { return .no }
    if starts(octets, with: "SIP/2.0 ") { return .consistent }
    for method in methods where starts(octets, with: method) {
      let line = end(at: 0x0A, in: octets, from: 0)
      return position(of: " SIP/2.0", in: octets.extracting(0..<line)) != nil ? .consistent : .no
    }
    return .no
  }

  private static let methods = [
    "INVITE ", "ACK ", "BYE ", "CANCEL ", "REGISTER ", "OPTIONS ", "PRACK ", "SUBSCRIBE ", "NOTIFY ",
    "PUBLISH ", "INFO ", "REFER ", "MESSAGE ", "UPDATE ",
  ]
}

/// Recognises STUN by its magic number and a length that fills the datagram.
///
/// Source: RFC 8489, section 5.
public enum STUN {
  public static let port: UInt16 = 3_478

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 20, octets[0] & 0xC0 == 0 else { return .no }
    let isMagic = octets[4] == 0x21 && octets[5] == 0x12 && octets[6] == 0xA4 && octets[7] == 0x42
    let length = Int(octets[2]) << 8 | Int(octets[3])
    return isMagic && length % 4 == 0 && length + 20 == octets.count ? .consistent : .no
  }
}

/// Names what shares a flow with STUN, by the first octet: DTLS, and media.
///
/// Source: RFC 7983, section 7; RFC 5761, section 4, tells RTP and RTCP apart.
public enum SharedMedia {
  public static func note(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard octets.count >= 2 else { return }
    switch octets[0] {
    case 0...3: if STUN.recognise(octets) == .consistent { dissection.note(.stun) }
    case 20...63: if DTLS.recognise(octets) == .consistent { dissection.note(.dtls) }
    case 128...191: dissection.note((192...223).contains(octets[1]) ? .rtcp : .rtp)
    default: break
    }
  }
}

/// Recognises XMPP by the opening of its stream.
///
/// Source: RFC 6120, section 4.
public enum XMPP {
  public static let port: UInt16 = 5_222
  public static let serverPort: UInt16 = 5_269

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 14 else { return .undecided }
    return position(of: "<stream:stream", in: octets) != nil ? .consistent : .no
  }
}
