import Protocols

/// Messages of S7comm on ISO transport, put together from their parts in hexadecimal.
enum S7commMessages {
  static func flow() -> DissectedFlow<ISOTransportDissector> {
    DissectedFlow(ISOTransportDissector(), serverPort: ISOTransportDissector.port)
  }

  static func dissected(_ exchange: [WireMessage]) -> DissectedFlow<ISOTransportDissector> {
    var flow = flow()
    flow.feed(exchange)
    flow.finish()
    return flow
  }

  /// A packet with one transport unit.
  static func packet(_ unit: [UInt8]) -> [UInt8] {
    let length = unit.count + 4
    return [3, 0, UInt8(length >> 8), UInt8(length & 0xFF)] + unit
  }

  /// A packet with one data unit, the last of its service data unit or not.
  static func data(_ service: [UInt8], isEnd: Bool = true) -> [UInt8] {
    packet([2, 0xF0, isEnd ? 0x80 : 0] + service)
  }

  static func message(
    _ kind: UInt8, _ reference: UInt8, _ parameters: [UInt8], _ data: [UInt8], error: [UInt8] = []
  ) -> [UInt8] {
    [0x32, kind, 0, 0, 0, reference] + word(parameters.count) + word(data.count) + error + parameters + data
  }

  static func job(_ reference: UInt8, _ parameters: String, _ data: String = "") -> [UInt8] {
    self.data(message(1, reference, wireOctets(parameters), wireOctets(data)))
  }

  static func answer(
    _ reference: UInt8, _ parameters: String, _ data: String = "", error: String = "0000"
  ) -> [UInt8] {
    self.data(message(3, reference, wireOctets(parameters), wireOctets(data), error: wireOctets(error)))
  }

  /// User data; `type` is 4 for a request, 8 for a response, 0 for a push. Empty data has a head too.
  static func userData(
    _ reference: UInt8, type: UInt8, group: UInt8, _ subfunction: UInt8, _ body: String = "",
    dataUnit: UInt8 = 0, isLast: Bool = true, error: String = "0000", isLong: Bool = false
  ) -> [UInt8] {
    let isLong = isLong || type == 8
    var parameters: [UInt8] = [0, 1, 0x12, isLong ? 8 : 4, isLong ? 0x12 : 0x11, type << 4 | group]
    parameters += [subfunction, 1]
    if isLong { parameters += [dataUnit, isLast ? 0 : 1] + wireOctets(error) }
    let octets = wireOctets(body)
    let data = octets.isEmpty ? [0x0A, 0, 0, 0] : [0xFF, 9] + word(octets.count) + octets
    return self.data(message(7, reference, parameters, data))
  }

  static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }

  static func hexadecimal(_ text: String, width: Int = 0) -> String {
    var octets = Array(text.utf8)
    while octets.count < width { octets.append(0) }
    return octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The called selector names slot 2 for a programming device.
  static let connect: [WireMessage] = [
    .client(packet(wireOctets("11 E0 0000 0001 00 C0 01 0A C1 02 0100 C2 02 0102"))),
    .server(packet(wireOctets("11 D0 0001 0003 00 C0 01 0A C1 02 0100 C2 02 0102"))),
  ]

  static let setup: [WireMessage] = [
    .client(job(1, "F0 00 0001 0001 01E0")), .server(answer(1, "F0 00 0001 0001 00F0")),
  ]

  /// One item of an any-pointer: transport size, count, data block, area, octet.
  static func item(_ size: UInt8, _ count: Int, _ dataBlock: Int, _ area: UInt8, bit: Int) -> String {
    let address = [UInt8(bit >> 16 & 0xFF)] + word(bit)
    let octets = [0x12, 0x0A, 0x10, size] + word(count) + word(dataBlock) + [area] + address
    return octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
