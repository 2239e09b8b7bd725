import Bytes

/// What a ClientHello or ServerHello says in clear: versions, and the name of the server that is wanted.
///
///     0      1        4         6        38
///     +------+--------+---------+--------+---------+-----------------------------+------------
///     | type | length | version | random | session | cipher suites, compressions | extensions
///
/// Source: RFC 8446, sections 4.1.2 and 4.1.3; RFC 6066, section 3 for the name.
struct TLSHello: Sendable {
  static let client: UInt8 = 1
  static let server: UInt8 = 2

  var isClient: Bool
  /// The highest version offered, or the one chosen: 0x0301 is TLS 1.0, 0x0304 TLS 1.3.
  var version: UInt16
  /// Where the wanted server's name stands in the message.
  var serverName: Range<Int>?

  /// Reads the handshake message that `reader` stands at. What is cut behind the versions is not missed.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let type = try reader.uint8()
    guard type == Self.client || type == Self.server else { throw DecodeError(.invalid, at: 0) }
    isClient = type == Self.client
    try reader.skip(3)
    version = try reader.uint16()
    guard version >> 8 == 3 else { throw DecodeError(.invalid, at: reader.position - 2) }
    try reader.skip(32)
    try reader.skip(Int(try reader.uint8()))
    if isClient {
      try reader.skip(Int(try reader.uint16()))
      try reader.skip(Int(try reader.uint8()))
    } else {
      try reader.skip(3)
    }
    guard reader.remaining >= 2 else { return }
    let end = reader.position + 2 + Int(try reader.uint16())
    while reader.position < end, reader.remaining >= 4 {
      let extensionType = try reader.uint16()
      let length = Int(try reader.uint16())
      let start = reader.position
      guard reader.remaining >= length else { return }
      try take(extensionType, &reader, length)
      let rest = start + length - reader.position
      guard rest >= 0 else { throw DecodeError(.invalid, at: start) }
      try reader.skip(rest)
    }
  }

  private mutating func take(
    _ type: UInt16, _ reader: inout ByteReader, _ length: Int
  ) throws(DecodeError) {
    switch type {
    case 0 where isClient && length >= 5:
      try reader.skip(2)
      guard try reader.uint8() == 0 else { return }
      let nameOctets = Int(try reader.uint16())
      guard nameOctets > 0, nameOctets <= length - 5 else { return }
      serverName = reader.position..<(reader.position + nameOctets)
    case 43 where isClient && length >= 1:
      for _ in 0..<(Int(try reader.uint8()) / 2) where reader.remaining >= 2 {
        let offered = try reader.uint16()
        // Clients mix in values that stand for nothing (RFC 8701).
        if offered >> 8 == 3 { version = max(version, offered) }
      }
    case 43 where length == 2: version = try reader.uint16()
    default: break
    }
  }
}
