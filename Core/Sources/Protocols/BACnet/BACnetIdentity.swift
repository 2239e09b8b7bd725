import Bytes
import Vocabulary

/// What a BACnet device says of itself: properties of its device object.
///
/// Source: ANSI/ASHRAE 135-2020, clause 12.11.
enum BACnetIdentity {
  /// The answer to one property: object, property, index, value.
  static func tell(single reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    guard let object = try BACnetParameters.object(0, &reader), object.type == BACnetObject.device,
      let property = try BACnetParameters.number(1, &reader)
    else { return }
    _ = try BACnetParameters.number(2, &reader)
    guard try BACnetParameters.open(3, &reader) else { return }
    try tell(property, &reader, &dissection)
  }

  /// The answer to several: objects, each with its properties, each with a value or an error.
  static func tell(multiple reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    while let object = try BACnetParameters.object(0, &reader) {
      guard try BACnetParameters.open(1, &reader) else { return }
      if object.type != BACnetObject.device {
        try BACnetParameters.close(&reader)
        continue
      }
      while try !BACnetParameters.isClosed(&reader) {
        guard let property = try BACnetParameters.number(2, &reader) else { return }
        _ = try BACnetParameters.number(3, &reader)
        if try BACnetParameters.open(4, &reader) {
          try tell(property, &reader, &dissection)
        } else if try !BACnetParameters.open(5, &reader) {
          return
        }
        try BACnetParameters.close(&reader)
      }
    }
  }

  /// The value that stands next; the tag that closes it is left.
  private static func tell(
    _ property: UInt32, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard let tag = try BACnetParameters.peek(reader), !tag.isContext, tag.kind == .value else { return }
    if property == BACnetProperty.vendorIdentifier, tag.number == BACnetTag.unsigned {
      _ = try BACnetTag(parsing: &reader)
      let vendor = try BACnetParameters.unsigned(tag.lengthOctets, &reader)
      if let name = BACnetVendor.name(vendor) {
        dissection.tell(.vendor, name, source: "bacnet device object")
      }
      return
    }
    guard let attribute = attribute(property), tag.number == BACnetTag.characterString, tag.lengthOctets > 1
    else { return }
    _ = try BACnetTag(parsing: &reader)
    let value = try reader.span(tag.lengthOctets)
    let text = utf8(value)
    dissection.tellFreely(attribute, text.span, source: "bacnet device object")
  }

  private static func attribute(_ property: UInt32) -> IdentityAttribute? {
    switch property {
    case BACnetProperty.vendorName: .vendor
    case BACnetProperty.modelName: .model
    case BACnetProperty.firmwareRevision: .firmware
    case BACnetProperty.applicationSoftwareVersion: .software
    case BACnetProperty.serialNumber: .serial
    case BACnetProperty.objectName: .hostname
    default: nil
    }
  }

  /// A character string: its first octet names the set. UTF-8 (0) is as it is, UCS-2 (4) and ISO 8859-1 (5)
  /// are turned into it; texts of other sets are not read.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clause 20.2.9.
  private static func utf8(_ value: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    switch value[0] {
    case 0: text.append(value.extracting(1..<value.count))
    case 4:
      var at = 1
      while at + 1 < value.count {
        append(UInt32(value[at]) << 8 | UInt32(value[at + 1]), to: &text)
        at += 2
      }
    case 5: for at in 1..<value.count { append(UInt32(value[at]), to: &text) }
    default: break
    }
    return text
  }

  private static func append(_ code: UInt32, to text: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(code), let octets = Unicode.UTF8.encode(scalar) else {
      return text.append(UInt8(ascii: "?"))
    }
    text.append(contentsOf: octets)
  }
}

/// Makers by their BACnet vendor identifier: those of whose number there is no doubt.
///
/// Source: ASHRAE's list of BACnet vendor identifiers.
enum BACnetVendor {
  static func name(_ identifier: UInt32) -> String? {
    switch identifier {
    case 2: "Trane"
    case 5: "Johnson Controls"
    case 7: "Siemens"
    case 8: "Delta Controls"
    case 10: "Schneider Electric"
    case 17: "Honeywell"
    case 18: "Alerton"
    case 24: "Automated Logic"
    case 35: "Reliable Controls"
    case 36: "Tridium"
    default: nil
    }
  }
}
