/// A command of a client: three or four letters, and what stands behind them.
///
/// Source: RFC 959, section 4.1; RFC 3659, RFC 2428 and RFC 2228 for later commands.
struct FTPCommand: Sendable {
  /// The letters in upper case, the first as the highest octet.
  var name: UInt32
  var argument: Range<Int>

  /// Nil where the line is no command.
  init?(_ line: Span<UInt8>) {
    var at = 0
    // An interrupt of Telnet may stand before a command.
    while at < line.count, line[at] >= 0xF0 { at += 1 }
    var name: UInt32 = 0
    let start = at
    while at < line.count, at - start < 4, Self.isLetter(line[at]) {
      name = name << 8 | UInt32(line[at] & 0xDF)
      at += 1
    }
    guard at - start >= 3, at == line.count || line[at] == 0x20 else { return nil }
    self.name = name
    argument = trimmed(at..<line.count, of: line)
  }

  private static func isLetter(_ octet: UInt8) -> Bool { (0x61...0x7A).contains(octet | 0x20) }

  static func code(_ name: String) -> UInt32 {
    var code: UInt32 = 0
    for character in name.utf8 { code = code << 8 | UInt32(character) }
    return code
  }

  static let user: UInt32 = 0x5553_4552
  static let password: UInt32 = 0x5041_5353
  static let retrieve: UInt32 = 0x5245_5452
  static let store: UInt32 = 0x5354_4F52
  static let append: UInt32 = 0x4150_5045
  static let storeUnique: UInt32 = 0x5354_4F55
  static let delete: UInt32 = 0x4445_4C45
  static let removeDirectory: UInt32 = 0x0052_4D44
  static let makeDirectory: UInt32 = 0x004D_4B44
  static let renameFrom: UInt32 = 0x524E_4652
  static let renameTo: UInt32 = 0x524E_544F
  static let list: UInt32 = 0x4C49_5354
  static let names: UInt32 = 0x4E4C_5354
  static let machineList: UInt32 = 0x4D4C_5344
  static let site: UInt32 = 0x5349_5445
  static let system: UInt32 = 0x5359_5354
  static let port: UInt32 = 0x504F_5254
  static let extendedPort: UInt32 = 0x4550_5254
  static let authenticate: UInt32 = 0x4155_5448
}

/// A reply of a server: three digits, and whether more lines of it follow.
///
/// Source: RFC 959, section 4.2.
struct FTPReply: Sendable {
  var code: Int
  /// The last or only line.
  var isLast: Bool

  /// Nil where the line is none, or one in the middle of several.
  init?(_ line: Span<UInt8>) {
    guard line.count >= 3 else { return nil }
    var code = 0
    for index in 0..<3 {
      guard (0x30...0x39).contains(line[index]) else { return nil }
      code = code * 10 + Int(line[index] - 0x30)
    }
    guard (100...659).contains(code) else { return nil }
    self.code = code
    isLast = line.count == 3 || line[3] != UInt8(ascii: "-")
    guard line.count == 3 || line[3] == 0x20 || line[3] == UInt8(ascii: "-") else { return nil }
  }
}

/// The port at which the data of a transfer is waited for.
enum FTPDataPort {
  /// Six numbers with commas between, the last two of which are the port.
  ///
  /// Source: RFC 959, section 4.1.2, PORT and PASV.
  static func six(_ text: Span<UInt8>) -> UInt16? {
    var at = 0
    while at < text.count {
      var numbers: [Int] = []
      var position = at
      while numbers.count < 6, let (number, next) = number(text, at: position) {
        numbers.append(number)
        position = next
        guard position < text.count, text[position] == UInt8(ascii: ",") else { break }
        position += 1
      }
      if numbers.count == 6, numbers.allSatisfy({ $0 < 256 }) {
        return UInt16(truncatingIfNeeded: numbers[4] << 8 | numbers[5])
      }
      at = max(position, at + 1)
    }
    return nil
  }

  /// The number behind the third stroke: `(|||6446|)`, `|1|132.235.1.2|6275|`.
  ///
  /// Source: RFC 2428, sections 2 and 3.
  static func extended(_ text: Span<UInt8>) -> UInt16? {
    var strokes = 0
    for at in text.indices where text[at] == UInt8(ascii: "|") {
      strokes += 1
      guard strokes == 3 else { continue }
      return number(text, at: at + 1).flatMap { UInt16(exactly: $0.0) }
    }
    return nil
  }

  private static func number(_ text: Span<UInt8>, at start: Int) -> (Int, Int)? {
    var at = start
    var value = 0
    while at < text.count, (0x30...0x39).contains(text[at]), at - start < 5 {
      value = value * 10 + Int(text[at] - 0x30)
      at += 1
    }
    return at > start ? (value, at) : nil
  }
}
