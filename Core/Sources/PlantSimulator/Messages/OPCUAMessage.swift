import Vocabulary

/// OPC UA binary messages over TCP, without security.
///
/// Source: OPC 10000-6, clauses 5.2 (binary encoding), 6.7 (secure conversation) and 7.1 (connection
/// protocol).
enum OPCUAMessage {
  static let noSecurity = "http://opcfoundation.org/UA/SecurityPolicy#None"

  /// A message with its type of four letters and its length.
  static func frame(_ type: String, _ body: [UInt8]) -> [UInt8] {
    var octets = [UInt8](type.utf8)
    octets.put32(littleEndian: body.count + 8)
    return octets + body
  }

  static func hello(url: String) -> [UInt8] {
    var body = limits
    body.putString(url)
    return frame("HELF", body)
  }

  static var acknowledge: [UInt8] { frame("ACKF", limits) }

  private static var limits: [UInt8] {
    var body: [UInt8] = []
    for value in [0, 65_536, 65_536, 0, 0] { body.put32(littleEndian: value) }
    return body
  }

  /// The head of OPN messages: channel, policy, no certificates, sequence and request number.
  static func open(channel: UInt32, sequence: UInt32, request: UInt32, _ service: [UInt8]) -> [UInt8] {
    var body: [UInt8] = []
    body.put32(littleEndian: channel)
    body.putString(noSecurity)
    body.putString(nil)
    body.putString(nil)
    body.put32(littleEndian: sequence)
    body.put32(littleEndian: request)
    return frame("OPNF", body + service)
  }

  /// The head of MSG and CLO messages: channel, token, sequence and request number.
  static func message(
    _ type: String = "MSGF", channel: UInt32, sequence: UInt32, request: UInt32, _ service: [UInt8]
  ) -> [UInt8] {
    var body: [UInt8] = []
    body.put32(littleEndian: channel)
    body.put32(littleEndian: 1)
    body.put32(littleEndian: sequence)
    body.put32(littleEndian: request)
    return frame(type, body + service)
  }

  /// A service's number and a request's head.
  static func request(_ service: Int, token: [UInt8], handle: UInt32, at time: Timestamp) -> [UInt8] {
    var octets: [UInt8] = [1, 0]
    octets.put16(littleEndian: service)
    octets += token
    octets.put64(littleEndian: date(time))
    octets.put32(littleEndian: handle)
    octets.put32(0)
    octets.putString(nil)
    octets.put32(littleEndian: 10_000)
    octets += [0, 0, 0]
    return octets
  }

  /// A service's number and a response's head.
  static func response(_ service: Int, handle: UInt32, result: UInt32 = 0, at time: Timestamp) -> [UInt8] {
    var octets: [UInt8] = [1, 0]
    octets.put16(littleEndian: service)
    octets.put64(littleEndian: date(time))
    octets.put32(littleEndian: handle)
    octets.put32(littleEndian: result)
    octets.put8(0)
    octets.putNoArray()
    octets += [0, 0, 0]
    return octets
  }

  /// Intervals of 100 ns since 1601.
  static func date(_ time: Timestamp) -> UInt64 {
    UInt64(time.nanoseconds / 100) + 116_444_736_000_000_000
  }
}

extension [UInt8] {
  /// A string with its length, or the null string.
  mutating func putString(_ text: String?) {
    guard let text else { return putNoArray() }
    put32(littleEndian: text.utf8.count)
    put(text)
  }

  mutating func putByteString(_ octets: [UInt8]) {
    put32(littleEndian: octets.count)
    append(contentsOf: octets)
  }

  /// The null array, string or byte string.
  mutating func putNoArray() {
    put32(0xFFFF_FFFF as UInt32)
  }

  /// A node in the two-octet, four-octet or string form.
  mutating func putNode(_ node: OPCUANode) {
    switch node {
    case .number(let number) where number < 256:
      put8(0)
      put8(number)
    case .number(let number):
      put8(1)
      put8(0)
      put16(littleEndian: number)
    case .name(let space, let name):
      put8(3)
      put16(littleEndian: space)
      putString(name)
    }
  }

  mutating func putLocalized(_ text: String) {
    put8(2)
    putString(text)
  }

  mutating func putDouble(_ value: Double) {
    put64(littleEndian: value.bitPattern)
  }
}

enum OPCUANode: Sendable {
  /// In the standard's own space.
  case number(Int)
  case name(space: Int, String)
}
