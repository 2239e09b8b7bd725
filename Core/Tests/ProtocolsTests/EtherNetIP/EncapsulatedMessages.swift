import Protocols
import Testing
import Vocabulary

extension EtherNetIPDissector: StreamDissector, DatagramDissector {}

/// EtherNet/IP messages put together from the parts that a test is about.
enum Encapsulated {
  static func flow() -> DissectedFlow<EtherNetIPDissector> {
    DissectedFlow(EtherNetIPDissector(), serverPort: EtherNetIPDissector.port)
  }

  static func ioFlow() -> DissectedFlow<EtherNetIPDissector> {
    DissectedFlow(
      EtherNetIPDissector(), clientPort: EtherNetIPDissector.ioPort, serverPort: EtherNetIPDissector.ioPort)
  }

  static func littleEndian(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

  /// A frame of the session 0x01020304.
  static func frame(
    _ command: UInt8, context: UInt8 = 1, session: [UInt8] = [4, 3, 2, 1], status: UInt8 = 0,
    _ data: [UInt8] = []
  ) -> [UInt8] {
    [command, 0] + littleEndian(data.count) + session + [status, 0, 0, 0]
      + [context, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0] + data
  }

  private static func item(_ type: Int, _ data: [UInt8]) -> [UInt8] {
    littleEndian(type) + littleEndian(data.count) + data
  }

  /// An unconnected message, the hexadecimal digits of a CIP message in it.
  static func unconnected(_ message: [UInt8], context: UInt8 = 1) -> [UInt8] {
    frame(
      0x6F, context: context, [0, 0, 0, 0, 10, 0, 2, 0] + item(0, []) + item(0xB2, message))
  }

  static func ask(_ message: String, context: UInt8 = 1) -> WireMessage {
    .client(unconnected(wireOctets(message), context: context))
  }

  static func answer(_ message: String, context: UInt8 = 1) -> WireMessage {
    .server(unconnected(wireOctets(message), context: context))
  }

  /// A message on a connection.
  static func connected(_ message: String, connection: UInt8, sequence: UInt8) -> [UInt8] {
    frame(
      0x70, context: 0,
      [0, 0, 0, 0, 0, 0, 2, 0] + item(0xA1, [connection, 0, 0, 0])
        + item(0xB1, [sequence, 0] + wireOctets(message)))
  }

  /// A message that is sent on by the device to the slot of its backplane.
  static func routed(_ message: String, slot: UInt8) -> String {
    let octets = wireOctets(message)
    let padding: [UInt8] = octets.count % 2 == 0 ? [] : [0]
    let inner = littleEndian(octets.count) + octets + padding + [1, 0, 1, slot]
    return "52 02 2006 2401 07 F9 " + inner.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Messages behind a multiple service packet's head, which ends before the count.
  static func packed(_ head: String, _ messages: [String]) -> String {
    var offset = 2 + 2 * messages.count
    var offsets: [UInt8] = []
    var body: [UInt8] = []
    for message in messages {
      let octets = wireOctets(message)
      offsets += littleEndian(offset)
      offset += octets.count
      body += octets
    }
    let all = littleEndian(messages.count) + offsets + body
    return head + all.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
