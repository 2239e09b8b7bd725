/// Modbus/TCP frames.
///
/// Source: MODBUS Messaging on TCP/IP Implementation Guide V1.0b clause 3.1.3 (MBAP header), MODBUS
/// Application Protocol Specification V1.1b3 clause 6 (functions) and 7 (exceptions).
enum ModbusMessage {
  static func frame(transaction: UInt16, unit: UInt8, _ body: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(transaction)
    octets.put16(0)
    octets.put16(body.count + 1)
    octets.put8(unit)
    return octets + body
  }

  /// Functions 1 to 4: from an address, a quantity.
  static func read(function: UInt8, address: Int, quantity: Int) -> [UInt8] {
    var octets: [UInt8] = [function]
    octets.put16(address)
    octets.put16(quantity)
    return octets
  }

  static func registers(function: UInt8, _ values: [UInt16]) -> [UInt8] {
    var octets: [UInt8] = [function]
    octets.put8(values.count * 2)
    for value in values { octets.put16(value) }
    return octets
  }

  static func coils(function: UInt8, _ packed: [UInt8]) -> [UInt8] {
    [function, UInt8(truncatingIfNeeded: packed.count)] + packed
  }

  /// Function 6; the answer is an echo.
  static func writeRegister(address: Int, value: UInt16) -> [UInt8] {
    var octets: [UInt8] = [6]
    octets.put16(address)
    octets.put16(value)
    return octets
  }

  /// Function 5; the answer is an echo.
  static func writeCoil(address: Int, isOn: Bool) -> [UInt8] {
    var octets: [UInt8] = [5]
    octets.put16(address)
    octets.put16(isOn ? 0xFF00 : 0)
    return octets
  }

  /// Function 16.
  static func writeRegisters(address: Int, _ values: [UInt16]) -> [UInt8] {
    var octets: [UInt8] = [16]
    octets.put16(address)
    octets.put16(values.count)
    octets.put8(values.count * 2)
    for value in values { octets.put16(value) }
    return octets
  }

  static func written(address: Int, count: Int) -> [UInt8] {
    var octets: [UInt8] = [16]
    octets.put16(address)
    octets.put16(count)
    return octets
  }

  static func exception(function: UInt8, code: UInt8) -> [UInt8] {
    [function | 0x80, code]
  }

  /// Function 43/14, read device identification, the basic stream.
  static let identify: [UInt8] = [0x2B, 0x0E, 0x01, 0x00]

  /// The objects vendor name, product code and revision.
  static func identity(_ objects: [String]) -> [UInt8] {
    var octets: [UInt8] = [0x2B, 0x0E, 0x01, 0x81, 0x00, 0x00]
    octets.put8(objects.count)
    for (number, text) in objects.enumerated() {
      octets.put8(number)
      octets.put8(text.utf8.count)
      octets.put(text)
    }
    return octets
  }

  /// Function 0x5A: the controller's programming protocol, session and function first.
  static func umas(session: UInt8, function: UInt8, _ data: [UInt8] = []) -> [UInt8] {
    [0x5A, session, function] + data
  }
}
