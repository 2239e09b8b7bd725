import Vocabulary

/// Ethernet frames with an optional 802.1Q tag, filled up to the shortest length that a receiver sees.
///
/// Source: IEEE 802.3-2018 clause 3.2.8 (60 octets without the frame check sequence), IEEE 802.1Q-2018 clause
/// 9.6.
struct FrameBuilder: Sendable {
  var destination: MACAddress
  var source: MACAddress
  /// The 802.1Q tag's whole control field, priority included; null for an untagged frame.
  var tag: UInt16?

  func frame(etherType: UInt16, payload: [UInt8]) -> [UInt8] {
    var octets = header(etherType: etherType, payloadCount: payload.count)
    octets.append(contentsOf: payload)
    Self.fillUp(&octets)
    return octets
  }

  /// The offset of what the frame carries.
  var payloadOffset: Int { tag == nil ? 14 : 18 }

  fileprivate func header(etherType: UInt16, payloadCount: Int) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(max(60, 18 + payloadCount))
    octets.put48(destination.rawValue)
    octets.put48(source.rawValue)
    if let tag {
      octets.put16(0x8100)
      octets.put16(tag)
    }
    octets.put16(etherType)
    return octets
  }

  fileprivate static func fillUp(_ octets: inout [UInt8]) {
    if octets.count < 60 { octets.putZeros(60 - octets.count) }
  }
}

extension FrameBuilder {
  /// An IPv4 packet's fields that are not the payload's. The identification stays zero until the tap.
  ///
  /// Source: RFC 791 section 3.1.
  struct Internet: Sendable {
    var source: UInt32
    var destination: UInt32
    var timeToLive: UInt8
    var proto: UInt8
    var dontFragment = true
  }

  /// Source: RFC 793 section 3.1 and RFC 768 for the pseudo header's sum.
  struct TCPHeader: Sendable {
    var sourcePort: UInt16
    var destinationPort: UInt16
    var sequence: UInt32
    var acknowledgement: UInt32
    var flags: UInt8
    var window: UInt16
    /// A multiple of four octets.
    var options: [UInt8] = []

    static let fin: UInt8 = 0x01
    static let syn: UInt8 = 0x02
    static let reset: UInt8 = 0x04
    static let push: UInt8 = 0x08
    static let ack: UInt8 = 0x10
  }

  func tcp(_ internet: Internet, _ header: TCPHeader, payload: ArraySlice<UInt8>) -> [UInt8] {
    let length = 20 + header.options.count + payload.count
    var octets = internetHeader(internet, payloadCount: length)
    let start = octets.count
    octets.put16(header.sourcePort)
    octets.put16(header.destinationPort)
    octets.put32(header.sequence)
    octets.put32(header.acknowledgement)
    octets.put8(((20 + header.options.count) / 4) << 4)
    octets.put8(header.flags)
    octets.put16(header.window)
    octets.put32(0)
    octets.append(contentsOf: header.options)
    octets.append(contentsOf: payload)
    let checksum = internetChecksum(octets[start...], carrying: Self.pseudoHeader(internet, length))
    octets.replace16(at: start + 16, with: checksum)
    Self.fillUp(&octets)
    return octets
  }

  func udp(
    _ internet: Internet, sourcePort: UInt16, destinationPort: UInt16, payload: [UInt8]
  ) -> [UInt8] {
    let length = 8 + payload.count
    var octets = internetHeader(internet, payloadCount: length)
    let start = octets.count
    octets.put16(sourcePort)
    octets.put16(destinationPort)
    octets.put16(length)
    octets.put16(0)
    octets.append(contentsOf: payload)
    let checksum = internetChecksum(octets[start...], carrying: Self.pseudoHeader(internet, length))
    octets.replace16(at: start + 6, with: checksum == 0 ? 0xFFFF : checksum)
    Self.fillUp(&octets)
    return octets
  }

  /// An IPv4 packet whose payload is complete, ICMP for example.
  func ipv4(_ internet: Internet, payload: [UInt8]) -> [UInt8] {
    var octets = internetHeader(internet, payloadCount: payload.count)
    octets.append(contentsOf: payload)
    Self.fillUp(&octets)
    return octets
  }

  private func internetHeader(_ internet: Internet, payloadCount: Int) -> [UInt8] {
    var octets = header(etherType: 0x0800, payloadCount: 20 + payloadCount)
    octets.put16(0x4500)
    octets.put16(20 + payloadCount)
    octets.put16(0)
    octets.put16(internet.dontFragment ? 0x4000 : 0)
    octets.put8(internet.timeToLive)
    octets.put8(internet.proto)
    octets.put16(0)
    octets.put32(internet.source)
    octets.put32(internet.destination)
    return octets
  }

  private static func pseudoHeader(_ internet: Internet, _ length: Int) -> UInt32 {
    (internet.source >> 16) + (internet.source & 0xFFFF) + (internet.destination >> 16)
      + (internet.destination & 0xFFFF) + UInt32(internet.proto) + UInt32(truncatingIfNeeded: length)
  }

  /// Numbers a packet at the tap: identification and header checksum.
  static func number(_ octets: inout [UInt8], internetOffset offset: Int, identification: UInt16) {
    guard offset + 20 <= octets.count else { return }
    octets.replace16(at: offset + 4, with: identification)
    octets.replace16(at: offset + 10, with: 0)
    octets.replace16(at: offset + 10, with: internetChecksum(octets[offset..<(offset + 20)]))
  }
}
