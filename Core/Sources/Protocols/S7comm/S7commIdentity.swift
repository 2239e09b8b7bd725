import Bytes
import Vocabulary

/// What a controller says of itself in its system status lists.
///
/// Source: SIMATIC "System Software for S7-300/400, System and Standard Functions", reference manual, chapter
/// on system status lists: W#16#xy11 module identification, W#16#xy1C component identification.
extension S7commDissector {
  /// Octets of a list that are put together from its parts.
  static let listLimitOctets = 16_384

  /// Reads a list, or keeps a part of it until the last one is there.
  mutating func dissectSystemStatus(
    _ userData: S7commUserData, _ data: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard !data.isAtEnd else { return }
    let returnCode = try data.uint8()
    try data.skip(1)
    let body = try data.span(Int(try data.uint16()))
    guard returnCode == 0xFF else { return }
    let key =
      UInt64(dissection.serial) << 9 | UInt64(userData.dataUnit) << 1 | (dissection.isFromClient ? 0 : 1)
    guard userData.dataUnit != 0, !userData.isLast || parts.holds(key) else {
      return try Self.tell(list: body, &dissection)
    }
    parts.append(body, to: key, limit: Self.listLimitOctets)
    guard userData.isLast, let whole = parts.take(key) else { return }
    try Self.tell(list: whole.span, &dissection)
  }

  /// List, index, octets of a record, number of records, then the records.
  private static func tell(list octets: Span<UInt8>, _ dissection: inout Dissection) throws(DecodeError) {
    var reader = ByteReader(octets)
    let list = try reader.uint16()
    try reader.skip(2)
    let recordOctets = Int(try reader.uint16())
    let count = Int(try reader.uint16())
    let kind = list & 0xFF
    guard kind == 0x11 || kind == 0x1C, recordOctets > 2 else { return }
    for _ in 0..<count {
      // A list longer than its limit was kept ends early.
      guard reader.remaining >= recordOctets else { return }
      var record = try reader.take(recordOctets)
      if kind == 0x11 {
        try tell(module: &record, &dissection)
      } else {
        try tell(component: &record, &dissection)
      }
    }
  }

  /// Index, order number (20 octets), type, then two words of version.
  private static func tell(module record: inout ByteReader, _ dissection: inout Dissection)
    throws(DecodeError)
  {
    let index = try record.uint16() & 0xFF
    let orderNumber = try record.span(20)
    try record.skip(2)
    let version = try record.span(4)
    switch index {
    case 1:
      dissection.tell(
        .orderNumber, orderNumber.extracting(0..<textOctets(orderNumber)), source: "szl 0x0011")
    case 6:
      let number = UInt32(version[0]) << 8 | UInt32(version[1])
      guard number > 0 else { return }
      var text: [UInt8] = []
      appendDecimal(UInt64(number), to: &text)
      dissection.tell(.hardware, text, source: "szl 0x0011")
    case 7:
      guard version[0] == UInt8(ascii: "V") else { return }
      var text: [UInt8] = [UInt8(ascii: "V")]
      for position in 1..<4 {
        if position > 1 { text.append(UInt8(ascii: ".")) }
        appendDecimal(UInt64(version[position]), to: &text)
      }
      dissection.tell(.firmware, text, source: "szl 0x0011")
    default: break
    }
  }

  /// Index, then a text that ends at its first octet of 0.
  private static func tell(
    component record: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let index = try record.uint16() & 0xFF
    let value = record.rest()
    let text = value.extracting(0..<textOctets(value))
    switch index {
    case 1: dissection.tell(.hostname, text, source: "szl 0x001c")
    case 5: dissection.tell(.serial, text, source: "szl 0x001c")
    case 7: dissection.tell(.model, text, source: "szl 0x001c")
    case 9:
      // The manufacturer's number by PROFIBUS and PROFINET International.
      guard value.count >= 2, value[0] == 0, value[1] == 0x2A else { return }
      dissection.tell(.vendor, "Siemens", source: "szl 0x001c")
    default: break
    }
  }

  /// Octets before the first one that is 0.
  private static func textOctets(_ octets: Span<UInt8>) -> Int {
    var end = 0
    while end < octets.count, octets[end] != 0 { end += 1 }
    return end
  }
}
