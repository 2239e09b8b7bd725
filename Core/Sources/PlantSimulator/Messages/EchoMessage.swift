/// An ICMP echo request or reply.
///
/// Source: RFC 792, "Echo or Echo Reply Message".
struct EchoMessage: Sendable {
  var isReply: Bool
  var identifier = 0x0001
  var sequence: Int

  var octets: [UInt8] {
    var octets: [UInt8] = [isReply ? 0 : 8, 0, 0, 0]
    octets.put16(identifier)
    octets.put16(sequence)
    for index in 0..<32 { octets.put8(0x61 + index % 23) }
    octets.replace16(at: 2, with: internetChecksum(octets[...]))
    return octets
  }
}
