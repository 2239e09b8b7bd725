import Bytes

/// An NTLMSSP message as places in its octets. Fields point into the message with length and offset.
///
///     0           8      12
///     +-----------+------+--------------------
///     | NTLMSSP\0 | type | fields of its type
///
/// Source: MS-NLMP, sections 2.2.1.1 to 2.2.1.3 and 2.2.2.1 (AV_PAIR).
struct NTLMMessage: Sendable {
  static let signature = "NTLMSSP\0"
  static let negotiate: UInt32 = 1
  static let challenge: UInt32 = 2
  static let authenticate: UInt32 = 3

  var type: UInt32
  /// Names are UTF-16, else of the machine's own character set.
  var isUnicode = false
  var version: (major: UInt8, minor: UInt8, build: UInt16)?
  /// A challenge's pairs: the server's own names.
  var computerName: Range<Int>?
  var computerDNSName: Range<Int>?
  var domain: Range<Int>?
  var user: Range<Int>?
  var workstation: Range<Int>?

  /// Names are read up to this many octets.
  static let nameOctetLimit = 512
  private static let pairLimit = 16

  init(parsing octets: Span<UInt8>) throws(DecodeError) {
    var reader = ByteReader(octets)
    guard starts(octets, with: Self.signature) else { throw DecodeError(.invalid, at: 0) }
    try reader.skip(8)
    type = try reader.uint32LittleEndian()
    switch type {
    case Self.negotiate:
      let flags = try reader.uint32LittleEndian()
      if flags & Self.hasVersion != 0 { version = Self.version(octets, at: 32) }
    case Self.challenge:
      let target = try Self.field(octets, at: 12)
      let flags = try Self.flags(octets, at: 20)
      isUnicode = flags & 1 != 0
      if flags & Self.hasVersion != 0 { version = Self.version(octets, at: 48) }
      domain = target
      if flags & 0x0080_0000 != 0 { try takePairs(octets, try Self.field(octets, at: 40)) }
    case Self.authenticate:
      domain = try Self.field(octets, at: 28)
      user = try Self.field(octets, at: 36)
      workstation = try Self.field(octets, at: 44)
      let flags = try Self.flags(octets, at: 60)
      isUnicode = flags & 1 != 0
      if flags & Self.hasVersion != 0 { version = Self.version(octets, at: 64) }
    default: throw DecodeError(.invalid, at: 8)
    }
  }

  private static let hasVersion: UInt32 = 0x0200_0000

  private static func flags(_ octets: Span<UInt8>, at start: Int) throws(DecodeError) -> UInt32 {
    var reader = ByteReader(octets)
    try reader.skip(start)
    return try reader.uint32LittleEndian()
  }

  /// Length, room, offset: where a field's octets stand.
  private static func field(_ octets: Span<UInt8>, at start: Int) throws(DecodeError) -> Range<Int> {
    var reader = ByteReader(octets)
    try reader.skip(start)
    let length = Int(try reader.uint16LittleEndian())
    try reader.skip(2)
    let offset = Int(try reader.uint32LittleEndian())
    guard length > 0 else { return 0..<0 }
    guard offset <= octets.count, length <= octets.count - offset else {
      throw DecodeError(.truncated, at: start)
    }
    return offset..<(offset + length)
  }

  private static func version(
    _ octets: Span<UInt8>, at start: Int
  ) -> (major: UInt8, minor: UInt8, build: UInt16)? {
    guard octets.count >= start + 8 else { return nil }
    return (octets[start], octets[start + 1], UInt16(octets[start + 2]) | UInt16(octets[start + 3]) << 8)
  }

  /// Pairs of id, length and value, ended by id 0.
  private mutating func takePairs(_ octets: Span<UInt8>, _ range: Range<Int>) throws(DecodeError) {
    var reader = ByteReader(octets.extracting(range))
    for _ in 0..<Self.pairLimit where reader.remaining >= 4 {
      let id = try reader.uint16LittleEndian()
      let length = Int(try reader.uint16LittleEndian())
      let start = range.lowerBound + reader.position
      try reader.skip(length)
      switch id {
      case 0: return
      case 1: computerName = start..<(start + length)
      case 3: computerDNSName = start..<(start + length)
      default: break
      }
    }
  }
}

/// Text in UTF-16, as Windows' protocols carry it, made UTF-8.
enum WideText {
  /// Appends the text to `text`. Octets that are no UTF-16 become the replacement character.
  static func append(_ octets: Span<UInt8>, to text: inout [UInt8]) {
    var index = 0
    while index + 1 < octets.count {
      let unit = UInt32(octets[index]) | UInt32(octets[index + 1]) << 8
      index += 2
      guard unit & 0xF800 == 0xD800 else {
        append(scalar: unit, to: &text)
        continue
      }
      var scalar: UInt32 = 0xFFFD
      if unit < 0xDC00, index + 1 < octets.count {
        let low = UInt32(octets[index]) | UInt32(octets[index + 1]) << 8
        if low & 0xFC00 == 0xDC00 {
          scalar = 0x1_0000 + ((unit & 0x3FF) << 10 | low & 0x3FF)
          index += 2
        }
      }
      append(scalar: scalar, to: &text)
    }
  }

  private static func append(scalar: UInt32, to text: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: scalar >> shift & 0x3F | 0x80) }
    switch scalar {
    case 0..<0x80: text.append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800: text += [UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0), tail(0)]
    case 0x800..<0x1_0000: text += [UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0), tail(6), tail(0)]
    default: text += [UInt8(truncatingIfNeeded: scalar >> 18 | 0xF0), tail(12), tail(6), tail(0)]
    }
  }
}
