import Vocabulary

extension Packet {
  /// Decodes the frame that nearly all traffic is: whole, untagged Ethernet, IPv4 without options or
  /// fragments, TCP or UDP. False, and nothing changed, for any other, which the layers decode one by one.
  ///
  ///     0      12     14         23    26       30            34
  ///     +------+------+----------+-----+--------+-------------+-----------
  ///     | MACs | 0800 | 45 …     | proto | source | destination | TCP or UDP
  @inline(__always)
  mutating func decodePlain(_ octets: Span<UInt8>) -> Bool {
    let count = octets.count
    guard count >= 42, load16(octets, 12) == 0x0800, octets[14] == 0x45 else { return false }
    let total = Int(load16(octets, 16))
    guard total >= 28, 14 &+ total <= count, load16(octets, 20) & 0x3FFF == 0 else { return false }
    let number = octets[23]
    if number == 6 {
      guard count >= 54, total >= 40 else { return false }
      let header = Int(octets[46] &>> 4) &* 4
      guard header >= 20, header <= total &- 20 else { return false }
      layer = .tcp
      sequence = load32(octets, 38)
      acknowledgement = load32(octets, 42)
      tcpFlags = TCPFlags(rawValue: octets[47])
      payloadStart = 34 &+ header
      payloadEnd = 14 &+ total
    } else if number == 17 {
      let length = Int(load16(octets, 38))
      guard length >= 8, length <= total &- 20, load16(octets, 36) != 4789 else { return false }
      layer = .udp
      payloadStart = 42
      payloadEnd = 34 &+ length
    } else {
      return false
    }
    payloadOctets = payloadEnd &- payloadStart
    destinationMAC = MACAddress(rawValue: load48(octets, 0))
    sourceMAC = MACAddress(rawValue: load48(octets, 6))
    etherType = 0x0800
    timeToLive = octets[22]
    ipProtocol = number
    source = HostAddress(ipv4: load32(octets, 26))
    destination = HostAddress(ipv4: load32(octets, 30))
    sourcePort = load16(octets, 34)
    destinationPort = load16(octets, 36)
    return true
  }
}
