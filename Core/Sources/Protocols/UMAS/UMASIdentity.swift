import Bytes
import Vocabulary

/// What a Modicon controller says of itself.
enum UMASIdentity {
  /// Range, ident, model, versions of firmware, patch, inside and hardware, error, two octets; then the
  /// length and the text of the controller's name, which is its commercial reference.
  ///
  /// Source: Apache PLC4X, `umas.mspec`, UmasPDUPlcIdentResponse.
  static func tell(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    try reader.skip(8)
    let firmware = try reader.uint16LittleEndian()
    try reader.skip(12)
    let length = Int(try reader.uint8())
    let model = try reader.span(length)
    dissection.tell(.model, model, source: "umas identity")
    guard firmware != 0 else { return }
    // 0x0270 is written 2.70.
    var version: [UInt8] = []
    appendHexadecimal(UInt64(firmware >> 8), to: &version)
    version.append(UInt8(ascii: "."))
    appendHexadecimal(UInt64(firmware & 0xFF), width: 2, to: &version)
    dissection.tell(.firmware, version, source: "umas identity")
  }
}
