import BuiltProgram
import Foundation
import Testing

@testable import PlantSimulator

@Suite("Passwords on the wire")
struct PasswordTests {
  static let count = 1_000

  @Test("of 1,000 passwords in the protocols that carry them none reaches any output")
  func passwords() throws {
    var random = SeededGenerator(seed: 2_026)
    let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789!#%+*".utf8)
    let passwords = (0..<Self.count).map { _ in
      (0..<random.number(in: 8...14)).map { _ in alphabet[random.number(in: 0...(alphabet.count - 1))] }
    }
    var wire = HandMadeWire()
    for (number, password) in passwords.enumerated() {
      PasswordCarrier.allCases[number % PasswordCarrier.allCases.count].send(password, number, on: &wire)
    }
    let scratch = try ScratchFolder()
    let path = try scratch.file("passwords.pcap", wire.capture)

    let search = OctetSearch(
      passwords + passwords.map(PasswordCarrier.credentials) + passwords.map(PasswordCarrier.hidden)
        + passwords.map { [UInt8].utf16(String(decoding: $0, as: UTF8.self)) })
    // What is not found in the capture could not be found in a report either.
    #expect(search.matches(in: wire.capture).count == Self.count)

    for format in ["json", "text", "html", "jsonl", "stix", "ocsf"] {
      let ran = try BuiltProgram.run(["inspect", "--registry", "none", "--format", format, path])
      #expect(ran.status == 0)
      #expect(ran.output.count > 500)
      #expect(search.matches(in: Array(ran.output + ran.errors)).isEmpty)
    }
    let findings = try JSONReport(of: path).rows("findings")
    let named = findings.filter { $0["kind"] as? String == "secret-in-clear" }
      .reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
    #expect(named >= PasswordCarrier.namedLeast, "only \(named) are named by place and length")
  }
}

/// How a password travels.
private enum PasswordCarrier: CaseIterable {
  case http, ftp, adsRoute, opcua, s7

  /// FTP is not read for passwords; each secret of the four others is named.
  static let namedLeast = PasswordTests.count * 4 / 5

  /// Sends `password` in a connection of its own.
  func send(_ password: [UInt8], _ number: Int, on wire: inout HandMadeWire) {
    let text = String(decoding: password, as: UTF8.self)
    switch self {
    case .http:
      let basic = String(decoding: Self.credentials(password), as: UTF8.self)
      let get = WebMessage.get("/", host: "switch", agent: "Browser/1.0", authorization: basic)
      wire.connection(number, port: 80, [(true, get), (false, WebMessage.unauthorized(realm: "device"))])
    case .ftp:
      let lines: [(Bool, String)] = [
        (false, "220 ready"), (true, "USER operator"), (false, "331 password"), (true, "PASS " + text),
        (false, "530 no"),
      ]
      wire.connection(number, port: 21, lines.map { ($0.0, Array(($0.1 + "\r\n").utf8)) })
    case .adsRoute: wire.datagram(number, port: 48_899, Self.addRoute(password))
    case .opcua: wire.connection(number, port: 4_840, Self.activation(password))
    case .s7:
      let request = S7Message.message(
        .userData, reference: 2, parameters: S7Message.request(group: 5, subfunction: 1),
        data: S7Message.userData(Self.hidden(password)))
      wire.connection(
        number, port: 102,
        [
          (true, S7Message.connection(isConfirm: false, reference: 1, slot: 2)),
          (false, S7Message.connection(isConfirm: true, reference: 1, slot: 2)),
          (true, S7Message.message(.job, reference: 1, parameters: S7Message.setup(octetLimit: 480))),
          (true, request),
        ])
    }
  }

  static func credentials(_ password: [UInt8]) -> [UInt8] {
    Array(WebMessage.credentials(user: "admin", password: String(decoding: password, as: UTF8.self)).utf8)
  }

  /// Eight octets, each hidden by an exclusive or with 0x55 and the one two places before.
  static func hidden(_ password: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = []
    for (place, octet) in password.prefix(8).enumerated() {
      octets.append(octet ^ 0x55 ^ (place < 2 ? 0 : octets[place - 2]))
    }
    return octets
  }

  /// A request for a route, service 6. Tags: 12 the route's name, 13 the user, 2 the password, 5 the host.
  private static func addRoute(_ password: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: 0x7114_6603)
    octets.put32(0)
    octets.put32(littleEndian: 6)
    octets += [10, 0, 0, 1, 1, 1]
    octets.put16(littleEndian: 10_000)
    octets.put32(littleEndian: 4)
    let tags: [(Int, [UInt8])] = [
      (12, Array("route".utf8)), (13, Array("Administrator".utf8)), (2, password), (5, Array("laptop".utf8)),
    ]
    for (tag, value) in tags {
      octets.put16(littleEndian: tag)
      octets.put16(littleEndian: value.count + 1)
      octets += value + [0]
    }
    return octets
  }

  /// An unsecured channel, then ActivateSession with a UserNameIdentityToken (node 324).
  ///
  /// Source: OPC 10000-4, clause 7.40.4; OPC 10000-6, clause 5.2.2.15.
  private static func activation(_ password: [UInt8]) -> [(Bool, [UInt8])] {
    let time = PlantSimulation.start
    var token: [UInt8] = []
    token.putString("username")
    token.putString("operator")
    token.putByteString(password)
    token.putString(nil)
    var service = OPCUAMessage.request(
      OPCUAService.activateSession.request, token: [0, 0], handle: 2, at: time)
    service.putString(nil)
    for _ in 0..<3 { service.putNoArray() }
    service += [1, 0, 0x44, 0x01, 1]
    service.putByteString(token)
    service.putString(nil)
    service.putNoArray()
    let open = OPCUAMessage.request(
      OPCUAService.openSecureChannel.request, token: [0, 0], handle: 1, at: time)
    return [
      (true, OPCUAMessage.hello(url: "opc.tcp://plc:4840")), (false, OPCUAMessage.acknowledge),
      (true, OPCUAMessage.open(channel: 0, sequence: 1, request: 1, open + OPCUAService.openChannel)),
      (true, OPCUAMessage.message(channel: 7, sequence: 2, request: 2, service)),
    ]
  }
}
