extension MACAddress {
  /// `00:1b:1b:01:02:03`.
  public func append(to text: inout [UInt8]) {
    for index in 0..<6 {
      if index > 0 { text.append(UInt8(ascii: ":")) }
      let octet = UInt8(truncatingIfNeeded: rawValue >> UInt64(40 - index * 8))
      text.append(hexadecimalDigit(octet >> 4))
      text.append(hexadecimalDigit(octet & 15))
    }
  }

  public var text: String {
    var octets: [UInt8] = []
    append(to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }
}

extension HostAddress {
  /// `192.168.1.5`, `fe80::1` or `00:1b:1b:01:02:03`.
  ///
  /// Source: RFC 5952 for the one spelling of an IPv6 address.
  public func append(to text: inout [UInt8]) {
    switch kind {
    case .mac: MACAddress(rawValue: low).append(to: &text)
    case .ipv4: Self.append(ipv4: UInt32(truncatingIfNeeded: low), to: &text)
    case .ipv6: appendIPv6(to: &text)
    }
  }

  public var text: String {
    var octets: [UInt8] = []
    append(to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }

  private static func append(ipv4: UInt32, to text: inout [UInt8]) {
    let start = text.count
    text.append(contentsOf: longestIPv4)
    var octets = text.mutableSpan
    var at = start
    for shift: UInt32 in [24, 16, 8, 0] {
      let value = UInt64(ipv4 >> shift & 0xFF)
      let count = value < 10 ? 1 : value < 100 ? 2 : 3
      octets.setDecimal(value, at: at, count: count)
      at += count + 1
      if shift > 0 { octets[at - 1] = UInt8(ascii: ".") }
    }
    let surplus = start + longestIPv4.count - (at - 1)
    text.removeLast(surplus)
  }

  private static let longestIPv4 = Array("000.000.000.000".utf8)

  private func appendIPv6(to text: inout [UInt8]) {
    if high == 0 && low >> 32 == 0xFFFF {
      text.append(contentsOf: "::ffff:".utf8)
      Self.append(ipv4: UInt32(truncatingIfNeeded: low), to: &text)
      return
    }
    var longestStart = -1
    var longestCount = 1
    var start = 0
    while start < 8 {
      var end = start
      while end < 8 && group(end) == 0 { end += 1 }
      if end - start > longestCount {
        longestStart = start
        longestCount = end - start
      }
      start = end + 1
    }
    var index = 0
    while index < 8 {
      if index == longestStart {
        text.append(UInt8(ascii: ":"))
        text.append(UInt8(ascii: ":"))
        index += longestCount
        continue
      }
      if index > 0 && index != longestStart + (longestStart >= 0 ? longestCount : -1) {
        text.append(UInt8(ascii: ":"))
      }
      appendHexadecimal(UInt64(group(index)), to: &text)
      index += 1
    }
  }

  private func group(_ index: Int) -> UInt16 {
    let half = index < 4 ? high : low
    return UInt16(truncatingIfNeeded: half >> UInt64(48 - (index % 4) * 16))
  }
}

extension HostAddress {
  /// The address as it stands on the wire, in 4 or 16 octets; nil where it is neither.
  public init?(octets: Span<UInt8>) {
    guard octets.count == 4 || octets.count == 16 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for index in octets.indices {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(octets[index])
    }
    if octets.count == 4 {
      self.init(ipv4: UInt32(truncatingIfNeeded: low))
    } else {
      self.init(ipv6High: high, low: low)
    }
  }

  /// Reads dotted IPv4, IPv6 text or a hardware address; nil where it is none of them.
  public init?(_ text: String) {
    let octets = Array(text.utf8)
    if let mac = Self.parseMAC(octets) {
      self.init(mac: mac)
    } else if let address = Self.parseIPv4(octets[...]) {
      self.init(ipv4: address)
    } else if let groups = Self.parseIPv6(octets) {
      var high: UInt64 = 0
      var low: UInt64 = 0
      for index in 0..<4 {
        high = high << 16 | UInt64(groups[index])
        low = low << 16 | UInt64(groups[index + 4])
      }
      self.init(ipv6High: high, low: low)
    } else {
      return nil
    }
  }

  private static func parseMAC(_ octets: [UInt8]) -> MACAddress? {
    guard octets.count == 17 else { return nil }
    var value: UInt64 = 0
    for (index, octet) in octets.enumerated() {
      if index % 3 == 2 {
        guard octet == UInt8(ascii: ":") || octet == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = hexadecimalValue(octet) else { return nil }
        value = value << 4 | UInt64(digit)
      }
    }
    return MACAddress(rawValue: value)
  }

  private static func parseIPv4(_ octets: ArraySlice<UInt8>) -> UInt32? {
    var address: UInt32 = 0
    var parts = 0
    for part in octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...3).contains(part.count), parts < 4 else { return nil }
      var number: UInt32 = 0
      for octet in part {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) else { return nil }
        number = number * 10 + UInt32(octet - UInt8(ascii: "0"))
      }
      guard number <= 255 else { return nil }
      address = address << 8 | number
      parts += 1
    }
    return parts == 4 ? address : nil
  }

  private static func parseIPv6(_ octets: [UInt8]) -> [UInt16]? {
    let colon = UInt8(ascii: ":")
    guard octets.contains(colon), octets.count <= 45 else { return nil }
    var before: [UInt16] = []
    var after: [UInt16] = []
    var sawGap = false
    var index = 0
    if octets.count >= 2 && octets[0] == colon {
      guard octets[1] == colon else { return nil }
      sawGap = true
      index = 2
    }
    while index < octets.count {
      var end = index
      while end < octets.count && octets[end] != colon { end += 1 }
      let part = octets[index..<end]
      if part.contains(UInt8(ascii: ".")) {
        guard end == octets.count, let address = parseIPv4(part) else { return nil }
        let groups = [UInt16(truncatingIfNeeded: address >> 16), UInt16(truncatingIfNeeded: address)]
        if sawGap { after += groups } else { before += groups }
      } else if part.isEmpty {
        guard !sawGap, index > 0 else { return nil }
        sawGap = true
      } else {
        guard part.count <= 4 else { return nil }
        var value: UInt16 = 0
        for octet in part {
          guard let digit = hexadecimalValue(octet) else { return nil }
          value = value << 4 | UInt16(digit)
        }
        if sawGap { after.append(value) } else { before.append(value) }
      }
      // One colon must not end the text; the second of a gap may.
      if end == octets.count - 1 && !part.isEmpty { return nil }
      index = end + 1
    }
    guard before.count + after.count <= (sawGap ? 7 : 8) else { return nil }
    if !sawGap { return before.count == 8 ? before : nil }
    return before + [UInt16](repeating: 0, count: 8 - before.count - after.count) + after
  }
}
