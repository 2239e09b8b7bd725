import Bytes
import Vocabulary

/// Dissects ARP for Ethernet and IPv4: who has which address.
///
///     0          2          4     5     6      8          14         18         24
///     +----------+----------+-----+-----+------+----------+----------+----------+----------
///     | hardware | protocol | len | len | op   | sender MAC, address | target MAC, address
///     +----------+----------+-----+-----+------+----------+----------+----------+----------
///
/// Source: RFC 826; RFC 5227 for probes (sender 0.0.0.0) and announcements (sender and target the same).
public enum ARPDissector {
  public static func dissect(frame octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.arp)
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      let hardware = try reader.uint16()
      let network = try reader.uint16()
      let lengths = try reader.uint16()
      let operation = try reader.uint16()
      guard hardware == 1, network == 0x0800, lengths == 0x0604, operation == 1 || operation == 2 else {
        return
      }
      let senderMAC = MACAddress(rawValue: UInt64(try reader.uint16()) << 32 | UInt64(try reader.uint32()))
      let sender = HostAddress(ipv4: try reader.uint32())
      try reader.skip(6)
      let target = HostAddress(ipv4: try reader.uint32())
      let isAnnouncement = sender == target
      dissection.bind(
        senderMAC, to: sender, source: isAnnouncement ? .gratuitousARP : .arp,
        asking: operation == 1 && !isAnnouncement ? target : nil)
    } catch {
      dissection.malformed(.arp)
    }
  }
}
