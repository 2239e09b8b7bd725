import Bytes
import Vocabulary

/// What a DNP3 outstation says of itself: its device attributes, group 0.
enum DNP3Identity {
  /// Reads attributes as long as there are any: the variation is the attribute, the object a type, a length
  /// and a value.
  ///
  /// Source: IEEE 1815-2012, annex A.1 and clause 11.
  static func tell(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    while reader.remaining >= 3 {
      let header = try DNP3ObjectHeader(parsing: &reader)
      guard header.group == 0, header.prefix == 0 else { return }
      for _ in 0..<header.count {
        let type = try reader.uint8()
        let value = try reader.span(Int(try reader.uint8()))
        guard type == visibleString, let attribute = attribute(header.variation) else { continue }
        dissection.tell(attribute, value, source: "dnp3 device attribute")
      }
    }
  }

  private static let visibleString: UInt8 = 1

  private static func attribute(_ variation: UInt8) -> IdentityAttribute? {
    switch variation {
    case 242: .firmware
    case 243: .hardware
    case 247: .hostname
    case 248: .serial
    case 250: .model
    case 252: .vendor
    default: nil
    }
  }
}
