import Protocols
import Testing

extension AMSDissector: StreamDissector, DatagramDissector {}

/// Writes AMS messages as Beckhoff lays them out; numbers are little-endian, lengths are counted.
enum AMSWire {
  static func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func short(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }

  private static let controller: [UInt8] = [5, 13, 117, 96, 1, 1]
  private static let station: [UInt8] = [192, 168, 1, 99, 1, 1]

  static func request(_ command: Int, port: Int = 851, invoke: Int = 1, _ data: [UInt8] = []) -> WireMessage {
    .client(tcp(controller + short(port) + station + short(32_800) + header(command, 4, 0, invoke, data)))
  }

  static func response(
    _ command: Int, port: Int = 851, invoke: Int = 1, error: Int = 0, _ data: [UInt8] = [0, 0, 0, 0]
  ) -> WireMessage {
    .server(tcp(station + short(32_800) + controller + short(port) + header(command, 5, error, invoke, data)))
  }

  /// A notification: the controller asks nothing and is not answered.
  static func notification(port: Int = 851) -> WireMessage {
    .server(
      tcp(
        station + short(32_800) + controller + short(port)
          + header(8, 4, 0, 0, number(16) + number(1) + [UInt8](repeating: 0, count: 12))))
  }

  static func header(_ command: Int, _ flags: Int, _ error: Int, _ invoke: Int, _ data: [UInt8]) -> [UInt8] {
    short(command) + short(flags) + number(data.count) + number(error) + number(invoke) + data
  }

  static func tcp(_ message: [UInt8]) -> [UInt8] { [0, 0] + number(message.count) + message }

  /// Index group, offset, length.
  static func access(_ group: Int, _ offset: Int, _ octets: Int) -> [UInt8] {
    number(group) + number(offset) + number(octets)
  }

  static func read(_ group: Int, _ offset: Int = 0, _ octets: Int = 4, port: Int = 851) -> WireMessage {
    request(2, port: port, access(group, offset, octets))
  }

  static func write(
    _ group: Int, _ offset: Int = 0, _ data: [UInt8] = [1, 0, 0, 0], port: Int = 851, invoke: Int = 1
  ) -> WireMessage {
    request(3, port: port, invoke: invoke, access(group, offset, data.count) + data)
  }

  static func readWrite(
    _ group: Int, _ offset: Int = 0, read octets: Int = 4, _ data: [UInt8] = [], port: Int = 851
  ) -> WireMessage {
    request(9, port: port, access(group, offset, octets) + number(data.count) + data)
  }

  static func control(_ state: Int, port: Int = 851) -> WireMessage {
    request(5, port: port, short(state) + short(0) + number(0))
  }

  /// A text with the null octet that ends it.
  static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

  /// A router's datagram: service, tags.
  static func datagram(_ service: Int, response: Bool = false, _ tags: [(Int, [UInt8])] = []) -> WireMessage {
    let octets =
      wireOctets("03661471 00000000") + short(service) + [0, response ? 0x80 : 0] + station + short(10_000)
      + number(tags.count) + tags.flatMap { short($0.0) + short($0.1.count) + $0.1 }
    return response ? .server(octets) : .client(octets)
  }

  static let addRoute = datagram(
    6,
    [
      (12, text("ENG-PC")), (7, station), (13, text("Administrator")), (2, text("secret")),
      (5, text("192.168.1.99")),
    ])

  /// Size, major, minor, build, platform, service pack.
  static func system(platform: Int) -> [UInt8] {
    number(276) + number(6) + number(1) + number(7_601) + number(platform)
      + [UInt8](repeating: 0, count: 256)
  }

  static func isRouters(_ octets: [UInt8]) -> Bool { AMSDissector.recognise(datagram: octets.span) }

  static func flow() -> DissectedFlow<AMSDissector> {
    DissectedFlow(AMSDissector(), serverPort: AMSDissector.port)
  }

  static func router() -> DissectedFlow<AMSDissector> {
    DissectedFlow(AMSDissector(), serverPort: AMSDissector.discoveryPort)
  }
}
