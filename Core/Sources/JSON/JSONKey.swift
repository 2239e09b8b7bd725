/// A member's name, escaped and quoted once, for keys that are written many times.
public struct JSONKey: ExpressibleByStringLiteral, Sendable {
  /// The name in quotation marks, with its colon.
  @usableFromInline
  let quoted: [UInt8]
  /// The same behind the comma that parts it from the member before.
  @usableFromInline
  let following: [UInt8]

  public init(_ name: String) {
    var text: [UInt8] = [UInt8(ascii: "\"")]
    appendEscaped(Array(name.utf8).span, to: &text)
    text.append(UInt8(ascii: "\""))
    text.append(UInt8(ascii: ":"))
    quoted = text
    following = [UInt8(ascii: ",")] + text
  }

  public init(stringLiteral name: String) {
    self.init(name)
  }
}
