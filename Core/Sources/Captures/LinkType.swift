/// What a captured packet begins with: a header of Ethernet, of IP, or of a capture device's own.
///
/// Source: the registry "Link-Layer Header Types" of tcpdump.org, which pcap and pcapng share.
public struct LinkType: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  @inlinable
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}

extension LinkType {
  /// BSD loopback: four octets of address family in the byte order of the capturing machine, then the packet.
  public static let loopbackNull = LinkType(rawValue: 0)
  public static let ethernet = LinkType(rawValue: 1)
  /// IPv4 or IPv6 without a header before it, as some systems number it in files.
  public static let rawIPOld = LinkType(rawValue: 12)
  /// IPv4 or IPv6 without a header before it; the version field tells which.
  public static let rawIP = LinkType(rawValue: 101)
  /// OpenBSD loopback: four octets of address family in network byte order, then the packet.
  public static let loop = LinkType(rawValue: 108)
  /// Linux "any" interface, a header of 16 octets.
  public static let linuxCooked = LinkType(rawValue: 113)
  public static let rawIPv4 = LinkType(rawValue: 228)
  public static let rawIPv6 = LinkType(rawValue: 229)
  /// Linux "any" interface, version 2, a header of 20 octets.
  public static let linuxCooked2 = LinkType(rawValue: 276)

  /// Whether Bulkhead reads packets of this type.
  public var isSupported: Bool {
    switch self {
    case .loopbackNull, .ethernet, .rawIPOld, .rawIP, .loop, .linuxCooked, .rawIPv4, .rawIPv6, .linuxCooked2:
      true
    default:
      false
    }
  }

  /// The registry's name without its prefix, `ETHERNET`; nil for a type that is seldom met.
  public var name: String? {
    switch rawValue {
    case 0: "NULL"
    case 1: "ETHERNET"
    case 6: "IEEE802_5"
    case 7: "ARCNET_BSD"
    case 8: "SLIP"
    case 9: "PPP"
    case 10: "FDDI"
    case 12, 101: "RAW"
    case 50: "PPP_HDLC"
    case 51: "PPP_ETHER"
    case 104: "C_HDLC"
    case 105: "IEEE802_11"
    case 107: "FRELAY"
    case 108: "LOOP"
    case 113: "LINUX_SLL"
    case 117: "PFLOG"
    case 119: "IEEE802_11_PRISM"
    case 127: "IEEE802_11_RADIOTAP"
    case 147...162: "USER\(rawValue - 147)"
    case 187: "BLUETOOTH_HCI_H4"
    case 189: "USB_LINUX"
    case 192: "PPI"
    case 195: "IEEE802_15_4_WITHFCS"
    case 201: "BLUETOOTH_HCI_H4_WITH_PHDR"
    case 220: "USB_LINUX_MMAPPED"
    case 227: "CAN_SOCKETCAN"
    case 228: "IPV4"
    case 229: "IPV6"
    case 230: "IEEE802_15_4_NOFCS"
    case 239: "NFLOG"
    case 240: "NETANALYZER"
    case 241: "NETANALYZER_TRANSPARENT"
    case 249: "USBPCAP"
    case 251: "BLUETOOTH_LE_LL"
    case 252: "WIRESHARK_UPPER_PDU"
    case 253: "NETLINK"
    case 276: "LINUX_SLL2"
    default: nil
    }
  }

  /// Number and, where known, name: `147 (USER0)`.
  public var text: String {
    guard let name else { return String(rawValue) }
    return "\(rawValue) (\(name))"
  }
}
