import Vocabulary

/// One value as it is looked for: its kind, and the octets by which it is found.
///
/// | kind | octets |
/// |---|---|
/// | address | 4 of IPv4, 16 of IPv6 |
/// | network | the same, host bits zero, then the prefix length |
/// | name | lower case, no dot at the end |
/// | url | host in lower case without a port, then path and query as they stand |
/// | ja4 | the fingerprint in lower case |
/// | hashes | the digest's octets |
struct IndicatorValue: Equatable, Sendable {
  var kind: IndicatorKind
  var key: [UInt8]
  /// The value counts only on this port of the listed end; 0 for any.
  var port: UInt16 = 0
  /// Only the host of a listed page: names below it are others'.
  var isHostOfPage = false
}

extension IndicatorValue {
  /// An address, or a network with its prefix length.
  ///
  /// Source: RFC 4632, section 3.1, and RFC 4291, section 2.3.
  static func address(_ text: ArraySlice<UInt8>, port: UInt16 = 0) throws(LeftOut) -> IndicatorValue {
    var address = text
    var bits: Int?
    if text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") {
      address = text.dropFirst().dropLast()
    } else if let stroke = text.firstIndex(of: UInt8(ascii: "/")) {
      address = text[..<stroke]
      bits = number(text[(stroke + 1)...])
      guard bits != nil else { throw .invalidValue }
    }
    guard address.count <= 45, let host = HostAddress(String(decoding: address, as: UTF8.self)),
      host.kind != .mac
    else { throw .invalidValue }
    let width = host.kind == .ipv4 ? 32 : 128
    guard let bits, bits != width else {
      guard host.isUnicast, host.scope != .loopback else { throw .noHost }
      return IndicatorValue(kind: .address, key: key(host), port: port)
    }
    guard bits < width else { throw .invalidValue }
    guard bits >= (host.kind == .ipv4 ? 8 : 16) else { throw .tooWide }
    switch host.scope {
    case .multicast, .loopback, .unspecified, .broadcast: throw .noHost
    case .linkLocal, .local, .reserved, .global: break
    }
    return IndicatorValue(kind: .network, key: networkKey(host, bits: bits), port: port)
  }

  static func key(_ address: HostAddress) -> [UInt8] {
    var key: [UInt8] = []
    append(address, bits: address.kind == .ipv4 ? 32 : 128, to: &key)
    return key
  }

  static func networkKey(_ address: HostAddress, bits: Int) -> [UInt8] {
    var key: [UInt8] = []
    append(address, bits: bits, to: &key)
    key.append(UInt8(truncatingIfNeeded: bits))
    return key
  }

  /// Appends an address with its last bits zero.
  static func append(_ address: HostAddress, bits: Int, to key: inout [UInt8]) {
    let octets = address.kind == .ipv4 ? 4 : 16
    for index in 0..<octets {
      let half = octets == 4 || index >= 8 ? address.low : address.high
      let shift = octets == 4 ? 24 - index * 8 : 56 - index % 8 * 8
      let kept = min(max(bits - index * 8, 0), 8)
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
      key.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)) & mask)
    }
  }

  static func number(_ text: ArraySlice<UInt8>) -> Int? {
    guard (1...5).contains(text.count) else { return nil }
    var number = 0
    for octet in text {
      guard (0x30...0x39).contains(octet) else { return nil }
      number = number * 10 + Int(octet - 0x30)
    }
    return number
  }

  static func port(_ text: ArraySlice<UInt8>) throws(LeftOut) -> UInt16 {
    guard let number = number(text), (1...65_535).contains(number) else { throw .invalidValue }
    return UInt16(number)
  }

  /// A domain's or host's name; `*.` or `.` before it means what a name means anyway.
  ///
  /// Source: RFC 1035, section 2.3.4, for the lengths; RFC 5890 for letters beyond ASCII.
  static func name(_ text: ArraySlice<UInt8>) throws(LeftOut) -> IndicatorValue {
    var text = text
    if text.starts(with: "*.".utf8) { text = text.dropFirst() }
    if text.first == UInt8(ascii: ".") { text = text.dropFirst() }
    if text.last == UInt8(ascii: ".") { text = text.dropLast() }
    guard (1...253).contains(text.count) else { throw .invalidValue }
    var key: [UInt8] = []
    key.reserveCapacity(text.count)
    var label = 0
    var dots = 0
    var hasLetter = false
    for octet in text {
      let lower = Self.lowered(octet)
      switch lower {
      case UInt8(ascii: "."):
        guard label > 0 else { throw .invalidValue }
        label = 0
        dots += 1
        hasLetter = false
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"): hasLetter = true
      case 0x30...0x39: break
      case 0x80...: throw .foreignLetters
      default: throw .invalidValue
      }
      if lower != UInt8(ascii: ".") { label += 1 }
      guard label <= 63 else { throw .invalidValue }
      key.append(lower)
    }
    guard label > 0 else { throw .invalidValue }
    guard dots > 0 else { throw .singleLabel }
    // A last label of digits alone is an address, or a slip of the pen.
    guard hasLetter else { throw .invalidValue }
    return IndicatorValue(kind: .name, key: key)
  }

  /// A name, or an address in its place.
  static func host(_ text: ArraySlice<UInt8>, port: UInt16 = 0) throws(LeftOut) -> IndicatorValue {
    if text.contains(UInt8(ascii: ":")) || text.last.map({ (0x30...0x39).contains($0) }) == true,
      HostAddress(String(decoding: text.prefix(45), as: UTF8.self)) != nil
    {
      return try address(text, port: port)
    }
    var value = try name(text)
    value.port = port
    return value
  }

  static func lowered(_ octet: UInt8) -> UInt8 { octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet }

  /// A digest in hexadecimal digits.
  static func hash(_ text: ArraySlice<UInt8>, _ kind: IndicatorKind) throws(LeftOut) -> IndicatorValue {
    guard text.count == kind.digestOctets * 2, text.count > 0 else { throw .invalidValue }
    var key: [UInt8] = []
    key.reserveCapacity(kind.digestOctets)
    var high: UInt8?
    for octet in text {
      guard let digit = hexadecimalValue(octet) else { throw .invalidValue }
      if let first = high {
        key.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return IndicatorValue(kind: kind, key: key)
  }

  /// A TLS client's fingerprint.
  ///
  /// Source: FoxIO, JA4, technical details: ten characters, and twice twelve hexadecimal digits behind `_`.
  static func ja4(_ text: ArraySlice<UInt8>) throws(LeftOut) -> IndicatorValue {
    let key = text.map { lowered($0) }
    guard key.count == 36, key[10] == UInt8(ascii: "_"), key[23] == UInt8(ascii: "_"),
      [UInt8(ascii: "t"), UInt8(ascii: "q"), UInt8(ascii: "d")].contains(key[0]),
      [UInt8(ascii: "d"), UInt8(ascii: "i")].contains(key[3]),
      key[4..<8].allSatisfy({ (0x30...0x39).contains($0) }),
      key[11..<23].allSatisfy({ hexadecimalValue($0) != nil }),
      key[24...].allSatisfy({ hexadecimalValue($0) != nil })
    else { throw .invalidValue }
    return IndicatorValue(kind: .ja4, key: key)
  }
}
