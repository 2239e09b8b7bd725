import JSON

/// The lines of a text, taken one after the other, each with its place.
struct Lines {
  private let text: [UInt8]
  /// Octets before the next line.
  private(set) var offset = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  var isAtEnd: Bool { offset == text.count }
  var rest: ArraySlice<UInt8> { text[offset...] }

  /// The next line without its line feed, which must be there.
  mutating func next() throws(LedgerError) -> ArraySlice<UInt8> {
    var end = offset
    while end < text.count, text[end] != 0x0A { end += 1 }
    guard end < text.count else { throw LedgerError(.ended, at: text.count) }
    let line = text[offset..<end]
    offset = end + 1
    return line
  }
}

/// A decimal number of 64 bits without leading zeros; nil for everything else.
func decimal(_ text: ArraySlice<UInt8>) -> UInt64? {
  guard let first = text.first, text.count <= 20, first != 0x30 || text.count == 1 else { return nil }
  var number: UInt64 = 0
  for sign in text {
    guard (0x30...0x39).contains(sign) else { return nil }
    let (scaled, overflows) = number.multipliedReportingOverflow(by: 10)
    let (sum, carries) = scaled.addingReportingOverflow(UInt64(sign - 0x30))
    guard !overflows, !carries else { return nil }
    number = sum
  }
  return number
}

/// Refuses what is no text of a note: other than UTF-8, or a control character that is no line feed.
///
/// Source: C2SP signed-note, Format.
func checkText(_ text: [UInt8]) throws(LedgerError) {
  let span = text.span
  var at = 0
  while at < span.count {
    let octet = span[at]
    if octet < 0x20 && octet != 0x0A { throw LedgerError(.controlCharacter, at: at) }
    guard let length = utf8Length(in: span, at: at) else { throw LedgerError(.invalidUTF8, at: at) }
    at += length
  }
}
