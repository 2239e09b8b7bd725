/// Reads a line of a log from front to back. It never reads outside the line, and what is not there is nil.
struct LogCursor: Sendable {
  private(set) var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) { rest = line }

  var isAtEnd: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  /// Goes past `text` where the line goes on with it.
  mutating func pass(_ text: String) -> Bool {
    var at = rest.startIndex
    for octet in text.utf8 {
      guard at < rest.endIndex, rest[at] == octet else { return false }
      at += 1
    }
    rest = rest[at...]
    return true
  }

  mutating func passSpaces() { rest = rest.drop { $0 == UInt8(ascii: " ") } }

  /// The octets before the next `mark`, which is passed too; nil, and nothing is passed, where there is none.
  mutating func take(before mark: String) -> ArraySlice<UInt8>? {
    guard let found = Self.find(mark, in: rest) else { return nil }
    let taken = rest[rest.startIndex..<found]
    rest = rest[(found + mark.utf8.count)...]
    return taken
  }

  /// The octets before the last `mark`, which is passed too.
  mutating func take(beforeLast mark: String) -> ArraySlice<UInt8>? {
    guard let found = Self.findLast(mark, in: rest) else { return nil }
    let taken = rest[rest.startIndex..<found]
    rest = rest[(found + mark.utf8.count)...]
    return taken
  }

  /// The octets up to the next space or the end; nil where there are none.
  mutating func word() -> ArraySlice<UInt8>? {
    let taken = rest.prefix { $0 != UInt8(ascii: " ") }
    guard !taken.isEmpty else { return nil }
    rest = rest[taken.endIndex...]
    return taken
  }

  /// A number in decimal of at most `digits` digits; nil where there is none.
  mutating func number(digits: Int) -> Int? {
    let taken = rest.prefix(digits).prefix { Self.isDigit($0) }
    guard !taken.isEmpty, taken.count <= 18 else { return nil }
    rest = rest[taken.endIndex...]
    return taken.reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  /// Exactly this many digits.
  mutating func number(exactly digits: Int) -> Int? {
    guard rest.prefix(digits).count == digits, rest.prefix(digits).allSatisfy(Self.isDigit) else {
      return nil
    }
    return number(digits: digits)
  }

  mutating func takeRest() -> ArraySlice<UInt8> {
    defer { rest = rest[rest.endIndex...] }
    return rest
  }

  static func isDigit(_ octet: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) }

  static func find(_ mark: String, in text: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(mark.utf8)
    guard let first = wanted.first, text.count >= wanted.count else { return nil }
    var at = text.startIndex
    while at <= text.endIndex - wanted.count {
      if text[at] == first, text[at..<(at + wanted.count)].elementsEqual(wanted) { return at }
      at += 1
    }
    return nil
  }

  static func findLast(_ mark: String, in text: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(mark.utf8)
    guard !wanted.isEmpty, text.count >= wanted.count else { return nil }
    var at = text.endIndex - wanted.count
    while at >= text.startIndex {
      if text[at..<(at + wanted.count)].elementsEqual(wanted) { return at }
      at -= 1
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// As text; what is no UTF-8 is replaced.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// The text, or nil where it is empty or stands for nothing.
  var textUnlessNil: String? { isEmpty || elementsEqual("-".utf8) ? nil : text }

  func starts(_ with: String) -> Bool { starts(with: with.utf8) }
  func equals(_ other: String) -> Bool { elementsEqual(other.utf8) }

  /// Without spaces, tabs and line ends before and behind.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let last = slice.last, last <= 0x20 { slice.removeLast() }
    return slice.drop { $0 <= 0x20 }
  }
}
