import Bytes

/// What a call to a PROFINET device or controller is for: its operation number.
///
/// Source: IEC 61158-6-10, clause 4.10.3 (IODOperationNumber).
enum PNIOOperation: UInt16 {
  case connect = 0
  case release = 1
  case read = 2
  case write = 3
  case control = 4
  case readImplicit = 5
}

/// A call of PROFINET's context manager: what matters of the header of connectionless DCE-RPC.
///
///     0       1    2     4    24        40       64       68        74     76       80
///     +-------+----+-----+----+---------+--------+--------+---------+------+--------+------
///     |version|type|flags|data|interface|activity|sequence|operation|octets|fragment| body
///     +-------+----+-----+----+---------+--------+--------+---------+------+--------+------
///       4                                                          of body
///
/// Source: The Open Group C706, clause 12.5.2; IEC 61158-6-10, clause 4.10.
struct PNIOCall {
  static let headerOctets = 80
  static let request: UInt8 = 0
  static let response: UInt8 = 2
  static let fault: UInt8 = 3
  static let reject: UInt8 = 6

  var type: UInt8
  var isLittle: Bool
  var operation: UInt16
  /// Activity and sequence number, folded: both sides of a call have it, whatever ports they use.
  var id: UInt64
  var body: Range<Int>

  /// Nil where the octets are none, or a later fragment of one.
  init?(_ octets: Span<UInt8>) {
    guard octets.count >= Self.headerOctets else { return nil }
    type = octets[1]
    isLittle = octets[4] == 0x10
    let first = UInt16(octets[68]) << 8 | UInt16(octets[69])
    operation = isLittle ? first.byteSwapped : first
    // Several fragments: the first one names what the call is about.
    guard octets[2] & 0x04 == 0 || (octets[76] == 0 && octets[77] == 0) else { return nil }
    // Each side sends numbers in its own order, those of the activity's identifier included.
    var folded: UInt64 = 0xCBF2_9CE4_8422_2325
    for (start, end) in [(40, 44), (44, 46), (46, 48), (64, 68)] {
      for index in start..<end {
        let octet = octets[isLittle ? start + end - 1 - index : index]
        folded = (folded ^ UInt64(octet)) &* 0x0000_0100_0000_01B3
      }
    }
    for index in 48..<56 { folded = (folded ^ UInt64(octets[index])) &* 0x0000_0100_0000_01B3 }
    // The ordinal of a call's further objects stands above.
    id = folded & 0x00FF_FFFF_FFFF_FFFF
    let (low, high) = (Int(octets[74]), Int(octets[75]))
    let length = isLittle ? high << 8 | low : low << 8 | high
    body = Self.headerOctets..<min(octets.count, Self.headerOctets + length)
  }
}

/// A block: its type, the octets behind its length field, and a version, then its data, most significant
/// octet first.
///
/// Source: IEC 61158-6-10, clause 5.2.1 (BlockHeader).
struct PNIOBlock {
  static let connectRequest: UInt16 = 0x0101
  static let writeRequest: UInt16 = 0x0008
  static let readRequest: UInt16 = 0x0009
  static let writeResponse: UInt16 = 0x8008
  static let readResponse: UInt16 = 0x8009
  static let identification: UInt16 = 0x0020

  var type: UInt16
  /// Octets behind type, length and version.
  var dataOctets: Int

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    type = try reader.uint16()
    let length = Int(try reader.uint16())
    guard length >= 2 else { throw DecodeError(.invalid, at: reader.position - 2) }
    try reader.skip(2)
    dataOctets = length - 2
  }
}

/// What a read or a write of a record names.
///
/// Source: IEC 61158-6-10, clause 5.2.3 (IODReadReqHeader, IODWriteReqHeader): sequence number, association,
/// API, slot, subslot, padding, index, length.
struct PNIORecord {
  static let headerOctets = 58
  /// A write that holds several.
  static let multiple: UInt16 = 0xE040

  var slot: UInt16
  var subslot: UInt16
  var index: UInt16
  var octets: UInt32

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(22)
    slot = try reader.uint16()
    subslot = try reader.uint16()
    try reader.skip(2)
    index = try reader.uint16()
    octets = try reader.uint32()
  }

  /// Identification and maintenance: what the device is, and the list of what has it.
  var isIdentification: Bool { (0xAFF0...0xAFFF).contains(index) || index == 0xF840 }
}
