import Vocabulary

/// The head of a file of Windows' event log, and where its chunks lie.
///
/// Source: libevtx, "Windows XML Event Log (EVTX)", section 2, File header.
public struct EVTXFile: Hashable, Sendable {
  /// Octets that the head's fields take.
  public static let headOctets = 128

  /// Where the first chunk begins.
  public let firstChunk: Int
  /// Chunks in use, as the head says; it counts no further than 65,535.
  public let chunks: Int
  /// The log was open when it was copied or its host stopped: the head may be older than the chunks.
  public let isDirty: Bool
  /// The head's own checksum fits.
  public let isWhole: Bool

  public init(parsing octets: ArraySlice<UInt8>) throws(LogError) {
    let head = LittleEndianOctets(octets)
    guard octets.count >= Self.headOctets else { throw LogError(.truncated, at: octets.count) }
    guard octets.starts(with: "ElfFile\0".utf8) else { throw LogError(.malformed, at: 0) }
    firstChunk = max(Self.headOctets, Int(head.uint16(40) ?? 4_096))
    chunks = Int(head.uint16(42) ?? 0)
    isDirty = (head.uint32(120) ?? 0) & 1 == 1
    isWhole = head.uint32(124) == CRC32.of(octets.prefix(120))
  }
}

/// Fields in little-endian order at places of a frame; nil outside of it.
struct LittleEndianOctets: Sendable {
  let octets: ArraySlice<UInt8>

  init(_ octets: ArraySlice<UInt8>) { self.octets = octets }

  var count: Int { octets.count }

  func uint8(_ at: Int) -> UInt8? {
    guard at >= 0, at < octets.count else { return nil }
    return octets[octets.startIndex + at]
  }

  func slice(_ at: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard at >= 0, count >= 0, at <= octets.count, count <= octets.count - at else { return nil }
    return octets[(octets.startIndex + at)..<(octets.startIndex + at + count)]
  }

  func uint16(_ at: Int) -> UInt16? { number(at, 2).map { UInt16(truncatingIfNeeded: $0) } }
  func uint32(_ at: Int) -> UInt32? { number(at, 4).map { UInt32(truncatingIfNeeded: $0) } }
  func uint64(_ at: Int) -> UInt64? { number(at, 8) }

  private func number(_ at: Int, _ count: Int) -> UInt64? {
    guard let field = slice(at, count) else { return nil }
    return field.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// UTF-16 up to the first zero; half a surrogate pair is replaced.
  static func text(utf16 octets: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var at = octets.startIndex
    while at + 1 < octets.endIndex {
      let unit = UInt16(octets[at]) | UInt16(octets[at + 1]) << 8
      if unit == 0 { break }
      units.append(unit)
      at += 2
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// The checksum of chunks and heads.
///
/// Source: IEEE 802.3, the reflected polynomial 0xEDB88320.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { value in
    var remainder = UInt32(value)
    for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
    return remainder
  }

  static func of(_ octets: ArraySlice<UInt8>, after start: UInt32 = 0) -> UInt32 {
    var sum = ~start
    for octet in octets { sum = sum >> 8 ^ table[Int((sum ^ UInt32(octet)) & 0xFF)] }
    return ~sum
  }
}
