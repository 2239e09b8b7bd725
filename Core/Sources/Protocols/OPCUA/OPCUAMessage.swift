import Bytes

/// The type of a transport message: three ASCII letters, as one number.
///
/// Source: OPC 10000-6, clauses 6.7.2 and 7.1.2.
struct OPCUAMessageType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  private init(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar) {
    rawValue = first.value << 16 | second.value << 8 | third.value
  }

  static let hello = OPCUAMessageType("H", "E", "L")
  static let acknowledge = OPCUAMessageType("A", "C", "K")
  static let error = OPCUAMessageType("E", "R", "R")
  static let reverseHello = OPCUAMessageType("R", "H", "E")
  static let openSecureChannel = OPCUAMessageType("O", "P", "N")
  static let closeSecureChannel = OPCUAMessageType("C", "L", "O")
  static let message = OPCUAMessageType("M", "S", "G")

  /// Octets that such a message has at least: its headers, and what its body cannot do without.
  var leastOctets: Int? {
    switch self {
    case .message: 24
    case .closeSecureChannel: 24
    case .openSecureChannel: 32
    case .hello: 32
    case .acknowledge: 28
    case .error, .reverseHello: 16
    default: nil
    }
  }
}

/// The header that every transport message begins with.
///
///     0                3       4              8
///     +----------------+-------+--------------+------
///     | HEL, MSG, …    | F C A | octets       | body
///     +----------------+-------+--------------+------
///                                from 0 on, little-endian
///
/// Source: OPC 10000-6, clauses 6.7.2.2 and 7.1.2.2.
struct OPCUAHeader {
  enum Chunk: UInt8 {
    /// The last chunk of a message, most often its only one.
    case final = 0x46
    case intermediate = 0x43
    /// The sender gives the message up.
    case abort = 0x41
  }

  static let octets = 8
  /// A chunk of more octets than this is none: implementations agree on 64 KiB, few on some MiB.
  static let messageLimitOctets: UInt32 = 64 << 20

  var type: OPCUAMessageType
  var chunk: Chunk
  /// All octets of the chunk, this header included.
  var messageOctets: Int

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    type = OPCUAMessageType(rawValue: try reader.uint24())
    guard let leastOctets = type.leastOctets else { throw DecodeError(.invalid, at: 0) }
    guard let chunk = Chunk(rawValue: try reader.uint8()) else { throw DecodeError(.invalid, at: 3) }
    guard chunk == .final || type == .message else { throw DecodeError(.invalid, at: 3) }
    self.chunk = chunk
    let octets = try reader.uint32LittleEndian()
    guard octets >= leastOctets, octets <= Self.messageLimitOctets else { throw DecodeError(.invalid, at: 4) }
    messageOctets = Int(octets)
  }
}

/// What stands between a chunk's header and its part of the body, where the channel does not encrypt it.
///
///     8           12        16         20           24
///     +-----------+---------+----------+------------+------
///     | channel   | token   | sequence | request id | body
///     +-----------+---------+----------+------------+------
///
/// Source: OPC 10000-6, clauses 6.7.2.3 and 6.7.2.4.
struct OPCUASequence {
  /// Octets from the chunk's beginning to its part of the body.
  static let endOctets = 24

  var channel: UInt32
  var requestID: UInt32

  /// Reads from behind the header on.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    channel = try reader.uint32LittleEndian()
    try reader.skip(8)
    requestID = try reader.uint32LittleEndian()
  }
}

/// A security policy, as far as it changes how messages are read.
///
/// Source: OPC 10000-7, security policies.
enum OPCUASecurityPolicy: UInt8, Sendable {
  /// The channel was opened before the capture began.
  case unknown
  case none
  /// Basic128Rsa15 and Basic256, whose signatures are of SHA-1.
  case sha1
  case sha256

  var signatureOctets: Int {
    switch self {
    case .unknown, .none: 0
    case .sha1: 20
    case .sha256: 32
    }
  }

  /// The policy whose URI ends with a name behind `#`.
  init(uri: Span<UInt8>) {
    if uri.endsWith("#None") {
      self = .none
    } else if uri.endsWith("#Basic128Rsa15") || uri.endsWith("#Basic256") {
      self = .sha1
    } else {
      self = .sha256
    }
  }
}

extension Span where Element == UInt8 {
  func endsWith(_ text: StaticString) -> Bool {
    endsWith(Array(text.description.utf8))
  }

  private func endsWith(_ text: [UInt8]) -> Bool {
    guard count >= text.count else { return false }
    let start = count - text.count
    for index in text.indices where self[start + index] != text[index] { return false }
    return true
  }
}
