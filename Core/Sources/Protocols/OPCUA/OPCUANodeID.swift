import Bytes
import Vocabulary

/// A node id as it stands in a message, plain or expanded; a text is told by its place in the reader's
/// octets.
///
/// Source: OPC 10000-6, clauses 5.2.2.9 and 5.2.2.10.
struct OPCUANodeID {
  enum Kind: UInt8 {
    case numeric, string, guid, opaque
  }

  var kind = Kind.numeric
  var namespace: UInt32 = 0
  var number: UInt32 = 0
  /// Where the text, the GUID or the opaque octets stand in the reader's frame.
  var start = 0
  var count = 0

  /// The null node id, also where a namespace is named in which the server shall choose a number.
  var isNull: Bool { kind == .numeric && number == 0 }

  /// The number of a standard node; nil where the node is another.
  var standardNumber: UInt32? { kind == .numeric && namespace == 0 ? number : nil }

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let encoding = try reader.uint8()
    switch encoding & 0x3F {
    case 0: number = UInt32(try reader.uint8())
    case 1:
      namespace = UInt32(try reader.uint8())
      number = UInt32(try reader.uint16LittleEndian())
    case 2:
      namespace = UInt32(try reader.uint16LittleEndian())
      number = try reader.uint32LittleEndian()
    case 3, 5:
      kind = encoding & 0x3F == 3 ? .string : .opaque
      namespace = UInt32(try reader.uint16LittleEndian())
      count = try OPCUABinary.length(&reader)
      start = reader.position
      try reader.skip(count)
    case 4:
      kind = .guid
      namespace = UInt32(try reader.uint16LittleEndian())
      count = 16
      start = reader.position
      try reader.skip(16)
    default: throw DecodeError(.invalid, at: reader.position - 1)
    }
    // The two flags of an expanded node id: a namespace's URI, a server's index.
    if encoding & 0x80 != 0 { try OPCUABinary.skipString(&reader) }
    if encoding & 0x40 != 0 { try reader.skip(4) }
  }

  /// The identifier behind the namespace as texts spell it, `s=Boiler`; `octets` are the reader's.
  ///
  /// Source: OPC 10000-6, clause 5.3.1.10.
  func spell(_ octets: Span<UInt8>, into text: inout [UInt8]) {
    guard start >= 0, count >= 0, start <= octets.count, count <= octets.count - start else { return }
    let value = octets.extracting(start..<(start + count))
    switch kind {
    case .numeric: break
    case .string:
      text.append(UInt8(ascii: "s"))
      text.append(UInt8(ascii: "="))
      for index in 0..<min(value.count, NameTable.textLimitOctets) { text.append(value[index]) }
    case .guid:
      text.append(UInt8(ascii: "g"))
      text.append(UInt8(ascii: "="))
      // The first three fields are little-endian numbers, the rest octets in order.
      for (position, index) in [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].enumerated() {
        if position == 4 || position == 6 || position == 8 || position == 10 {
          text.append(UInt8(ascii: "-"))
        }
        appendHexadecimal(UInt64(value[index]), width: 2, to: &text)
      }
    case .opaque:
      text.append(UInt8(ascii: "b"))
      text.append(UInt8(ascii: "="))
      appendBase64(value, to: &text, limitOctets: NameTable.textLimitOctets)
    }
  }
}
