import Vocabulary

extension Packet {
  /// What the IP protocol number says the payload is.
  mutating func decodeTransport(_ octets: Span<UInt8>) {
    switch ipProtocol {
    case 6: decodeTCP(octets, at: payloadStart)
    case 17: decodeUDP(octets, at: payloadStart)
    case 47: decodeGRE(octets, at: payloadStart)
    default: break
    }
  }

  /// Source: RFC 9293, section 3.1.
  private mutating func decodeTCP(_ octets: Span<UInt8>, at start: Int) {
    guard payloadEnd &- start >= 20 else { return short(isCut ? .cutShort : .malformed) }
    let headerOctets = Int(octets[start &+ 12] &>> 4) &* 4
    guard headerOctets >= 20, headerOctets <= payloadOctets else { return short(.malformed) }
    layer = .tcp
    sourcePort = load16(octets, start)
    destinationPort = load16(octets, start &+ 2)
    sequence = load32(octets, start &+ 4)
    acknowledgement = load32(octets, start &+ 8)
    tcpFlags = TCPFlags(rawValue: octets[start &+ 13])
    payloadStart = min(start &+ headerOctets, payloadEnd)
    payloadOctets &-= headerOctets
  }

  /// Source: RFC 768.
  private mutating func decodeUDP(_ octets: Span<UInt8>, at start: Int) {
    guard payloadEnd &- start >= 8 else { return short(isCut ? .cutShort : .malformed) }
    let stated = Int(load16(octets, start &+ 4))
    // Length 0 stands for a datagram above 65,535 octets (RFC 2675) and for cards that segment.
    let length = stated == 0 ? payloadOctets : stated
    guard length >= 8, length <= payloadOctets else { return short(.malformed) }
    layer = .udp
    sourcePort = load16(octets, start)
    destinationPort = load16(octets, start &+ 2)
    payloadStart = start &+ 8
    payloadEnd = min(payloadEnd, start &+ length)
    payloadOctets = length &- 8
    if destinationPort == 4789, tunnel == .none { decodeVXLAN(octets, at: payloadStart) }
  }

  private mutating func short(_ fault: Fault) {
    if self.fault == .none { self.fault = fault }
  }
}
