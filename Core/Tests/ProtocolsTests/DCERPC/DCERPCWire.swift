@testable import Protocols

/// DCE/RPC fragments made by the specification: all little-endian.
enum DCERPCWire {
  static func little16(_ value: Int) -> [UInt8] { NTLMTokens.little16(value) }
  static func little32(_ value: Int) -> [UInt8] { NTLMTokens.little32(value) }

  static let ndr = "8a885d04-1ceb-11c9-9fe8-08002b104860"
  static let ndr64 = "71710533-beba-4937-8319-b5dbef9ccc36"

  /// A UUID as the wire has it.
  static func uuid(_ text: String) -> [UInt8] {
    let octets = wireOctets(text)
    return octets[0..<4].reversed() + octets[4..<6].reversed() + octets[6..<8].reversed() + octets[8...]
  }

  /// Padding up to a multiple of four, then a verifier of its type and level.
  struct Verifier {
    var type: UInt8
    var level: UInt8
    var token: [UInt8]
  }

  static func fragment(
    _ type: UInt8, call: Int, flags: UInt8 = 3, _ body: [UInt8], _ verifier: Verifier? = nil
  ) -> [UInt8] {
    var body = body
    if let verifier {
      let padding = (4 - body.count % 4) % 4
      body += [UInt8](repeating: 0, count: padding)
      body += [verifier.type, verifier.level, UInt8(padding), 0] + little32(0) + verifier.token
    }
    return [5, 0, type, flags, 0x10, 0, 0, 0] + little16(16 + body.count)
      + little16(verifier?.token.count ?? 0) + little32(call) + body
  }

  /// Contexts from 0 on, each with its interface and one transfer syntax.
  static func bind(
    call: Int = 1, type: UInt8 = 11, _ contexts: [(interface: String, syntax: String)],
    _ verifier: Verifier? = nil
  ) -> [UInt8] {
    var body = little16(5_840) + little16(5_840) + little32(0) + [UInt8(contexts.count), 0, 0, 0]
    for (id, context) in contexts.enumerated() {
      body +=
        little16(id) + [1, 0] + uuid(context.interface) + little32(1) + uuid(context.syntax) + little32(2)
    }
    return fragment(type, call: call, body, verifier)
  }

  static func bind(_ interface: String) -> [UInt8] { bind([(interface, ndr)]) }

  static func bindAnswer(call: Int = 1, type: UInt8 = 12, _ results: [Int], _ verifier: Verifier? = nil)
    -> [UInt8]
  {
    var body = little16(5_840) + little16(5_840) + little32(7) + little16(4) + Array("135\0".utf8) + [0, 0]
    body += [UInt8(results.count), 0, 0, 0]
    for result in results { body += little16(result) + little16(0) + uuid(ndr) + little32(2) }
    return fragment(type, call: call, body, verifier)
  }

  static func request(
    _ number: Int, call: Int = 2, context: Int = 0, object: Bool = false, _ stub: [UInt8] = [],
    _ verifier: Verifier? = nil
  ) -> [UInt8] {
    let body =
      little32(stub.count) + little16(context) + little16(number)
      + (object ? [UInt8](repeating: 0x77, count: 16) : []) + stub
    return fragment(0, call: call, flags: object ? 0x83 : 3, body, verifier)
  }

  static func response(call: Int = 2, status: Int = 0, _ stub: [UInt8] = []) -> [UInt8] {
    let results = stub + little32(status)
    return fragment(2, call: call, little32(results.count) + [0, 0, 0, 0] + results)
  }

  static func fault(call: Int = 2, status: Int) -> [UInt8] {
    fragment(3, call: call, little32(0) + [0, 0, 0, 0] + little32(status) + little32(0))
  }

  static let handle = [UInt8](repeating: 0x55, count: 20)
  static let pointer: [UInt8] = [0, 0, 2, 0]

  /// Counts before, a zero behind, filled up to four octets.
  static func text(_ text: String, width: Int = 2) -> [UInt8] {
    let bare = bareText(text, width: width)
    return bare + [UInt8](repeating: 0, count: (4 - bare.count % 4) % 4)
  }

  /// The same where what follows needs no place of its own.
  static func bareText(_ text: String, width: Int = 2) -> [UInt8] {
    let characters = width == 2 ? NTLMTokens.wide(text + "\0") : Array((text + "\0").utf8)
    let count = characters.count / width
    return little32(count) + little32(0) + little32(count) + characters
  }

  static func countedText(_ text: String) -> [UInt8] {
    let octets = NTLMTokens.wide(text).count
    return little16(octets) + little16(octets + 2) + pointer + Self.text(text)
  }

  /// Access, type, start and error control, then the program.
  static func service(_ name: String, program: String, width: Int = 2) -> [UInt8] {
    handle + text(name, width: width) + pointer + text("Display", width: width) + little32(0xF01FF)
      + little32(0x10) + little32(3) + little32(0) + text(program, width: width)
  }

  /// The head of an object's call.
  static let objectCall =
    little16(5) + little16(7) + little32(0) + little32(0)
    + [UInt8](repeating: 0x33, count: 16) + little32(0)

  static func comText(_ text: String) -> [UInt8] {
    let characters = NTLMTokens.wide(text)
    return pointer + little32(text.count) + little32(characters.count) + little32(text.count) + characters
      + [UInt8](repeating: 0, count: (4 - characters.count % 4) % 4)
  }

  /// A tower of one interface on a TCP port.
  static func tower(_ interface: String, port: Int) -> [UInt8] {
    let floors: [[UInt8]] = [
      little16(19) + [13] + uuid(interface) + little16(1) + little16(2) + little16(0),
      little16(19) + [13] + uuid(ndr) + little16(2) + little16(2) + little16(0),
      little16(1) + [11] + little16(2) + little16(0),
      little16(1) + [7] + little16(2) + [UInt8(port >> 8), UInt8(port & 255)],
      little16(1) + [9] + little16(4) + [10, 0, 0, 2],
    ]
    return little16(floors.count) + floors.joined()
  }

  static func mapRequest(_ interface: String) -> [UInt8] {
    let tower = tower(interface, port: 135)
    return pointer + [UInt8](repeating: 0, count: 16) + pointer + little32(tower.count)
      + little32(tower.count) + tower + [UInt8](repeating: 0, count: 24)
  }

  static func mapAnswer(_ interface: String, port: Int) -> [UInt8] {
    let tower = tower(interface, port: port)
    return handle + little32(1) + little32(4) + little32(0) + little32(1) + pointer + little32(tower.count)
      + little32(tower.count) + tower + [UInt8](repeating: 0, count: (4 - tower.count % 4) % 4)
  }
}
