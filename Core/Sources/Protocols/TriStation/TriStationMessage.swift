import Bytes

/// What a TriStation message is for.
///
/// Schneider publishes no specification. Source: S. Miller and E. Reese (FireEye), "A Totally Tubular
/// Treatise on TRITON and TriStation" (2018) and their dissector `tristation.lua`, whose names are those that
/// the attackers' software uses.
enum TriStationType: UInt16 {
  case connectionRequest = 1
  case connectionResponse = 2
  case disconnectionResponse = 3
  case disconnectionRequest = 4
  case execution = 5
  case ping = 6
  case connectionLimitReached = 7
  case notConnected = 8
  case processorsAreDead = 9
  case accessDenied = 10
  case connectionFailed = 11
}

/// A message of TriStation; behind its data stands a checksum of two octets.
///
///     0      2        4           5         6          7       8          10         12       14
///     +------+--------+-----------+---------+----------+-------+----------+----------+--------+------+-----
///     | type | length | direction | channel | function | count | unknown  | checksum | length | data | CRC
///     +------+--------+-----------+---------+----------+-------+----------+----------+--------+------+-----
///              of all    executions only; numbers least significant octet first
///              but this
///              and CRC
struct TriStationMessage {
  static let headerOctets = 4
  static let executionOctets = 10
  static let checksumOctets = 2

  var type: TriStationType
  /// Executions only: the function, the counter that an answer repeats, and the first octet of its data.
  var function: UInt8 = 0
  var counter: UInt8 = 0
  var reason: UInt8?

  /// Nil where the length does not fill the octets to their end.
  init?(_ octets: Span<UInt8>) {
    guard octets.count >= Self.headerOctets + Self.checksumOctets, octets[1] == 0 else { return nil }
    guard let type = TriStationType(rawValue: UInt16(octets[0])) else { return nil }
    let length = Int(octets[2]) | Int(octets[3]) << 8
    guard octets.count == Self.headerOctets + length + Self.checksumOctets else { return nil }
    self.type = type
    guard type == .execution else { return }
    guard length >= Self.executionOctets, Int(octets[12]) | Int(octets[13]) << 8 == length else { return nil }
    function = octets[6]
    counter = octets[7]
    if length > Self.executionOctets { reason = octets[14] }
  }
}
