import Bytes
import Vocabulary

/// What a ClientHello offers, as JA4 names it: the same program gives the same name wherever it connects to.
///
///     t13d1516h2_8daaf6152771_e5627efa2ab1
///     |||| | |   |            hash of the sorted extensions and the signature algorithms
///     |||| | |   hash of the sorted cipher suites
///     |||| | first and last letter of the first application protocol
///     |||| count of cipher suites, count of extensions
///     ||| a server's name is asked for (d) or not (i)
///     | version
///     TCP, QUIC or DTLS
///
/// Only JA4 itself, which is free (BSD 3-clause); none of the other fingerprints of JA4+.
///
/// Source: FoxIO, JA4, technical details of the TLS client fingerprint.
struct JA4: Sendable {
  /// Cipher suites, extensions and algorithms of one hello that are read; real ones have fewer than a
  /// hundred.
  private static let countLimit = 512
  private static let digestDigits = 12

  private var ciphers: [UInt16] = []
  private var extensions: [UInt16] = []
  private var algorithms: [UInt16] = []
  private var version: UInt16 = 0
  private var hasServerName = false
  private var protocolEnds: (UInt8, UInt8)?
  private var extensionCount = 0

  /// Reads a ClientHello from its version on.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    version = try reader.uint16()
    try reader.skip(32)
    try reader.skip(Int(try reader.uint8()))
    var suites = try reader.take(Int(try reader.uint16()))
    while suites.remaining >= 2 { Self.keep(try suites.uint16(), in: &ciphers) }
    try reader.skip(Int(try reader.uint8()))
    guard reader.remaining >= 2 else { return }
    var list = try reader.take(Int(try reader.uint16()))
    while list.remaining >= 4 {
      let type = try list.uint16()
      var body = try list.take(Int(try list.uint16()))
      try takeExtension(type, &body)
    }
  }

  private mutating func takeExtension(_ type: UInt16, _ body: inout ByteReader) throws(DecodeError) {
    if Self.isFiller(type) { return }
    extensionCount += 1
    switch type {
    case 0: hasServerName = true
    case 16:
      guard body.remaining >= 3 else { return }
      try body.skip(2)
      let name = try body.span(Int(try body.uint8()))
      if !name.isEmpty { protocolEnds = (name[0], name[name.count - 1]) }
    case 43:
      var best: UInt16 = 0
      try body.skip(1)
      while body.remaining >= 2 {
        let offered = try body.uint16()
        if !Self.isFiller(offered) { best = max(best, offered) }
      }
      if best > 0 { version = best }
      Self.keep(type, in: &extensions)
    case 13:
      if body.remaining >= 2 {
        try body.skip(2)
        while body.remaining >= 2 { Self.keep(try body.uint16(), in: &algorithms) }
      }
      Self.keep(type, in: &extensions)
    default: Self.keep(type, in: &extensions)
    }
  }

  private static func keep(_ value: UInt16, in list: inout [UInt16]) {
    if !isFiller(value), list.count < countLimit { list.append(value) }
  }

  /// Values that stand for nothing, so that servers get used to new ones: both octets the same, ending in A.
  ///
  /// Source: RFC 8701, section 2.
  static func isFiller(_ value: UInt16) -> Bool { value & 0x0F0F == 0x0A0A && value >> 8 == value & 0xFF }

  /// The fingerprint, with the transport's letter before it.
  func spelled(transport: Character = "t") -> [UInt8] {
    var text = Array(String(transport).utf8)
    text += Self.versionText(version).utf8
    text.append(UInt8(ascii: hasServerName ? "d" : "i"))
    Self.append(count: ciphers.count, to: &text)
    Self.append(count: extensionCount, to: &text)
    appendProtocol(to: &text)
    text.append(UInt8(ascii: "_"))
    Self.appendDigest(Self.list(ciphers.sorted()), to: &text)
    text.append(UInt8(ascii: "_"))
    var second = Self.list(extensions.sorted())
    if !algorithms.isEmpty {
      second.append(UInt8(ascii: "_"))
      second += Self.list(algorithms)
    }
    Self.appendDigest(extensionCount == 0 ? [] : second, to: &text)
    return text
  }

  private static func versionText(_ version: UInt16) -> String {
    switch version {
    case 0x0304: "13"
    case 0x0303: "12"
    case 0x0302: "11"
    case 0x0301: "10"
    case 0x0300: "s3"
    case 0x0002: "s2"
    case 0xFEFF: "d1"
    case 0xFEFD: "d2"
    case 0xFEFC: "d3"
    default: "00"
    }
  }

  private static func append(count: Int, to text: inout [UInt8]) {
    let shown = min(count, 99)
    text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: shown / 10))
    text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: shown % 10))
  }

  /// The first and last letter; of other octets the first and last hexadecimal digit.
  private func appendProtocol(to text: inout [UInt8]) {
    guard let (first, last) = protocolEnds else { return text.append(contentsOf: "00".utf8) }
    if Self.isAlphanumeric(first) && Self.isAlphanumeric(last) {
      text.append(first)
      text.append(last)
    } else {
      text.append(Self.digit(UInt32(first >> 4)))
      text.append(Self.digit(UInt32(last)))
    }
  }

  private static func isAlphanumeric(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    let low = UInt8(truncatingIfNeeded: value & 15)
    return low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10
  }

  private static func list(_ values: [UInt16]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(values.count * 5)
    for value in values {
      if !text.isEmpty { text.append(UInt8(ascii: ",")) }
      for shift in stride(from: 12, through: 0, by: -4) { text.append(digit(UInt32(value) >> UInt32(shift))) }
    }
    return text
  }

  /// The first digits of the list's digest; zeros for an empty list.
  private static func appendDigest(_ list: [UInt8], to text: inout [UInt8]) {
    guard !list.isEmpty else { return text.append(contentsOf: "000000000000".utf8) }
    text += SHA256.spelled(SHA256.digest(list.span)).prefix(digestDigits)
  }
}
