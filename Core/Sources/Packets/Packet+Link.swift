import Vocabulary

extension Packet {
  /// Decodes a captured frame as far as its octets allow.
  public init(decoding octets: Span<UInt8>, link: LinkLayer) {
    self.init()
    decode(octets, link: link)
  }

  /// Decodes into a fresh packet where it stands: handing one out would copy it.
  public mutating func decode(_ octets: Span<UInt8>, link: LinkLayer) {
    if link == .ethernet, decodePlain(octets) { return }
    payloadEnd = octets.count
    switch link {
    case .ethernet: decodeEthernet(octets, at: 0)
    case .linuxCooked: decodeCooked(octets)
    case .linuxCooked2: decodeCooked2(octets)
    case .rawIP: decodeIP(octets, at: 0)
    case .loopback: decodeLoopback(octets)
    }
  }

  /// Decodes an IP datagram that was put together from its fragments.
  ///
  /// `like` is any of the fragments: link layer, addresses and VLAN are its.
  public init(reassembled octets: Span<UInt8>, like fragment: Packet) {
    self = fragment
    isFragment = false
    fragmentOffset = 0
    hasMoreFragments = false
    payloadStart = 0
    payloadEnd = octets.count
    payloadOctets = octets.count
    layer = .ip
    decodeTransport(octets)
  }

  /// Destination, source, EtherType or length.
  ///
  ///     0            6            12     14
  ///     +------------+------------+------+---------
  ///     | destination| source     | type | payload
  ///
  /// Source: IEEE 802.3-2018, clause 3.
  mutating func decodeEthernet(_ octets: Span<UInt8>, at start: Int) {
    guard octets.count &- start >= 14 else { return stop(octets, at: start, .cutShort) }
    destinationMAC = MACAddress(rawValue: load48(octets, start))
    sourceMAC = MACAddress(rawValue: load48(octets, start &+ 6))
    decodeType(octets, at: start &+ 12)
  }

  /// Source: LINKTYPE_LINUX_SLL of tcpdump.org.
  private mutating func decodeCooked(_ octets: Span<UInt8>) {
    guard octets.count >= 16 else { return stop(octets, at: 0, .cutShort) }
    if load16(octets, 4) == 6 { sourceMAC = MACAddress(rawValue: load48(octets, 6)) }
    decodeType(octets, at: 14)
  }

  /// Source: LINKTYPE_LINUX_SLL2 of tcpdump.org.
  private mutating func decodeCooked2(_ octets: Span<UInt8>) {
    guard octets.count >= 20 else { return stop(octets, at: 0, .cutShort) }
    if octets[11] == 6 { sourceMAC = MACAddress(rawValue: load48(octets, 12)) }
    decodePayload(octets, type: load16(octets, 0), at: 20)
  }

  /// Source: LINKTYPE_NULL and LINKTYPE_LOOP of tcpdump.org; the families are AF_INET and the BSDs' AF_INET6.
  private mutating func decodeLoopback(_ octets: Span<UInt8>) {
    guard octets.count >= 4 else { return stop(octets, at: 0, .cutShort) }
    let family = load32(octets, 0)
    switch family < 0x1_0000 ? family : family.byteSwapped {
    case 2, 10, 24, 28, 30: decodeIP(octets, at: 4)
    default: stop(octets, at: 4, .none)
    }
  }

  /// An EtherType at `at`, VLAN tags before it, or an 802.3 length.
  ///
  /// Source: IEEE 802.1Q-2018, clause 9.6; QinQ's outer tag 0x88A8, older switches' 0x9100.
  mutating func decodeType(_ octets: Span<UInt8>, at start: Int) {
    var at = start
    var tags = 0
    var type = load16(octets, at)
    while type == 0x8100 || type == 0x88A8 || type == 0x9100 {
      guard octets.count &- at >= 6 else { return stop(octets, at: at, .cutShort) }
      let id = load16(octets, at &+ 2) & 0x0FFF
      if tags == 0 { vlan = id }
      tags &+= 1
      at &+= 4
      type = load16(octets, at)
      if tags > Self.tagLimit { return stop(octets, at: at, .malformed) }
    }
    at &+= 2
    if type <= 1500 { return decodeLLC(octets, length: Int(type), at: at) }
    decodePayload(octets, type: type, at: at)
  }

  /// VLAN tags that one frame may carry.
  static let tagLimit = 4
  /// MPLS labels that one packet may carry.
  static let labelLimit = 16

  /// LLC and SNAP behind an 802.3 length.
  ///
  /// Source: IEEE 802.2-1998, clause 3; RFC 1042 for SNAP.
  private mutating func decodeLLC(_ octets: Span<UInt8>, length: Int, at start: Int) {
    isLLC = true
    let end = min(octets.count, start &+ length)
    guard end &- start >= 3 else { return stop(octets, at: start, .cutShort) }
    etherType = load16(octets, start)
    payloadStart = start
    payloadEnd = end
    payloadOctets = length
    if etherType == 0xAAAA, end &- start >= 8 {
      isLLC = false
      decodePayload(octets, type: load16(octets, start &+ 6), at: start &+ 8)
    }
  }

  /// The payload of an EtherType.
  mutating func decodePayload(_ octets: Span<UInt8>, type: UInt16, at start: Int) {
    etherType = type
    switch type {
    case 0x0800, 0x86DD: decodeIP(octets, at: start)
    case 0x0806: stop(octets, at: start, .none, layer: .arp)
    case 0x8847, 0x8848: decodeMPLS(octets, at: start)
    case 0x8864: decodePPPoE(octets, at: start)
    default: stop(octets, at: start, .none)
    }
  }

  /// Ends decoding: what lies behind `start` is the payload.
  mutating func stop(_ octets: Span<UInt8>, at start: Int, _ fault: Fault, layer: Layer? = nil) {
    if let layer { self.layer = layer }
    if self.fault == .none { self.fault = fault }
    payloadStart = min(start, octets.count)
    payloadEnd = octets.count
    payloadOctets = payloadEnd &- payloadStart
  }
}

// Little-endian, then swapped: so the compiler makes one load of it also where it becomes part of a wider
// number. Two hardware addresses cost thirty instructions otherwise.

@inline(__always)
func load16(_ octets: Span<UInt8>, _ at: Int) -> UInt16 {
  (UInt16(octets[at]) | UInt16(octets[at &+ 1]) &<< 8).byteSwapped
}

@inline(__always)
func load32(_ octets: Span<UInt8>, _ at: Int) -> UInt32 {
  let value =
    UInt32(octets[at]) | UInt32(octets[at &+ 1]) &<< 8 | UInt32(octets[at &+ 2]) &<< 16
    | UInt32(octets[at &+ 3]) &<< 24
  return value.byteSwapped
}

@inline(__always)
func load48(_ octets: Span<UInt8>, _ at: Int) -> UInt64 {
  UInt64(load32(octets, at)) &<< 16 | UInt64(load16(octets, at &+ 4))
}

@inline(__always)
func load64(_ octets: Span<UInt8>, _ at: Int) -> UInt64 {
  UInt64(load32(octets, at)) &<< 32 | UInt64(load32(octets, at &+ 4))
}
