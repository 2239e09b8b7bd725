import Vocabulary

/// Moves a recorded Ethernet frame into the plant: addresses, VLAN and checksums; what it carries stays.
///
/// Addresses that the recording does not map stay. Text and protocols that carry addresses of their own are
/// not touched. A fragment behind the first, and a frame that ends early, keep the transport's checksum.
public struct FrameRewriter: Sendable {
  /// Longer frames are refused: no wire carries them, and a capture of them was made without
  /// segmentation turned off.
  public static let frameLimitOctets = 65_600

  private let recording: Recording
  /// Hardware addresses of the recording whose stations are known by now.
  private var learned: [(from: UInt64, to: UInt64)] = []

  public init(_ recording: Recording) {
    self.recording = recording
  }

  /// The frame as the plant's tap sees it; null where the octets are no Ethernet frame.
  public mutating func rewrite(_ octets: [UInt8]) -> [UInt8]? {
    guard (14...Self.frameLimitOctets).contains(octets.count) else { return nil }
    var start = 12
    // Tags of the recording are left behind.
    while start + 6 <= octets.count, octets.number16(at: start) == 0x8100 { start += 4 }
    let etherType = octets.number16(at: start)
    var payload = Array(octets[(start + 2)...])
    var source = octets.number48(at: 6)
    var destination = octets.number48(at: 0)
    var segment: Segment?
    switch etherType {
    case 0x0800 where payload.count >= 20 && payload[0] >> 4 == 4:
      let from = mapping(payload.number32(at: 12))
      let to = mapping(payload.number32(at: 16))
      if let from { learn(source, from.mac) }
      segment = nearer(from?.to, to?.to)
      source = hardware(source, from, in: segment)
      destination = hardware(destination, to, in: segment)
      rewriteInternet(&payload)
    case 0x0806 where payload.count >= 28:
      segment = rewriteQuestion(&payload, source)
      source = known(source)
      destination = known(destination)
    default:
      source = known(source)
      destination = known(destination)
    }
    var frame: [UInt8] = []
    frame.reserveCapacity(payload.count + 18)
    frame.put48(destination)
    frame.put48(source)
    if let vlan = recording.vlan ?? segment?.vlan {
      frame.put16(0x8100)
      frame.put16(vlan)
    }
    frame.put16(etherType)
    frame += payload
    if frame.count < 60 { frame.putZeros(60 - frame.count) }
    return frame
  }

  // MARK: Hardware addresses

  private func mapping(_ address: UInt32) -> Recording.Mapping? {
    recording.hosts.first { $0.from == address }
  }

  private mutating func learn(_ from: UInt64, _ to: MACAddress) {
    guard from & 0x0100_0000_0000 == 0, !learned.contains(where: { $0.from == from }),
      learned.count < Recording.hostLimit
    else { return }
    learned.append((from, to.rawValue))
  }

  private func known(_ mac: UInt64) -> UInt64 {
    learned.first { $0.from == mac }?.to ?? mac
  }

  /// A station beyond the segment is seen by the firewall's address.
  private func hardware(_ mac: UInt64, _ host: Recording.Mapping?, in segment: Segment?) -> UInt64 {
    guard let host, mac & 0x0100_0000_0000 == 0 else { return mac }
    guard let segment, Segment.of(host.to) != segment else { return host.mac.rawValue }
    return segment.gateway.rawValue
  }

  /// The segment, nearer to the process, in which the tap sees what passes between two.
  private func nearer(_ one: UInt32?, _ other: UInt32?) -> Segment? {
    let segments = [one, other].compactMap { $0.flatMap { Segment.of($0) } }
    return segments.max { $0.rawValue < $1.rawValue }
  }

  /// Source: RFC 826; hardware and protocol addresses of Ethernet and IPv4.
  private mutating func rewriteQuestion(_ payload: inout [UInt8], _ source: UInt64) -> Segment? {
    guard payload.number32(at: 0) == 0x0001_0800, payload.number16(at: 4) == 0x0604 else { return nil }
    let sender = mapping(payload.number32(at: 14))
    let target = mapping(payload.number32(at: 24))
    if let sender { learn(payload.number48(at: 8), sender.mac) }
    if let target { learn(payload.number48(at: 18), target.mac) }
    payload.set48(known(payload.number48(at: 8)), at: 8)
    payload.set48(known(payload.number48(at: 18)), at: 18)
    if let sender { payload.set32(sender.to, at: 14) }
    if let target { payload.set32(target.to, at: 24) }
    return nearer(sender?.to, target?.to)
  }
}

// MARK: IPv4

extension FrameRewriter {
  /// Source: RFC 791 section 3.1, RFC 768, RFC 793 and RFC 792 for the checksums.
  private func rewriteInternet(_ packet: inout [UInt8]) {
    let header = Int(packet[0] & 0x0F) * 4
    let total = Int(packet.number16(at: 2))
    guard header >= 20, header <= packet.count, total >= header else { return }
    setAddresses(&packet, at: 0)
    packet.set16(0, at: 10)
    packet.set16(internetChecksum(packet[0..<header]), at: 10)
    let fragment = packet.number16(at: 6)
    guard total <= packet.count, fragment & 0x3FFF == 0 else { return }
    switch packet[9] {
    case 6 where total - header >= 20: seal(&packet, header, total, checksum: header + 16)
    case 17 where total - header >= 8 && packet.number16(at: header + 6) != 0:
      seal(&packet, header, total, checksum: header + 6)
    case 1 where total - header >= 8:
      // An error carries the beginning of the packet that it is about.
      if [3, 4, 5, 11, 12].contains(packet[header]), total - header >= 28 {
        setAddresses(&packet, at: header + 8)
        let inner = header + 8
        let length = Int(packet[inner] & 0x0F) * 4
        if length >= 20, inner + length <= total {
          packet.set16(0, at: inner + 10)
          packet.set16(internetChecksum(packet[inner..<(inner + length)]), at: inner + 10)
        }
      }
      packet.set16(0, at: header + 2)
      packet.set16(internetChecksum(Array(packet[header..<total])[...]), at: header + 2)
    default: break
    }
  }

  private func setAddresses(_ packet: inout [UInt8], at start: Int) {
    for place in [start + 12, start + 16] {
      if let host = mapping(packet.number32(at: place)) { packet.set32(host.to, at: place) }
    }
  }

  private func seal(_ packet: inout [UInt8], _ header: Int, _ total: Int, checksum place: Int) {
    packet.set16(0, at: place)
    var sum: UInt32 = UInt32(packet[9]) + UInt32(total - header)
    for address in [packet.number32(at: 12), packet.number32(at: 16)] {
      sum += (address >> 16) + (address & 0xFFFF)
    }
    let checksum = internetChecksum(Array(packet[header..<total])[...], carrying: sum)
    packet.set16(packet[9] == 17 && checksum == 0 ? 0xFFFF : checksum, at: place)
  }
}
