/// Where an octet of a text stands, as an editor shows it.
public struct TextPlace: Hashable, Sendable {
  /// From 1; lines end with a line feed.
  public let line: Int
  /// From 1, in characters (Unicode scalars).
  public let column: Int

  /// The place of the octet at `offset`, or of the text's end where it has fewer.
  public init(_ offset: Int, in text: Span<UInt8>) {
    var line = 1
    var column = 1
    for at in 0..<min(max(offset, 0), text.count) {
      if text[at] == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if text[at] & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }
}
