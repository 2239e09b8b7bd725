import Protocols
import Testing

/// SMB's messages, made by hand from MS-SMB2 and MS-CIFS.
enum SMBWire {
  static func little16(_ value: Int) -> [UInt8] { NTLMTokens.little16(value) }
  static func little32(_ value: Int) -> [UInt8] { NTLMTokens.little32(value) }
  static func little64(_ value: Int) -> [UInt8] { little32(value & 0xFFFF_FFFF) + little32(value >> 32) }
  static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  static func frame(_ message: [UInt8]) -> [UInt8] {
    [0, UInt8(message.count >> 16), UInt8(message.count >> 8 & 255), UInt8(message.count & 255)] + message
  }

  /// One SMB2 message without its frame; `next` for one that others follow.
  static func message2(
    _ command: Int, id: Int, status: Int = 0, isResponse: Bool = false, tree: Int = 5, next: Int = 0,
    _ body: [UInt8]
  ) -> [UInt8] {
    Array([0xFE] + "SMB".utf8) + little16(64) + [0, 0] + little32(status) + little16(command) + [1, 0]
      + little32(isResponse ? 1 : 0) + little32(next) + little64(id) + zeros(4) + little32(tree)
      + little64(0x77) + zeros(16) + body
  }

  static func ask(_ command: Int, id: Int, _ body: [UInt8]) -> WireMessage {
    .client(frame(message2(command, id: id, body)))
  }

  static func answer(_ command: Int, id: Int, status: Int = 0, _ body: [UInt8] = [9, 0] + zeros(7))
    -> WireMessage
  {
    .server(frame(message2(command, id: id, status: status, isResponse: true, body)))
  }

  static func connect(_ path: String, id: Int = 1) -> [WireMessage] {
    let path = NTLMTokens.wide(path)
    return [
      ask(3, id: id, [9, 0, 0, 0] + little16(72) + little16(path.count) + path),
      answer(3, id: id, [16, 0, 1, 0] + zeros(12)),
    ]
  }

  static func createBody(_ path: String, access: Int = 0x3, options: Int = 0) -> [UInt8] {
    let path = NTLMTokens.wide(path)
    return [57, 0] + zeros(22) + little32(access) + zeros(8) + little32(1) + little32(options)
      + little16(120) + little16(path.count) + zeros(8) + path
  }

  static func openedBody(_ file: Int, action: Int = 1, attributes: Int = 0x20) -> [UInt8] {
    [89, 0, 0, 0] + little32(action) + zeros(48) + little32(attributes) + zeros(4) + fileID(file) + zeros(8)
  }

  static func fileID(_ file: Int) -> [UInt8] { little64(file) + little64(file + 1_000) }

  static func open(
    _ path: String, file: Int, id: Int, access: Int = 0x3, options: Int = 0, action: Int = 1,
    attributes: Int = 0x20
  ) -> [WireMessage] {
    [
      ask(5, id: id, createBody(path, access: access, options: options)),
      answer(5, id: id, openedBody(file, action: action, attributes: attributes)),
    ]
  }

  static func refused(_ path: String, id: Int, status: Int = 0xC000_0022, access: Int = 1) -> [WireMessage] {
    [ask(5, id: id, createBody(path, access: access)), answer(5, id: id, status: status)]
  }

  static func readBody(file: Int, octets: Int, at offset: Int = 0) -> [UInt8] {
    [49, 0, 0, 0] + little32(octets) + little64(offset) + fileID(file) + zeros(17)
  }

  static func readDataBody(_ content: [UInt8]) -> [UInt8] {
    [17, 0, 80, 0] + little32(content.count) + zeros(8) + content
  }

  static func read(file: Int, id: Int, _ content: [UInt8]) -> [WireMessage] {
    [ask(8, id: id, readBody(file: file, octets: content.count)), answer(8, id: id, readDataBody(content))]
  }

  static func writeBody(file: Int, at offset: Int = 0, _ content: [UInt8]) -> [UInt8] {
    [49, 0] + little16(112) + little32(content.count) + little64(offset) + fileID(file) + zeros(16) + content
  }

  static func write(file: Int, id: Int, at offset: Int = 0, _ content: [UInt8]) -> [WireMessage] {
    [ask(9, id: id, writeBody(file: file, at: offset, content)), answer(9, id: id, [17, 0] + zeros(14))]
  }

  static func close(file: Int, id: Int) -> [WireMessage] {
    [ask(6, id: id, [24, 0] + zeros(6) + fileID(file)), answer(6, id: id, [60, 0] + zeros(58))]
  }

  static func setInfo(file: Int, id: Int, kind: UInt8, status: Int = 0, _ data: [UInt8]) -> [WireMessage] {
    [
      ask(
        17, id: id, [33, 0, 1, kind] + little32(data.count) + little16(96) + zeros(6) + fileID(file) + data),
      answer(17, id: id, status: status, [2, 0]),
    ]
  }

  static func rename(file: Int, id: Int, to path: String, status: Int = 0) -> [WireMessage] {
    let path = NTLMTokens.wide(path)
    return setInfo(
      file: file, id: id, kind: 10, status: status, zeros(16) + little32(path.count) + path)
  }

