import Bytes
public import Vocabulary

/// Reads who has which address from IPv6 neighbour discovery.
///
/// Source: RFC 4861, sections 4.1 to 4.4 and 4.6.1: messages with a hop limit below 255 come from elsewhere
/// and say nothing.
public enum NeighbourDiscovery {
  /// Options of one message that are read.
  private static let optionLimit = 16

  public static func dissect(
    icmpv6 octets: Span<UInt8>, from source: HostAddress, hopLimit: UInt8, _ dissection: inout Dissection
  ) {
    guard hopLimit == 255, octets.count >= 8, (133...136).contains(octets[0]), octets[1] == 0 else { return }
    do throws(DecodeError) {
      var reader = ByteReader(octets)
      let type = try reader.uint8()
      try reader.skip(7)
      var address = source
      switch type {
      case 133: break
      case 134: try reader.skip(8)
      case 135: try reader.skip(16)
      // An advertisement speaks of its target, and so does its option.
      default: address = HostAddress(ipv6High: try reader.uint64(), low: try reader.uint64())
      }
      let wanted: UInt8 = type == 136 ? 2 : 1
      for _ in 0..<optionLimit where reader.remaining >= 8 {
        let option = try reader.uint8()
        let length = Int(try reader.uint8()) * 8
        guard length > 0 else { return dissection.malformed(.icmpv6) }
        var body = try reader.take(length - 2)
        guard option == wanted, length == 8 else { continue }
        let mac = MACAddress(rawValue: UInt64(try body.uint16()) << 32 | UInt64(try body.uint32()))
        dissection.bind(mac, to: address, source: .neighbourDiscovery)
      }
    } catch {
      dissection.malformed(.icmpv6)
    }
  }
}
