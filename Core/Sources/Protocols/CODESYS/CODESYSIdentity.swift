import Bytes
import Vocabulary

/// What a CODESYS device says of itself when it is searched.
///
/// Source: 3S, `CmpNameServiceClientItf` (node info, version 4.00); Rapid7, `codesys3.lua`.
enum CODESYSIdentity {
  /// Type 0xC280, version, request; number of channels, byte order, length of the parent's address, lengths
  /// of the names of node, device and vendor; type, id and version of the target, flags; lengths of serial
  /// number and OEM data, then the texts, each with a zero behind it.
  static func tell(_ payload: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(payload)
    do throws(DecodeError) {
      guard try reader.uint16LittleEndian() == 0xC280, try reader.uint16LittleEndian() == 0x0400 else {
        return
      }
      try reader.skip(8)
      let parent = Int(try reader.uint16LittleEndian())
      let node = Int(try reader.uint16LittleEndian())
      let device = Int(try reader.uint16LittleEndian())
      let vendor = Int(try reader.uint16LittleEndian())
      try reader.skip(8)
      let version = try reader.uint32LittleEndian()
      try reader.skip(4)
      let serial = Int(try reader.uint8())
      try reader.skip(11 + parent)
      tell(.hostname, try reader.span(node * 2), &dissection)
      try reader.skip(2)
      tell(.model, try reader.span(device * 2), &dissection)
      try reader.skip(2)
      tell(.vendor, try reader.span(vendor * 2), &dissection)
      try reader.skip(2)
      if version != 0 { tell(version: version, &dissection) }
      dissection.tell(.serial, try reader.span(serial), source: source)
    } catch {
      dissection.malformed(.codesys)
    }
  }

  private static let source: StaticString = "codesys name service"

  /// Sixteen-bit characters, of which those of Latin script are told.
  private static func tell(
    _ attribute: IdentityAttribute, _ text: Span<UInt8>, _ dissection: inout Dissection
  ) {
    var octets: [UInt8] = []
    var at = 0
    while at + 1 < text.count, octets.count < 128 {
      let unit = UInt16(text[at]) | UInt16(text[at + 1]) << 8
      if unit == 0 { break }
      octets.append(unit < 0x80 ? UInt8(truncatingIfNeeded: unit) : UInt8(ascii: "?"))
      at += 2
    }
    dissection.tell(attribute, octets, source: source)
  }

  private static func tell(version: UInt32, _ dissection: inout Dissection) {
    var octets: [UInt8] = []
    for shift in [UInt32(24), 16, 8, 0] {
      if !octets.isEmpty { octets.append(UInt8(ascii: ".")) }
      appendDecimal(UInt64(version >> shift & 0xFF), to: &octets)
    }
    dissection.tell(.firmware, octets, source: source)
  }
}
