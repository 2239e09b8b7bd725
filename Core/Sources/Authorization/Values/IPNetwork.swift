/// An address or a network: `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`.
public struct IPNetwork: Hashable, Sendable {
  public let isIPv6: Bool
  /// The address as written, host bits kept; an IPv4 address in the low 32 bits.
  public let address: UInt128
  /// Bits of the network; 32 or 128 for one address.
  public let prefixLength: UInt8

  init(isIPv6: Bool, address: UInt128, prefixLength: UInt8) {
    self.isIPv6 = isIPv6
    self.address = address
    self.prefixLength = prefixLength
  }
}

extension IPNetwork {
  private var width: UInt8 { isIPv6 ? 128 : 32 }

  /// Bits that part the hosts of the network.
  private var hostMask: UInt128 {
    let count = width - min(prefixLength, width)
    return count == 128 ? UInt128.max : (UInt128(1) << UInt128(count)) - 1
  }

  private var first: UInt128 { address & ~hostMask }
  private var last: UInt128 { address | hostMask }

  /// Whether every address of this lies in `other`; addresses of two versions never do.
  public func isInRange(of other: IPNetwork) -> Bool {
    isIPv6 == other.isIPv6 && other.first <= first && last <= other.last
  }

  /// Whether every address of this is one of the machine itself: 127.0.0.0/8, ::1.
  public var isLoopback: Bool {
    isIPv6 ? address == 1 && prefixLength == 128 : address >> 24 == 127 && prefixLength >= 8
  }

  /// Whether every address of this is one of a group: 224.0.0.0/4, ff00::/8.
  public var isMulticast: Bool {
    isIPv6 ? address >> 120 == 0xFF && prefixLength >= 8 : address >> 28 == 0xE && prefixLength >= 4
  }
}

extension IPNetwork {
  /// Takes an address, and behind `/` the bits of its network without leading zeros; nil for everything else,
  /// for an IPv4 address inside an IPv6 one, and for zones (`%eth0`).
  ///
  /// Source: Cedar language reference, "Data types", ipaddr; RFC 4291, 2.2.
  public init?(parsing text: Text) {
    let octets = text.octets[...]
    let slash = octets.firstIndex(of: UInt8(ascii: "/"))
    let written = octets[..<(slash ?? octets.endIndex)]
    let isIPv6 = written.contains(UInt8(ascii: ":"))
    guard let address = isIPv6 ? Self.ipv6(written) : Self.ipv4(written) else { return nil }
    self.isIPv6 = isIPv6
    self.address = address
    let width: Int64 = isIPv6 ? 128 : 32
    guard let slash else {
      prefixLength = UInt8(width)
      return
    }
    let bits = octets[(slash + 1)...]
    guard bits.count <= (isIPv6 ? 3 : 2), bits.count == 1 || bits.first != UInt8(ascii: "0"),
      let count = Int64(digits: bits, isNegative: false), count <= width
    else { return nil }
    prefixLength = UInt8(count)
  }

  private static func ipv4(_ octets: ArraySlice<UInt8>) -> UInt128? {
    let parts = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt128 = 0
    for part in parts {
      guard part.count <= 3, part.count == 1 || part.first != UInt8(ascii: "0"),
        let value = Int64(digits: part, isNegative: false), value <= 255
      else { return nil }
      address = address << 8 | UInt128(value)
    }
    return address
  }

  private static func ipv6(_ octets: ArraySlice<UInt8>) -> UInt128? {
    let colon = UInt8(ascii: ":")
    var gap: Int?
    for at in octets.indices.dropLast() where octets[at] == colon && octets[at + 1] == colon {
      guard gap == nil else { return nil }
      gap = at
    }
    guard let gap else {
      guard let groups = groups(octets), groups.count == 8 else { return nil }
      return joined(groups)
    }
    let head = octets[..<gap]
    let tail = octets[(gap + 2)...]
    guard let front = head.isEmpty ? [] : groups(head), let back = tail.isEmpty ? [] : groups(tail),
      front.count + back.count <= 7
    else { return nil }
    return joined(front + [UInt16](repeating: 0, count: 8 - front.count - back.count) + back)
  }

  /// Groups of one to four hexadecimal digits, parted by colons.
  private static func groups(_ octets: ArraySlice<UInt8>) -> [UInt16]? {
    var groups: [UInt16] = []
    for part in octets.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
      guard (1...4).contains(part.count), groups.count < 8 else { return nil }
      var group: UInt16 = 0
      for octet in part {
        guard let digit = Unescaping.digit(octet) else { return nil }
        group = group << 4 | UInt16(digit)
      }
      groups.append(group)
    }
    return groups
  }

  private static func joined(_ groups: [UInt16]) -> UInt128 {
    var address: UInt128 = 0
    for group in groups { address = address << 16 | UInt128(group) }
    return address
  }
}
