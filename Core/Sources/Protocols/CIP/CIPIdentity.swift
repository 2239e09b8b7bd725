import Bytes
import Vocabulary

/// What the identity object says of its device.
///
/// Source: The CIP Networks Library, volume 1, clause 5A-2.2.
enum CIPIdentity {
  /// Reads the reply to a request for attributes of the device itself: instance 1, or another of the modules
  /// that share its address.
  static func tell(
    _ service: UInt8, _ request: ActivityObservation, _ reader: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard request.object.from == 1 else { return }
    let source: StaticString =
      request.unit == ActivityObservation.noUnit ? "cip identity object" : "cip identity object of a slot"
    switch service {
    case CIPService.getAttributesAll: try tellAll(&reader, source: source, &dissection)
    case CIPService.getAttributeSingle:
      try tell(UInt16(truncatingIfNeeded: request.object.to), &reader, source, &dissection)
    case CIPService.getAttributeList:
      for _ in 0..<min(Int(try reader.uint16LittleEndian()), 64) {
        let attribute = try reader.uint16LittleEndian()
        guard try reader.uint16LittleEndian() == 0 else { continue }
        // A value of unknown length hides where the next one begins.
        guard try tell(attribute, &reader, source, &dissection) else { return }
      }
    default: break
    }
  }

  /// Attributes 1 to 7 one behind the other.
  static func tellAll(
    _ reader: inout ByteReader, source: StaticString, _ dissection: inout Dissection
  ) throws(DecodeError) {
    for attribute: UInt16 in 1...7 { try tell(attribute, &reader, source, &dissection) }
  }

  /// Reads one attribute; false where its length is not known.
  @discardableResult
  private static func tell(
    _ attribute: UInt16, _ reader: inout ByteReader, _ source: StaticString, _ dissection: inout Dissection
  ) throws(DecodeError) -> Bool {
    switch attribute {
    case 1:
      let vendor = try reader.uint16LittleEndian()
      if vendor != 0 { dissection.tell(.vendor, CIPVendor.name(vendor), source: source) }
    case 2:
      let type = try reader.uint16LittleEndian()
      if let role = CIPVendor.role(ofDeviceType: type) {
        dissection.tell(.role, role.text, source: source)
      }
    case 4:
      var text: [UInt8] = []
      appendDecimal(UInt64(try reader.uint8()), to: &text)
      text.append(UInt8(ascii: "."))
      appendDecimal(UInt64(try reader.uint8()), to: &text)
      dissection.tell(.firmware, text, source: source)
    case 6:
      let serial = try reader.uint32LittleEndian()
      if serial != 0 { dissection.tell(.serial, hexadecimal(serial), source: source) }
    case 7:
      let name = try reader.span(Int(try reader.uint8()))
      dissection.tell(.model, name, source: source)
    case 3, 5, 9, 10: try reader.skip(2)
    case 8: try reader.skip(1)
    default: return false
    }
    return true
  }

  /// Eight digits in capitals, as it stands on the device's label.
  private static func hexadecimal(_ number: UInt32) -> [UInt8] {
    var text: [UInt8] = []
    for shift: UInt32 in [28, 24, 20, 16, 12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: number >> shift & 0xF)
      text.append(digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "A") &+ (digit &- 10))
    }
    return text
  }
}
