/// Why a text is no JSON that Bulkhead takes, and where.
public struct JSONError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The text ends before its value does.
    case ended
    /// Something stands where JSON's grammar has no place for it.
    case unexpected
    /// Something follows the value.
    case trailing
    case invalidNumber
    case invalidEscape
    /// An escaped half of a surrogate pair without its other half.
    case loneSurrogate
    case invalidUTF8
    /// A control character inside a string, not escaped.
    case controlCharacter
    case duplicateKey(String)
    case tooDeep(limit: Int)
    case tooLarge(limitOctets: Int)
  }

  public let kind: Kind
  /// Octets before the place.
  public let offset: Int
  /// From 1; lines end with a line feed.
  public let line: Int
  /// From 1, in characters (Unicode scalars).
  public let column: Int

  init(_ kind: Kind, at offset: Int, in text: Span<UInt8>) {
    var line = 1
    var column = 1
    for at in 0..<min(offset, text.count) {
      if text[at] == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if text[at] & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.kind = kind
    self.offset = offset
    self.line = line
    self.column = column
  }
}

extension JSONError: CustomStringConvertible {
  /// What is wrong, for a person; safe to print.
  public var message: String {
    switch kind {
    case .ended: "the text ends before its value is complete"
    case .unexpected: "no JSON: this has no place here"
    case .trailing: "something follows the end of the value"
    case .invalidNumber: "not a number as JSON writes it"
    case .invalidEscape: "not an escape that JSON has"
    case .loneSurrogate: "half of a surrogate pair"
    case .invalidUTF8: "not UTF-8"
    case .controlCharacter: "a control character in a string must be escaped"
    case .duplicateKey(let key): "the key \"\(escaped(key))\" stands twice in one object"
    case .tooDeep(let limit): "nested more than \(limit) deep"
    case .tooLarge(let limit): "larger than \(limit) octets"
    }
  }

  public var description: String {
    "line \(line), column \(column): \(message)"
  }

  private func escaped(_ text: String) -> String {
    var octets: [UInt8] = []
    appendEscaped(Array(text.utf8).span, to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }
}
