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
    let place = TextPlace(offset, in: text)
    self.kind = kind
    self.offset = offset
    line = place.line
    column = place.column
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
    // A key may be as long as the text.
    var shown = ""
    for scalar in text.unicodeScalars.prefix(64) { shown.unicodeScalars.append(scalar) }
    appendEscaped(Array(shown.utf8).span, to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }
}
