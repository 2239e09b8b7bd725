import Vocabulary

extension Packet {
  /// GRE with IP, Ethernet or a mirrored frame (ERSPAN) inside; the outer addresses give way to the inner.
  ///
  /// Source: RFC 2784, RFC 2890; ERSPAN types II and III: draft-foschiano-erspan-03.
  mutating func decodeGRE(_ octets: Span<UInt8>, at start: Int) {
    guard tunnel == .none, payloadEnd &- start >= 4 else { return }
    let flags = load16(octets, start)
    guard flags & 0x4007 == 0 else { return }
    let type = load16(octets, start &+ 2)
    var at = start &+ 4
    if flags & 0x8000 != 0 { at &+= 4 }
    if flags & 0x2000 != 0 { at &+= 4 }
    if flags & 0x1000 != 0 { at &+= 4 }
    switch type {
    case 0x0800, 0x86DD:
      guard at < payloadEnd else { return }
      tunnel = .gre
      decodeIP(octets, at: at)
    case 0x6558:
      enterEthernet(octets, at: at, as: .gre)
    case 0x88BE:
      // Without a sequence number there is no ERSPAN header (type I).
      enterEthernet(octets, at: flags & 0x1000 != 0 ? at &+ 8 : at, as: .erspan)
    case 0x22EB:
      guard payloadEnd &- at >= 12 else { return }
      let hasSubheader = octets[at &+ 11] & 1 != 0
      enterEthernet(octets, at: at &+ (hasSubheader ? 20 : 12), as: .erspan)
    default:
      break
    }
  }

  /// Source: RFC 7348, section 5.
  mutating func decodeVXLAN(_ octets: Span<UInt8>, at start: Int) {
    guard payloadEnd &- start >= 22, octets[start] & 0x08 != 0 else { return }
    enterEthernet(octets, at: start &+ 8, as: .vxlan)
  }

  /// Labels down to the bottom of the stack, then IP by its version, or Ethernet behind a control word.
  ///
  /// Source: RFC 3032, section 2.1; RFC 4385 for the control word.
  mutating func decodeMPLS(_ octets: Span<UInt8>, at start: Int) {
    guard tunnel == .none else { return stop(octets, at: start, .none) }
    var at = start
    for _ in 0..<Self.labelLimit {
      guard octets.count &- at >= 5 else { return stop(octets, at: at, .cutShort) }
      let isBottom = octets[at &+ 2] & 1 != 0
      at &+= 4
      guard isBottom else { continue }
      tunnel = .mpls
      switch octets[at] &>> 4 {
      case 4, 6: return decodeIP(octets, at: at)
      case 0 where octets.count &- at >= 18: return decodeEthernet(octets, at: at &+ 4)
      default: return stop(octets, at: at, .none)
      }
    }
    stop(octets, at: at, .malformed)
  }

  /// Source: RFC 2516, section 4; the PPP protocol numbers 0x0021 (IPv4) and 0x0057 (IPv6).
  mutating func decodePPPoE(_ octets: Span<UInt8>, at start: Int) {
    guard tunnel == .none, octets.count &- start >= 8 else { return stop(octets, at: start, .cutShort) }
    let type = load16(octets, start &+ 6)
    guard type == 0x0021 || type == 0x0057 else { return stop(octets, at: start &+ 6, .none) }
    tunnel = .pppoe
    decodeIP(octets, at: start &+ 8)
  }

  /// Goes on with an Ethernet frame inside a tunnel: its addresses and its VLAN count from here on.
  private mutating func enterEthernet(_ octets: Span<UInt8>, at start: Int, as tunnel: Tunnel) {
    guard octets.count &- start >= 14 else { return }
    self.tunnel = tunnel
    vlan = 0
    layer = .link
    sourcePort = 0
    destinationPort = 0
    decodeEthernet(octets, at: start)
  }
}
