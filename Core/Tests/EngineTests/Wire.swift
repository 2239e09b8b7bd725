import Engine
import Inventory
import Packets
import Reports
import Vocabulary

/// A wire with a client and a server on it, and a sensor that listens: frames are made by hand, octet by
/// octet.
struct Wire {
  static let client: UInt32 = 0x0A00_0002
  static let server: UInt32 = 0x0A00_0003

  var inspection: Inspection
  var clientPort: UInt16 = 50_000
  var serverPort: UInt16 = 502
  /// Octets of a frame's end that the capture does not hold.
  var cutShort = 0
  private var packet: UInt32 = 0
  private var milliseconds: Int64 = 0

  init(seed: UInt64 = 0) {
    inspection = Inspection(seed: seed)
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    static let syn = Flags(rawValue: 0x02)
    static let reset = Flags(rawValue: 0x04)
    static let fin = Flags(rawValue: 0x01)
    static let acknowledge = Flags(rawValue: 0x10)
  }

  /// A TCP segment from the client, or from the server.
  mutating func segment(
    fromServer: Bool = false, _ sequence: UInt32, acknowledge: UInt32 = 0, _ flags: Flags = .acknowledge,
    _ payload: [UInt8] = []
  ) {
    let ports = fromServer ? (serverPort, clientPort) : (clientPort, serverPort)
    var tcp = Self.big16(ports.0) + Self.big16(ports.1) + Self.big32(sequence) + Self.big32(acknowledge)
    tcp += [0x50, flags.rawValue, 0x20, 0, 0, 0, 0, 0] + payload
    take(fromServer: fromServer, ipProtocol: 6, tcp)
  }

  /// A TCP segment that carries octets and no flag but the acknowledgement.
  mutating func segment(
    fromServer: Bool = false, _ sequence: UInt32, acknowledge: UInt32 = 0, _ payload: [UInt8]
  ) {
    segment(fromServer: fromServer, sequence, acknowledge: acknowledge, .acknowledge, payload)
  }

  /// A UDP datagram from the client, whole or as the given pieces of its IP payload in the order given.
  mutating func datagram(_ payload: [UInt8], pieces: [Range<Int>]? = nil) {
    let length = UInt16(8 + payload.count)
    let udp = Self.big16(clientPort) + Self.big16(serverPort) + Self.big16(length) + [0, 0] + payload
    guard let pieces else { return take(fromServer: false, ipProtocol: 17, udp) }
    for piece in pieces {
      let more: UInt16 = piece.upperBound < udp.count ? 0x2000 : 0
      take(
        fromServer: false, ipProtocol: 17, Array(udp[piece]), fragment: more | UInt16(piece.lowerBound / 8))
    }
  }

  /// Client and server shake hands; the first octets of data are 101 and 901.
  mutating func shakeHands(_ client: UInt32 = 100, _ server: UInt32 = 900) {
    segment(client, .syn)
    segment(fromServer: true, server, acknowledge: client &+ 1, [.syn, .acknowledge])
    segment(client &+ 1, acknowledge: server &+ 1)
  }

  mutating func take(fromServer: Bool, ipProtocol: UInt8, _ payload: [UInt8], fragment: UInt16 = 0) {
    let hosts = fromServer ? (Self.server, Self.client) : (Self.client, Self.server)
    let total = UInt16(20 + payload.count)
    var frame: [UInt8] =
      fromServer ? [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 3] : [2, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 2]
    frame += [0x08, 0x00, 0x45, 0] + Self.big16(total) + [0x12, 0x34] + Self.big16(fragment)
    frame += [64, ipProtocol, 0, 0] + Self.big32(hosts.0) + Self.big32(hosts.1) + payload
    take(frame)
  }

  mutating func take(_ frame: [UInt8], link: LinkLayer = .ethernet) {
    packet += 1
    milliseconds += 1
    let held = Array(frame.dropLast(cutShort))
    inspection.take(
      held.span, originalOctets: frame.count, link: link,
      at: Timestamp(nanoseconds: 1_700_000_000_000_000_000 + milliseconds * 1_000_000),
      place: PacketPlace(packet: packet))
  }

  mutating func wait(seconds: Int64) { milliseconds += seconds * 1_000 }

  /// What was seen, once everything is over.
  mutating func seen() -> Seen {
    inspection.finish()
    return Seen(inspection.report(captures: []))
  }

  static func big16(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
  static func big32(_ value: UInt32) -> [UInt8] { big16(UInt16(value >> 16)) + big16(UInt16(value & 0xFFFF)) }
}

/// Modbus by hand.
enum Modbus {
  static func read(_ transaction: UInt16, at address: UInt16 = 0) -> [UInt8] {
    Wire.big16(transaction) + [0, 0, 0, 6, 1, 3] + Wire.big16(address) + [0, 2]
  }

  static func values(_ transaction: UInt16, _ value: UInt8 = 7) -> [UInt8] {
    Wire.big16(transaction) + [0, 0, 0, 7, 1, 3, 4, 0, value, 0, value]
  }

  static func write(_ transaction: UInt16, _ value: UInt8) -> [UInt8] {
    Wire.big16(transaction) + [0, 0, 0, 6, 1, 6, 0, 9, 0, value]
  }
}

/// A report in few words.
struct Seen {
  let report: InspectReport

  init(_ report: InspectReport) {
    self.report = report
  }

  /// Messages of a protocol, of all its codes.
  func messages(_ name: ProtocolName) -> UInt64 {
    report.protocols.first { $0.name == name }?.messages.reduce(0) { $0 + $1.count } ?? 0
  }

  func packets(_ name: ProtocolName) -> UInt64 { report.protocols.first { $0.name == name }?.packets ?? 0 }

  var names: [String] { report.protocols.map(\.name.text) }

  /// `read holding-registers 0-1: 2 succeeded`, a line an activity.
  var activities: [String] {
    var lines: [String] = []
    report.book.forEachActivity(in: report.activities) { row in
      let object = String(decoding: row.object.spelled(report.names) ?? [], as: UTF8.self)
      let outcomes = [
        (row.outcomes.succeeded, "succeeded"), (row.outcomes.refused, "refused"),
        (row.outcomes.failed, "failed"), (row.outcomes.unanswered, "unanswered"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      lines.append("\(row.verb.text) \(object): \(outcomes.joined(separator: ", "))")
    }
    return lines
  }

  /// `10.0.0.2 -> 10.0.0.3:502 modbus closed`, a line a conversation.
  var conversations: [String] {
    var lines: [String] = []
    report.book.forEachConversation(in: report.conversations) { row in
      let (client, server) = (report.endpoints[row.client], report.endpoints[row.server])
      lines.append(
        "\(client.address.text) -> \(server.address.text):\(row.serverPort) "
          + "\(row.name.text) \(row.state.text)"
      )
    }
    return lines
  }

  var findings: [String] { report.findings.map(\.kind.text) }
}
