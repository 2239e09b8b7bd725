import Bytes

/// What a transport protocol data unit is for.
///
/// Source: ISO/IEC 8073 (ITU-T X.224), clause 13.1, table 8.
enum COTPType: UInt8 {
  case connectionRequest = 0xE0
  case connectionConfirm = 0xD0
  case disconnectRequest = 0x80
  case disconnectConfirm = 0xC0
  case data = 0xF0
  case expeditedData = 0x10
  case dataAcknowledgement = 0x60
  case expeditedAcknowledgement = 0x20
  case reject = 0x50
  case error = 0x70

  /// The lower half of the octet is credit or must be 0, by type.
  init?(octet: UInt8) {
    self.init(rawValue: octet & 0xF0)
  }
}

/// A packet of RFC 1006 with the transport protocol data unit in it.
///
///     0         1          2        4    5      6
///     +---------+----------+--------+----+------+-------------------+-----------
///     | version | reserved | length | LI | type | fixed, variable   | user data
///     +---------+----------+--------+----+------+-------------------+-----------
///       3         0          all of it   LI octets from the type on
///
/// Source: RFC 1006 clause 6 and RFC 2126 clause 4.3; ITU-T X.224 clauses 13.3 to 13.13.
struct COTPMessage {
  static let tpktHeaderOctets = 4
  static let version: UInt8 = 3
  /// A header and the shortest unit, a data unit of class 0 without data.
  static let lengthRange = 7...65_535

  var type: COTPType
  /// Octets from the length indicator's end to the user data.
  var headerOctets: Int
  /// The last, or only, part of a service data unit; false for what is no data.
  var isEnd: Bool

  /// Reads the unit's header; parameters and user data are left in the reader, behind the type.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    headerOctets = Int(try reader.uint8())
    guard headerOctets >= 2, headerOctets <= reader.remaining else { throw DecodeError(.invalid, at: 0) }
    guard let type = COTPType(octet: try reader.uint8()) else { throw DecodeError(.invalid, at: 1) }
    self.type = type
    isEnd = false
    guard type == .data else { return }
    // Classes 0 and 1 have the end mark alone, the others a reference before it.
    if headerOctets >= 4 { try reader.skip(2) }
    isEnd = try reader.uint8() & 0x80 != 0
  }
}

/// What a connection request or confirm says: which services are meant, or what RDP negotiates.
struct COTPConnection {
  /// The called transport selector's slot, -1 where the selector names none.
  var slot: Int32 = -1
  /// The client says that it speaks RDP.
  var isRDP = false
  /// Where in the parameters the user's name of RDP's cookie stands.
  var cookie = 0..<0
  /// What the server answers to RDP's negotiation.
  var answer = RDPAnswer.none

  private static let cookieHeading = Array("Cookie: ".utf8)
  private static let cookieName = Array("Cookie: mstshash=".utf8)

  enum RDPAnswer {
    case none, plain, encrypted, refused
  }

  /// Reads the parameters behind source reference and class.
  ///
  /// Source: ITU-T X.224 clause 13.3.4; [MS-RDPBCGR] clauses 2.2.1.1 and 2.2.1.2.
  init(parameters: Span<UInt8>) {
    if parameters.begins(with: Self.cookieHeading) {
      readCookie(parameters)
      isRDP = true
      return
    }
    if readNegotiation(parameters, at: 0) { return }
    var reader = ByteReader(parameters)
    while let code = try? reader.uint8(), let length = try? reader.uint8(),
      let value = try? reader.span(Int(length))
    {
      if code == 0xC2 { readCalledSelector(value) }
    }
  }

  /// Two octets: what the connection is for (1 programming, 2 operating, 3 others), then rack and slot.
  ///
  /// Source: SIMATIC manual "Communication with SIMATIC", clause on TSAP assignment.
  private mutating func readCalledSelector(_ selector: Span<UInt8>) {
    guard selector.count == 2, (1...3).contains(selector[0]) else { return }
    slot = Int32(selector[1] & 0x1F)
  }

  private mutating func readCookie(_ parameters: Span<UInt8>) {
    guard parameters.begins(with: Self.cookieName) else { return }
    let start = Self.cookieName.count
    var end = start
    while end < parameters.count, parameters[end] != 0x0D, parameters[end] != 0x0A { end += 1 }
    var last = end
    while last > start, parameters[last - 1] <= 0x20 { last -= 1 }
    cookie = start..<last
    _ = readNegotiation(parameters, at: end + 2)
  }

  /// Type, flags, length (8, little endian), protocols: a request (1), a response (2), a failure (3).
  private mutating func readNegotiation(_ parameters: Span<UInt8>, at start: Int) -> Bool {
    // A correlation identifier may follow, which the flags announce.
    guard parameters.count >= start + 8, parameters[start + 2] == 8, parameters[start + 3] == 0 else {
      return false
    }
    switch parameters[start] {
    case 1: isRDP = true
    case 2: answer = parameters[start + 4] & 0x0B == 0 ? .plain : .encrypted
    case 3: answer = .refused
    default: return false
    }
    return true
  }
}

extension Span<UInt8> {
  func begins(with octets: [UInt8]) -> Bool {
    guard count >= octets.count else { return false }
    for index in octets.indices where self[index] != octets[index] { return false }
    return true
  }

  /// The octets stand somewhere in the first `limit` of these.
  func contains(_ octets: [UInt8], within limit: Int) -> Bool {
    var start = 0
    while start + octets.count <= Swift.min(count, limit) {
      if extracting(start..<count).begins(with: octets) { return true }
      start += 1
    }
    return false
  }
}
