import Protocols

extension MQTTDissector: StreamDissector {}

/// MQTT's control packets and Sparkplug's payloads, put together from their parts.
enum MQTTWire {
  static func flow() -> DissectedFlow<MQTTDissector> {
    DissectedFlow(MQTTDissector(), serverPort: MQTTDissector.port)
  }

  static func dissected(_ exchange: [WireMessage]) -> DissectedFlow<MQTTDissector> {
    var flow = flow()
    flow.feed(exchange)
    flow.finish()
    return flow
  }

  static func packet(_ type: UInt8, _ body: [UInt8], flags: UInt8 = 0) -> [UInt8] {
    var length: [UInt8] = []
    var rest = body.count
    repeat {
      length.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return [type << 4 | flags] + length + body
  }

  static func text(_ text: String) -> [UInt8] { S7commMessages.word(text.utf8.count) + Array(text.utf8) }

  static func connect(_ client: String, user: String? = nil, password: String? = nil, version: UInt8 = 4)
    -> [UInt8]
  {
    let flags: UInt8 = (user == nil ? 0 : 0x80) | (password == nil ? 0 : 0x40)
    var body = version == 3 ? text("MQIsdp") : text("MQTT")
    body += [version, flags, 0, 60] + (version == 5 ? [5, 0x11, 0, 0, 0, 10] : []) + text(client)
    if let user { body += text(user) }
    if let password { body += text(password) }
    return packet(1, body)
  }

  static func publish(_ topic: String, _ payload: [UInt8], packet number: UInt8? = nil, version: UInt8 = 4)
    -> [UInt8]
  {
    let head = text(topic) + (number.map { [0, $0] } ?? []) + (version == 5 ? [0] : [])
    return packet(3, head + payload, flags: number == nil ? 0 : 2)
  }

  static func subscribe(_ filters: String..., packet number: UInt8 = 1) -> [UInt8] {
    packet(8, [0, number] + filters.flatMap { text($0) + [0] }, flags: 2)
  }

  /// A payload's metrics: names, with a text as value or a number.
  static func payload(_ metrics: [(name: String, text: String?)]) -> [UInt8] {
    var octets: [UInt8] = [0x08, 0x80, 0x01]
    for metric in metrics {
      var body = [0x0A, UInt8(metric.name.utf8.count)] + Array(metric.name.utf8) + [0x20, 12]
      body += metric.text.map { [0x7A, UInt8($0.utf8.count)] + Array($0.utf8) } ?? [0x70, 1]
      octets += [0x12, UInt8(body.count)] + body
    }
    return octets + [0x18, 0]
  }
}
