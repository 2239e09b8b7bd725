import Bytes

/// How OPC UA writes its built-in types: little-endian numbers, texts behind their length, masks before
/// parts.
///
/// Nothing here is kept; what a dissector does not need is stepped over.
///
/// Source: OPC 10000-6, clause 5.2.2.
enum OPCUABinary {
  /// The length before a text or an array; -1 says that there is none, which is read as empty.
  static func length(_ reader: inout ByteReader) throws(DecodeError) -> Int {
    let value = Int(Int32(bitPattern: try reader.uint32LittleEndian()))
    guard value >= -1 else { throw DecodeError(.invalid, at: reader.position - 4) }
    return max(0, value)
  }

  /// A String, ByteString or XmlElement.
  static func skipString(_ reader: inout ByteReader) throws(DecodeError) {
    let octets = try length(&reader)
    try reader.skip(octets)
  }

  /// A number of values that take `octets` octets each; compared before they are multiplied.
  static func skip(
    _ count: Int, of octets: Int, _ reader: inout ByteReader
  ) throws(DecodeError) {
    guard count <= reader.remaining / octets else { throw DecodeError(.truncated, at: reader.position) }
    try reader.skip(count * octets)
  }

  /// An array of numbers that take `octets` octets each.
  static func skipArray(of octets: Int, _ reader: inout ByteReader) throws(DecodeError) {
    let count = try length(&reader)
    try skip(count, of: octets, &reader)
  }

  static func skipStrings(_ reader: inout ByteReader) throws(DecodeError) {
    for _ in 0..<(try length(&reader)) { try skipString(&reader) }
  }

  static func skipNode(_ reader: inout ByteReader) throws(DecodeError) {
    _ = try OPCUANodeID(parsing: &reader)
  }

  static func skipQualifiedName(_ reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(2)
    try skipString(&reader)
  }

  static func skipLocalizedText(_ reader: inout ByteReader) throws(DecodeError) {
    let mask = try reader.uint8()
    if mask & 1 != 0 { try skipString(&reader) }
    if mask & 2 != 0 { try skipString(&reader) }
  }

  /// The encoding's node id of an ExtensionObject, and how many octets of body follow.
  static func extensionObject(
    _ reader: inout ByteReader
  ) throws(DecodeError) -> (type: OPCUANodeID, octets: Int) {
    let type = try OPCUANodeID(parsing: &reader)
    switch try reader.uint8() {
    case 0: return (type, 0)
    case 1, 2: return (type, try length(&reader))
    default: throw DecodeError(.invalid, at: reader.position - 1)
    }
  }

  static func skipExtensionObject(_ reader: inout ByteReader) throws(DecodeError) {
    let octets = try extensionObject(&reader).octets
    try reader.skip(octets)
  }

  /// Each DiagnosticInfo may hold one more as its last part: a chain, not a tree.
  static func skipDiagnosticInfo(_ reader: inout ByteReader) throws(DecodeError) {
    var mask: UInt8
    repeat {
      mask = try reader.uint8()
      try reader.skip(4 * (mask & 0x0F).nonzeroBitCount)
      if mask & 0x10 != 0 { try skipString(&reader) }
      if mask & 0x20 != 0 { try reader.skip(4) }
    } while mask & 0x40 != 0
  }

  static func skipDiagnosticInfos(_ reader: inout ByteReader) throws(DecodeError) {
    for _ in 0..<(try length(&reader)) { try skipDiagnosticInfo(&reader) }
  }
}

extension OPCUABinary {
  /// The status in a DataValue, good (0) where it has none; its value is stepped over.
  static func dataValueStatus(_ reader: inout ByteReader) throws(DecodeError) -> UInt32 {
    let mask = try reader.uint8()
    if mask & 0x01 != 0 { try skipVariant(&reader) }
    return try dataValueTail(mask, &reader)
  }

  private static func dataValueTail(
    _ mask: UInt8, _ reader: inout ByteReader
  ) throws(DecodeError) -> UInt32 {
    let status = mask & 0x02 != 0 ? try reader.uint32LittleEndian() : 0
    // Two times of 8 octets, and 2 octets of picoseconds for each.
    try reader.skip(8 * (mask & 0x0C).nonzeroBitCount + 2 * (mask & 0x30).nonzeroBitCount)
    return status
  }

  /// A Variant; one inside another is followed one level deep, which is all that arrays of Variant need.
  static func skipVariant(_ reader: inout ByteReader) throws(DecodeError) {
    let encoding = try reader.uint8()
    let type = encoding & 0x3F
    let count = encoding & 0x80 != 0 ? try length(&reader) : 1
    switch type {
    case 23: for _ in 0..<count { try skipInnerDataValue(&reader) }
    case 24: for _ in 0..<count { try skipInnerVariant(&reader) }
    default: try skipValues(type, count, &reader)
    }
    if encoding & 0x40 != 0 { try skipArray(of: 4, &reader) }
  }

  private static func skipInnerDataValue(_ reader: inout ByteReader) throws(DecodeError) {
    let mask = try reader.uint8()
    if mask & 0x01 != 0 { try skipInnerVariant(&reader) }
    _ = try dataValueTail(mask, &reader)
  }

  private static func skipInnerVariant(_ reader: inout ByteReader) throws(DecodeError) {
    let encoding = try reader.uint8()
    let count = encoding & 0x80 != 0 ? try length(&reader) : 1
    try skipValues(encoding & 0x3F, count, &reader)
    if encoding & 0x40 != 0 { try skipArray(of: 4, &reader) }
  }

  /// Source: OPC 10000-6, table 1.
  private static func skipValues(
    _ type: UInt8, _ count: Int, _ reader: inout ByteReader
  ) throws(DecodeError) {
    switch type {
    case 0: break
    case 1, 2, 3: try reader.skip(count)
    case 4, 5: try skip(count, of: 2, &reader)
    case 6, 7, 10, 19: try skip(count, of: 4, &reader)
    case 8, 9, 11, 13: try skip(count, of: 8, &reader)
    case 14: try skip(count, of: 16, &reader)
    case 12, 15, 16: for _ in 0..<count { try skipString(&reader) }
    case 17, 18: for _ in 0..<count { try skipNode(&reader) }
    case 20: for _ in 0..<count { try skipQualifiedName(&reader) }
    case 21: for _ in 0..<count { try skipLocalizedText(&reader) }
    case 22: for _ in 0..<count { try skipExtensionObject(&reader) }
    case 25: for _ in 0..<count { try skipDiagnosticInfo(&reader) }
    default: throw DecodeError(.invalid, at: reader.position)
    }
  }
}

extension OPCUABinary {
  /// Source: OPC 10000-4, clause 7.32 (RequestHeader).
  static func skipRequestHeader(_ reader: inout ByteReader) throws(DecodeError) {
    try skipNode(&reader)
    try reader.skip(16)
    try skipString(&reader)
    try reader.skip(4)
    try skipExtensionObject(&reader)
  }

  /// The service's result.
  ///
  /// Source: OPC 10000-4, clause 7.33 (ResponseHeader).
  static func responseHeader(_ reader: inout ByteReader) throws(DecodeError) -> UInt32 {
    try reader.skip(12)
    let result = try reader.uint32LittleEndian()
    try skipDiagnosticInfo(&reader)
    try skipStrings(&reader)
    try skipExtensionObject(&reader)
    return result
  }

  /// A status whose two highest bits are 10 says no; 01 is uncertain, 00 good.
  ///
  /// Source: OPC 10000-4, clause 7.39 (StatusCode).
  static func isBad(_ status: UInt32) -> Bool { status >> 30 == 2 || status >> 30 == 3 }
}