  static func delete(file: Int, id: Int, status: Int = 0) -> [WireMessage] {
    setInfo(file: file, id: id, kind: 13, status: status, [1])
  }

  static func list(file: Int, id: Int) -> [WireMessage] {
    [
      ask(14, id: id, [33, 0, 37, 0] + zeros(4) + fileID(file) + zeros(8)),
      answer(14, id: id, [9, 0] + little16(72) + little32(0)),
    ]
  }

  static func transceive(file: Int, id: Int, _ question: [UInt8], _ reply: [UInt8]) -> [WireMessage] {
    let control = little32(0x0011_C017)
    return [
      ask(
        11, id: id,
        [57, 0, 0, 0] + control + fileID(file) + little32(120) + little32(question.count) + zeros(24)
          + question
      ),
      answer(
        11, id: id,
        [49, 0, 0, 0] + control + fileID(file) + zeros(8) + little32(112) + little32(reply.count) + zeros(8)
          + reply),
    ]
  }
}

extension SMBWire {
  /// An SMB1 message of `words` and `octets`.
  static func message1(
    _ command: UInt8, isResponse: Bool, id: Int, process: Int = 1, tree: Int = 8, status: Int = 0,
    _ words: [UInt8], _ octets: [UInt8]
  ) -> [UInt8] {
    frame(
      Array([0xFF] + "SMB".utf8) + [command] + little32(status) + [isResponse ? 0x88 : 0x08]
        + little16(0xC001) + zeros(12) + little16(tree) + little16(process) + zeros(2) + little16(id)
        + [UInt8(words.count / 2)] + words + little16(octets.count) + octets)
  }

  static func ask1(_ command: UInt8, id: Int, _ words: [UInt8], _ octets: [UInt8] = []) -> WireMessage {
    .client(message1(command, isResponse: false, id: id, words, octets))
  }

  static func answer1(
    _ command: UInt8, id: Int, status: Int = 0, _ words: [UInt8] = [], _ octets: [UInt8] = []
  ) -> WireMessage {
    .server(message1(command, isResponse: true, id: id, status: status, words, octets))
  }

  private static let last: [UInt8] = [255, 0, 0, 0]

  static func connect1(_ path: String) -> [WireMessage] {
    [
      ask1(
        0x75, id: 1, last + [0, 0, 1, 0], [0] + NTLMTokens.wide(path) + [0, 0] + Array("?????".utf8) + [0]),
      answer1(0x75, id: 1, last + [1, 0]),
    ]
  }

  static func open1(_ path: String, file: Int, id: Int, action: Int = 1) -> [WireMessage] {
    let path = NTLMTokens.wide(path)
    // The octets begin at an odd place: one more before the name.
    return [
      ask1(
        0xA2, id: id,
        last + [0] + little16(path.count) + zeros(8) + little32(3) + zeros(16) + little32(1) + zeros(9),
        [0] + path + [0, 0]),
      answer1(
        0xA2, id: id,
        last + [0] + little16(file) + little32(action) + zeros(32) + little32(0x20) + zeros(16) + zeros(4) + [
          0
        ]
      ),
    ]
  }

  static func read1(file: Int, id: Int, _ content: [UInt8]) -> [WireMessage] {
    [
      ask1(0x2E, id: id, last + little16(file) + zeros(4) + little16(content.count) + zeros(8)),
      answer1(
        0x2E, id: id,
        last + zeros(6) + little16(content.count) + little16(59) + zeros(10), content),
    ]
  }

  static func write1(file: Int, id: Int, mode: Int = 0, _ content: [UInt8]) -> [WireMessage] {
    [
      ask1(
        0x2F, id: id,
        last + little16(file) + zeros(4) + zeros(4) + little16(mode) + zeros(4) + little16(content.count)
          + little16(63) + zeros(4), content),
      answer1(0x2F, id: id, last + little16(content.count) + zeros(6)),
    ]
  }

  static func close1(file: Int, id: Int) -> [WireMessage] {
    [ask1(4, id: id, little16(file) + zeros(4)), answer1(4, id: id)]
  }

  /// A transaction of one kind: 25 a pipe's, 32 a file service's.
  static func transaction(
    _ command: UInt8, id: Int, total: Int, setup: [UInt8], parameters: [UInt8] = [], data: [UInt8] = []
  ) -> WireMessage {
    let start = 32 + 1 + 28 + setup.count + 2
    let words =
      little16(parameters.count) + little16(total) + zeros(14) + little16(parameters.count) + little16(start)
      + little16(data.count) + little16(start + parameters.count) + [UInt8(setup.count / 2), 0] + setup
    return ask1(command, id: id, words, parameters + data)
  }

  static func ntTransaction(id: Int, total: Int, function: Int) -> WireMessage {
    ask1(
      0xA0, id: id,
      zeros(3) + little32(0) + little32(total) + zeros(8) + zeros(16) + [1] + little16(function) + zeros(2))
  }

  static func secondary(_ command: UInt8, id: Int, total: Int, octets: Int, at displacement: Int)
    -> WireMessage
  {
    ask1(
      command, id: id,
      little16(0) + little16(total) + zeros(6) + little16(octets) + zeros(2) + little16(displacement)
        + zeros(2))
  }
}
