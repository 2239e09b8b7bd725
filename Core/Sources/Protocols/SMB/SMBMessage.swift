import Bytes

/// The frame that SMB rides in on TCP: a NetBIOS session service header, on port 445 the same with more
/// length.
///
///     0      1        4
///     +------+--------+---------
///     | type | length | message
///
/// Source: RFC 1002, section 4.3.1; MS-SMB2, section 2.1.
struct SMBFrame: Sendable {
  static let headerOctets = 4
  static let message: UInt8 = 0x00

  var type: UInt8
  var bodyOctets: Int

  init?(_ octets: Span<UInt8>, at: Int) {
    guard octets.count &- at >= Self.headerOctets else { return nil }
    type = octets[at]
    bodyOctets = Int(octets[at &+ 1]) &<< 16 | Int(octets[at &+ 2]) &<< 8 | Int(octets[at &+ 3])
    guard Self.isType(type), type == Self.message || bodyOctets <= 256 else { return nil }
  }

  /// Session message, request, positive and negative response, retarget, keep-alive.
  static func isType(_ type: UInt8) -> Bool { type == message || (0x81...0x85).contains(type) }
}

/// Which generation of SMB a message is of, by its first octets.
///
/// Source: MS-SMB, section 2.2.3.1; MS-SMB2, sections 2.2.1, 2.2.41 and 2.2.42.
enum SMBGeneration: Sendable {
  case smb1, smb2, encrypted, compressed

  init?(_ octets: Span<UInt8>, at: Int) {
    guard starts(octets, with: "SMB", at: at &+ 1) else { return nil }
    switch octets[at] {
    case 0xFF: self = .smb1
    case 0xFE:
      // The header's own length follows.
      if let length = octets.little16(at &+ 4), length != UInt16(SMB2Header.octets) { return nil }
      self = .smb2
    case 0xFD: self = .encrypted
    case 0xFC: self = .compressed
    default: return nil
    }
  }
}
