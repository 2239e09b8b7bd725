public import Vocabulary

/// Lines of plain text of at most ``width`` columns, with colour where the reader's terminal shows it.
///
/// What comes from the wire is made safe here: no control character, no invalid UTF-8 and nothing that turns
/// text round reaches a terminal.
public struct TextPage: Sendable {
  public enum Tone: Sendable {
    case plain, strong, faint
    case severity(Severity)
  }

  public static let width = 80

  public private(set) var octets: [UInt8] = []
  private let isColoured: Bool

  public init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  public mutating func line(_ text: String = "", _ tone: Tone = .plain) {
    begin(tone)
    octets.append(contentsOf: text.utf8)
    end(tone)
    octets.append(UInt8(ascii: "\n"))
  }

  /// What stands before a paragraph on its first line.
  public mutating func label(_ text: String, _ tone: Tone) {
    begin(tone)
    octets.append(contentsOf: text.utf8)
    end(tone)
  }

  /// A paragraph, broken between words, each line after `indent` columns; where it `isBegun`, a label of that
  /// many columns already stands on its first line.
  public mutating func paragraph(_ text: [UInt8], indent: Int, isBegun: Bool = false) {
    let safe = Self.safe(text[...])
    var column = indent
    if !isBegun { octets.append(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: indent)) }
    var isFirst = true
    for word in Self.words(safe, atMost: Self.width - indent) {
      let length = word.count
      if !isFirst && column + 1 + length > Self.width {
        octets.append(UInt8(ascii: "\n"))
        octets.append(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: indent))
        column = indent
        isFirst = true
      }
      if !isFirst {
        octets.append(UInt8(ascii: " "))
        column += 1
      }
      octets.append(contentsOf: word.utf8)
      column += length
      isFirst = false
    }
    octets.append(UInt8(ascii: "\n"))
  }

  /// The words of a text; one that is longer than a line is cut into lines.
  private static func words(_ text: String, atMost columns: Int) -> [Substring] {
    var words: [Substring] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var rest = word
      while rest.count > columns {
        words.append(rest.prefix(columns))
        rest = rest.dropFirst(columns)
      }
      words.append(rest)
    }
    return words
  }

  private mutating func begin(_ tone: Tone) {
    guard isColoured else { return }
    switch tone {
    case .plain: break
    case .strong: octets.append(contentsOf: "\u{1B}[1m".utf8)
    case .faint: octets.append(contentsOf: "\u{1B}[2m".utf8)
    case .severity(.critical), .severity(.high): octets.append(contentsOf: "\u{1B}[1;31m".utf8)
    case .severity(.medium): octets.append(contentsOf: "\u{1B}[1;33m".utf8)
    case .severity: octets.append(contentsOf: "\u{1B}[1m".utf8)
    }
  }

  private mutating func end(_ tone: Tone) {
    guard isColoured else { return }
    if case .plain = tone { return }
    octets.append(contentsOf: "\u{1B}[0m".utf8)
  }

  /// Text of the wire as a terminal may have it: what would steer the terminal or hide text becomes `?`.
  ///
  /// So does what opens a tag: reports are pasted into tickets and pages.
  static func safe(_ text: ArraySlice<UInt8>) -> String {
    var result = ""
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x3C, 0x7F..<0xA0, 0x00AD, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
        0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
        result.unicodeScalars.append("?")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Without the spaces at its end, and no wider than a page.
  static func trimmed(_ text: String) -> String {
    var text = text.count > width ? column(text, width) : text
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Exactly `columns` columns: padded with spaces, or cut with `…` at its end.
  static func column(_ text: String, _ columns: Int) -> String {
    let count = text.count
    if count <= columns { return text + String(repeating: " ", count: columns - count) }
    return String(text.prefix(max(0, columns - 1))) + "…"
  }

  /// 1234567 as `1,234,567`.
  static func number(_ value: UInt64) -> String {
    var digits: [UInt8] = []
    appendDecimal(value, to: &digits)
    var result: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(digit)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
