import Vocabulary

extension Packet {
  /// An IPv4 or IPv6 header, told apart by its version.
  mutating func decodeIP(_ octets: Span<UInt8>, at start: Int) {
    guard start < octets.count else { return stop(octets, at: start, .cutShort) }
    switch octets[start] &>> 4 {
    case 4: decodeIPv4(octets, at: start)
    case 6: decodeIPv6(octets, at: start)
    default: stop(octets, at: start, .malformed)
    }
  }

  /// Source: RFC 791, section 3.1.
  private mutating func decodeIPv4(_ octets: Span<UInt8>, at start: Int) {
    let available = octets.count &- start
    guard available >= 20 else { return stop(octets, at: start, .cutShort) }
    let headerOctets = Int(octets[start] & 15) &* 4
    guard headerOctets >= 20 else { return stop(octets, at: start, .malformed) }
    guard available >= headerOctets else { return stop(octets, at: start, .cutShort) }
    // A sending host that segments in its network card leaves the length 0 in a capture of its own.
    let stated = Int(load16(octets, start &+ 2))
    let total = stated == 0 ? available : stated
    guard total >= headerOctets else { return stop(octets, at: start, .malformed) }
    layer = .ip
    source = HostAddress(ipv4: load32(octets, start &+ 12))
    destination = HostAddress(ipv4: load32(octets, start &+ 16))
    timeToLive = octets[start &+ 8]
    ipProtocol = octets[start &+ 9]
    payloadStart = start &+ headerOctets
    payloadEnd = min(octets.count, start &+ total)
    payloadOctets = total &- headerOctets
    let fragment = load16(octets, start &+ 6)
    if fragment & 0x3FFF != 0 {
      isFragment = true
      fragmentOffset = Int(fragment & 0x1FFF) &* 8
      hasMoreFragments = fragment & 0x2000 != 0
      fragmentID = UInt32(load16(octets, start &+ 4))
      return
    }
    decodeTransport(octets)
  }

  /// Source: RFC 8200, sections 3 and 4.
  private mutating func decodeIPv6(_ octets: Span<UInt8>, at start: Int) {
    let available = octets.count &- start
    guard available >= 40 else { return stop(octets, at: start, .cutShort) }
    layer = .ip
    source = HostAddress(ipv6High: load64(octets, start &+ 8), low: load64(octets, start &+ 16))
    destination = HostAddress(ipv6High: load64(octets, start &+ 24), low: load64(octets, start &+ 32))
    timeToLive = octets[start &+ 7]
    let stated = Int(load16(octets, start &+ 4))
    let total = stated == 0 ? available &- 40 : stated
    let end = start &+ 40 &+ total
    var at = start &+ 40
    var next = octets[start &+ 6]
    payloadEnd = min(octets.count, end)
    for _ in 0..<Self.extensionHeaderLimit {
      payloadStart = min(at, payloadEnd)
      payloadOctets = end &- payloadStart
      ipProtocol = next
      switch next {
      case 0, 43, 60, 135, 139, 140:
        guard payloadEnd &- at >= 8 else { return stopIP(.cutShort) }
        next = octets[at]
        at &+= (Int(octets[at &+ 1]) &+ 1) &* 8
      case 51:
        guard payloadEnd &- at >= 8 else { return stopIP(.cutShort) }
        next = octets[at]
        at &+= (Int(octets[at &+ 1]) &+ 2) &* 4
      case 44:
        guard payloadEnd &- at >= 8 else { return stopIP(.cutShort) }
        let field = load16(octets, at &+ 2)
        next = octets[at]
        ipProtocol = next
        if field & 0xFFF9 != 0 {
          isFragment = true
          fragmentOffset = Int(field & 0xFFF8)
          hasMoreFragments = field & 1 != 0
          fragmentID = load32(octets, at &+ 4)
          payloadStart = at &+ 8
          payloadOctets = end &- payloadStart
          return
        }
        at &+= 8
      default:
        return decodeTransport(octets)
      }
      guard at <= payloadEnd else { return stopIP(end > octets.count ? .cutShort : .malformed) }
    }
    stopIP(.malformed)
  }

  /// IPv6 extension headers that one packet may chain.
  static let extensionHeaderLimit = 10

  /// Ends decoding inside IP: addresses are known, the payload is left as it stands.
  private mutating func stopIP(_ fault: Fault) {
    if self.fault == .none { self.fault = fault }
  }
}
