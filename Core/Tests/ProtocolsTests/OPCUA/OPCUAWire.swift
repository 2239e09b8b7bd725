import Protocols
import Testing

extension OPCUADissector: StreamDissector {}

/// Writes OPC UA messages as OPC 10000-6 lays them out: what a test says is hexadecimal, lengths are counted.
enum OPCUAWire {
  static func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func string(_ text: String) -> [UInt8] { number(text.utf8.count) + Array(text.utf8) }

  /// A null String, ByteString or array.
  static let null: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]

  /// `ns=2;s=TEXT`.
  static func node(_ text: String) -> [UInt8] { [0x03, 0x02, 0x00] + string(text) }

  /// `i=NUMBER` in two octets behind the encoding.
  static func node(_ value: Int) -> [UInt8] { [0x01, 0x00, UInt8(value & 0xFF), UInt8(value >> 8)] }

  static func extensionObject(_ type: Int, _ body: [UInt8]) -> [UInt8] {
    node(type) + [0x01] + number(body.count) + body
  }

  /// Authentication token, time, handle, diagnostics, audit entry, timeout, additional header.
  static let requestHeader = wireOctets("0000 0000000000000000 01000000 00000000 FFFFFFFF 10270000 000000")

  /// Time, handle, result, diagnostics, string table, additional header.
  static func responseHeader(_ result: [UInt8] = [0, 0, 0, 0]) -> [UInt8] {
    wireOctets("0000000000000000 01000000") + result + wireOctets("00 FFFFFFFF 000000")
  }

  static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    Array(type.utf8) + number(body.count + 8) + body
  }

  /// One chunk of a message: channel 7, token 1, sequence number 1.
  static func message(_ kind: String = "MSGF", id: Int, _ body: [UInt8]) -> [UInt8] {
    chunk(kind, number(7) + number(1) + number(1) + number(id) + body)
  }

  static func request(_ service: Int, id: Int = 1, _ body: [UInt8] = []) -> WireMessage {
    .client(message(id: id, node(service) + requestHeader + body))
  }

  static func response(_ service: Int, id: Int = 1, _ body: [UInt8] = []) -> WireMessage {
    .server(message(id: id, node(service) + responseHeader() + body))
  }

  /// Version 0, buffers of 64 KiB, no limits, the URL.
  static func hello(_ url: String = url) -> WireMessage {
    .client(
      chunk("HELF", wireOctets("00000000 00000100 00000100 00000000 00000000") + string(url)))
  }

  static let url = "opc.tcp://plc-7:4840"

  static let acknowledge = WireMessage.server(
    chunk("ACKF", wireOctets("00000000 00000100 00000100 00000000 00000000")))

  static let none = string("http://opcfoundation.org/UA/SecurityPolicy#None")
  static let basic256Sha256 = string("http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256")

  /// Opens (0) or renews (1) a channel without security.
  static func open(_ requestType: Int = 0) -> WireMessage {
    .client(
      chunk(
        "OPNF",
        number(0) + none + null + null + number(1) + number(1) + node(446) + requestHeader + number(0)
          + number(requestType) + number(1) + null + number(3_600_000)))
  }

  static let opened = WireMessage.server(
    chunk(
      "OPNF",
      number(7) + none + null + null + number(1) + number(1) + node(449) + responseHeader() + number(0)
        + number(7) + number(1) + wireOctets("0000000000000000") + number(3_600_000) + null))

  /// A channel that encrypts: certificate, thumbprint and what nobody can read.
  static func openEncrypted(channel: Int) -> [UInt8] {
    chunk(
      "OPNF",
      number(channel) + basic256Sha256 + string("certificate") + string("thumbprint")
        + [UInt8](repeating: 0xE7, count: 64))
  }

  /// Application URI, product URI, name, type, gateway, profile, discovery URLs.
  static func application(_ name: String, type: Int) -> [UInt8] {
    string("urn:plc-7:app") + string("urn:acme:product") + [0x02] + string(name) + number(type) + null + null
      + number(1) + string(url)
  }

  /// An endpoint without security that takes anonymous users.
  static func endpoint(_ url: String = url) -> [UInt8] {
    string(url) + application("ACME server", type: 0) + null + number(1) + none
      + number(1) + string("anonymous") + number(0) + null + null + null
      + string("http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary") + [0x00]
  }

  /// A ReadValueId: the node, its value, no range, no encoding.
  static func readValue(_ node: [UInt8]) -> [UInt8] { node + number(13) + null + [0, 0] + null }

  static func read(_ nodes: [UInt8]..., id: Int = 1) -> WireMessage {
    request(
      631, id: id,
      wireOctets("0000000000000000 02000000") + number(nodes.count) + nodes.flatMap { readValue($0) })
  }

  static func write(_ nodes: [UInt8]..., id: Int = 1) -> WireMessage {
    // Each gets the Double 1 without status or times.
    request(
      673, id: id,
      number(nodes.count)
        + nodes.flatMap { $0 + number(13) + null + wireOctets("01 0B 000000000000F03F") })
  }

  /// A DataValue that holds a String.
  static func text(_ value: String) -> [UInt8] { [0x01, 0x0C] + string(value) }

  /// BuildInfo: product URI, manufacturer, product, version, build number, date.
  static let buildInfo = extensionObject(
    340,
    string("urn:acme:product") + string("ACME") + string("Boiler 3000") + string("1.2.3") + string("45")
      + wireOctets("0000000000000000"))

  /// Activates a session with a token: no signature, certificates or locales.
  static func activate(_ token: [UInt8], id: Int = 1) -> WireMessage {
    request(467, id: id, null + null + null + null + token + null + null)
  }

  static func user(_ name: String, password: String, algorithm: [UInt8] = null) -> [UInt8] {
    extensionObject(324, string("username") + string(name) + string(password) + algorithm)
  }

  static func flow() -> DissectedFlow<OPCUADissector> {
    DissectedFlow(OPCUADissector(), serverPort: OPCUADissector.port)
  }
}
