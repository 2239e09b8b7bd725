public import Vocabulary

/// Frames as a classic pcap file: a head, then a record each, microseconds or nanoseconds, little-endian.
///
/// Source: draft-ietf-opsawg-pcap, clauses 4 and 5; link type 1 is Ethernet.
public struct CaptureWriter: Sendable {
  public enum Resolution: Sendable {
    case microseconds, nanoseconds
  }

  public let resolution: Resolution

  public init(resolution: Resolution = .microseconds) {
    self.resolution = resolution
  }

  public var fileHeader: [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: resolution == .microseconds ? 0xA1B2_C3D4 : 0xA1B2_3C4D)
    octets.put16(littleEndian: 2)
    octets.put16(littleEndian: 4)
    octets.putZeros(8)
    octets.put32(littleEndian: 262_144)
    octets.put32(littleEndian: 1)
    return octets
  }

  /// Appends one record. Times before 1970 or after 2106 do not fit the format and are cut.
  public func append(_ octets: [UInt8], at time: Timestamp, to file: inout [UInt8]) {
    let seconds = time.nanoseconds / 1_000_000_000
    let fraction = time.nanoseconds % 1_000_000_000
    file.put32(littleEndian: seconds)
    file.put32(littleEndian: resolution == .microseconds ? fraction / 1_000 : fraction)
    file.put32(littleEndian: octets.count)
    file.put32(littleEndian: octets.count)
    file.append(contentsOf: octets)
  }
}
