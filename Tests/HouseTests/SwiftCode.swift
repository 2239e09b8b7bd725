/// Swift source with everything blanked that is no code: a rule about `try!` must not trip over a comment.
enum SwiftCode {
  /// The same text, of the same lines and columns, with spaces for comments and for what strings contain.
  ///
  /// Interpolated code counts as contents of its string. A single-line string left open ends with its line.
  static func blanked(_ source: String) -> String {
    var blanker = Blanker(octets: Array(source.utf8))
    return blanker.blanked()
  }
}

private struct Blanker {
  /// An open string, or code interpolated into one.
  enum Frame {
    case string(hashes: Int, multiline: Bool)
    case interpolation(openParentheses: Int)
  }

  var octets: [UInt8]
  var position = 0
  var frames: [Frame] = []

  init(octets: [UInt8]) {
    self.octets = octets
  }

  mutating func blanked() -> String {
    while position < octets.count {
      if case .string(let hashes, let multiline)? = frames.last {
        readString(hashes: hashes, multiline: multiline)
      } else {
        readCode()
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }

  private mutating func readCode() {
    if matches("//") {
      while position < octets.count, octets[position] != UInt8(ascii: "\n") { blank(1) }
    } else if matches("/*") {
      readBlockComment()
    } else if let opening = openingQuote() {
      pass(opening.length)
      frames.append(.string(hashes: opening.hashes, multiline: opening.multiline))
    } else if case .interpolation(let depth)? = frames.last {
      readInterpolated(openParentheses: depth)
    } else {
      position += 1
    }
  }

  private mutating func readInterpolated(openParentheses depth: Int) {
    let octet = octets[position]
    blank(1)
    guard octet == UInt8(ascii: "(") || octet == UInt8(ascii: ")") else { return }
    frames.removeLast()
    let change = octet == UInt8(ascii: "(") ? 1 : -1
    if depth + change >= 0 { frames.append(.interpolation(openParentheses: depth + change)) }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if matches("/*") {
        depth += 1
        blank(2)
      } else if matches("*/") {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
    } while depth > 0 && position < octets.count
  }

  private mutating func readString(hashes: Int, multiline: Bool) {
    let marks = String(repeating: "#", count: hashes)
    let closing = (multiline ? "\"\"\"" : "\"") + marks
    if matches(closing) {
      frames.removeLast()
      pass(closing.utf8.count)
    } else if matches("\\" + marks + "(") {
      blank(2 + hashes)
      frames.append(.interpolation(openParentheses: 0))
    } else if matches("\\" + marks) {
      blank(2 + hashes)
    } else if octets[position] == UInt8(ascii: "\n"), !multiline {
      frames.removeLast()
    } else {
      blank(1)
    }
  }

  private func openingQuote() -> (length: Int, hashes: Int, multiline: Bool)? {
    var hashes = 0
    while position + hashes < octets.count, octets[position + hashes] == UInt8(ascii: "#") { hashes += 1 }
    if matches("\"\"\"", at: position + hashes) { return (hashes + 3, hashes, true) }
    if matches("\"", at: position + hashes) { return (hashes + 1, hashes, false) }
    return nil
  }

  private func matches(_ text: String, at offset: Int? = nil) -> Bool {
    octets[min(offset ?? position, octets.count)...].starts(with: text.utf8)
  }

  /// Quotes stay, unless they stand in code that is itself interpolated into a string.
  private mutating func pass(_ count: Int) {
    if frames.isEmpty { position += count } else { blank(count) }
  }

  /// Line ends stay, so that lines keep their numbers.
  private mutating func blank(_ count: Int) {
    let end = min(position + count, octets.count)
    while position < end {
      if octets[position] != UInt8(ascii: "\n") { octets[position] = UInt8(ascii: " ") }
      position += 1
    }
  }
}
