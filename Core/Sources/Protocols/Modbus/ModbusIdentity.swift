import Bytes
import Vocabulary

/// What a Modbus device says of itself.
enum ModbusIdentity {
  /// Reads a reply that identifies its sender.
  static func tell(
    _ frame: ModbusFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch frame.function {
    case .encapsulatedInterface: try tellDeviceIdentification(&reader, &dissection)
    case .reportServerID: try tellServerID(&reader, &dissection)
    default: break
    }
  }

  /// MEI type 14, code, conformity, more follows, next object, number of objects; each object: id, length,
  /// text.
  ///
  /// Source: MODBUS Application Protocol V1.1b3, clause 6.21.
  private static func tellDeviceIdentification(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard try reader.uint8() == 14, !dissection.isFromClient else { return }
    try reader.skip(4)
    for _ in 0..<(try reader.uint8()) {
      let object = try reader.uint8()
      let value = try reader.span(Int(try reader.uint8()))
      let attribute: IdentityAttribute
      switch object {
      case 0: attribute = .vendor
      case 1: attribute = .orderNumber
      case 2: attribute = .firmware
      case 4, 5: attribute = .model
      default: continue
      }
      dissection.tell(attribute, value, source: "modbus device identification")
    }
  }

  /// A server's own words on itself; only a readable text is taken, devices fill the field as they please.
  ///
  /// Source: MODBUS Application Protocol V1.1b3, clause 6.13.
  private static func tellServerID(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let data = try reader.span(Int(try reader.uint8()))
    var longestStart = 0
    var longestCount = 0
    var start = 0
    for index in 0...data.count {
      let isText = index < data.count && data[index] >= 0x20 && data[index] < 0x7F
      if isText { continue }
      if index - start > longestCount {
        longestStart = start
        longestCount = index - start
      }
      start = index + 1
    }
    guard longestCount >= 4 else { return }
    dissection.tell(
      .model, data.extracting(longestStart..<(longestStart + longestCount)), source: "modbus report server id"
    )
  }
}
