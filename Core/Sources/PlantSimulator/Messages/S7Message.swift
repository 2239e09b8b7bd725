/// S7comm messages as an S7-300 speaks them, over TPKT and COTP class 0.
///
/// Source: RFC 1006 (TPKT), ISO 8073 (COTP); S7comm has no public specification, its fields are named as in
/// Wireshark's dissector.
enum S7Message {
  enum Kind: UInt8 {
    case job = 1
    case acknowledgement = 2
    case acknowledgementWithData = 3
    case userData = 7
  }

  static func tpkt(_ payload: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [3, 0]
    octets.put16(payload.count + 4)
    return octets + payload
  }

  /// COTP connection request (0xE0) or confirm (0xD0); the called end's TSAP names rack and slot.
  static func connection(isConfirm: Bool, reference: UInt16, slot: UInt8, local: UInt8 = 0x01) -> [UInt8] {
    var octets: [UInt8] = [17, isConfirm ? 0xD0 : 0xE0]
    octets.put16(isConfirm ? reference : 0)
    octets.put16(isConfirm ? 0x4431 : reference)
    octets.put8(0)
    octets += [0xC0, 1, 0x0A, 0xC1, 2, local, 0x00, 0xC2, 2, local, slot]
    return tpkt(octets)
  }

  static func message(
    _ kind: Kind, reference: UInt16, parameters: [UInt8], data: [UInt8] = [], error: UInt16 = 0
  ) -> [UInt8] {
    var octets: [UInt8] = [2, 0xF0, 0x80, 0x32, kind.rawValue, 0, 0]
    octets.put16(reference)
    octets.put16(parameters.count)
    octets.put16(data.count)
    if kind == .acknowledgement || kind == .acknowledgementWithData { octets.put16(error) }
    return tpkt(octets + parameters + data)
  }

  static func setup(octetLimit: Int) -> [UInt8] {
    var octets: [UInt8] = [0xF0, 0, 0, 1, 0, 1]
    octets.put16(octetLimit)
    return octets
  }
}

extension S7Message {
  /// A range of octets in a data block (0x84), in the merkers (0x83), inputs (0x81) or outputs (0x82).
  struct Item: Sendable {
    var area: UInt8 = 0x84
    var block: Int
    var start: Int
    var count: Int

    var octets: [UInt8] {
      var octets: [UInt8] = [0x12, 0x0A, 0x10, 0x02]
      octets.put16(count)
      octets.put16(block)
      octets.put8(area)
      octets.put24(start * 8)
      return octets
    }
  }

  static func read(_ items: [Item]) -> [UInt8] {
    [0x04, UInt8(truncatingIfNeeded: items.count)] + items.flatMap(\.octets)
  }

  static func write(_ items: [Item]) -> [UInt8] {
    [0x05, UInt8(truncatingIfNeeded: items.count)] + items.flatMap(\.octets)
  }

  /// Values with their return code and length in bits, each but the last filled up to an even length.
  static func values(_ values: [[UInt8]], returnCode: UInt8 = 0xFF) -> [UInt8] {
    var octets: [UInt8] = []
    for (index, value) in values.enumerated() {
      octets.put8(returnCode)
      octets.put8(0x04)
      octets.put16(value.count * 8)
      octets += value
      if index < values.count - 1, value.count % 2 == 1 { octets.put8(0) }
    }
    return octets
  }
}

extension S7Message {
  /// User data: a request of a group and subfunction.
  static func request(group: UInt8, subfunction: UInt8) -> [UInt8] {
    [0, 1, 0x12, 4, 0x11, 0x40 | group, subfunction, 0]
  }

  static func response(group: UInt8, subfunction: UInt8, sequence: UInt8, error: UInt16 = 0) -> [UInt8] {
    var octets: [UInt8] = [0, 1, 0x12, 8, 0x12, 0x80 | group, subfunction, sequence, 0, 0]
    octets.put16(error)
    return octets
  }

  static func userData(_ data: [UInt8], returnCode: UInt8 = 0xFF, transport: UInt8 = 0x09) -> [UInt8] {
    var octets: [UInt8] = [returnCode, transport]
    octets.put16(data.count)
    return octets + data
  }

  /// A system status list's head and records, all of one length.
  static func statusList(_ list: Int, index: Int, records: [[UInt8]]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(list)
    octets.put16(index)
    octets.put16(records.first?.count ?? 0)
    octets.put16(records.count)
    return octets + records.flatMap { $0 }
  }

  /// A record of list 0x0011: order number and versions of module (1), hardware (6) and firmware (7).
  static func moduleRecord(index: Int, order: String, version: (UInt16, UInt16)) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(index)
    octets.put(order, width: 20, fill: 0x20)
    octets.put16(0x00C0)
    octets.put16(version.0)
    octets.put16(version.1)
    return octets
  }

  /// A record of list 0x001C: names and serial number.
  static func componentRecord(index: Int, _ text: String) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(index)
    octets.put(text, width: 32)
    return octets
  }

  /// The clock's ten octets: a BCD date and time after a reserved octet.
  static func clock(
    year: UInt8, month: UInt8, day: UInt8, hour: UInt8, minute: UInt8, second: UInt8, weekday: UInt8
  ) -> [UInt8] {
    [0, 0x20] + [year, month, day, hour, minute, second].map { $0 / 10 * 16 + $0 % 10 } + [0x00, weekday]
  }
}
