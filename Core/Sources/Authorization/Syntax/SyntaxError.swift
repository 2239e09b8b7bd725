public import JSON

/// Why a text is no policy or no schema, and where.
public struct SyntaxError: Error, Hashable, Sendable {
  /// Lower case, in the user's words; safe to print.
  public let message: String
  /// Octets before the place.
  public let offset: Int
  /// Line and column as an editor shows them.
  public let place: TextPlace

  init(_ message: String, at offset: Int, in text: Span<UInt8>) {
    self.message = message
    self.offset = offset
    place = TextPlace(offset, in: text)
  }
}

extension SyntaxError: CustomStringConvertible {
  public var description: String { "line \(place.line), column \(place.column): \(message)" }
}
