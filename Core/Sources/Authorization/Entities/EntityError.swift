public import JSON

/// Why entities or a request's context are not taken.
public struct EntityError: Error, Hashable, Sendable {
  /// Lower case, in the user's words; safe to print.
  public let message: String
  /// Where the entity begins in its text, where it was read from one.
  public internal(set) var place: TextPlace?

  init(_ entity: EntityUID?, _ message: String) {
    self.message = entity.map { "\($0.shown): \(message)" } ?? message
  }

  init(_ error: JSONError, in text: Span<UInt8>) {
    message = error.message
    place = TextPlace(error.offset, in: text)
  }
}

extension EntityError: CustomStringConvertible {
  public var description: String {
    guard let place else { return message }
    return "line \(place.line), column \(place.column): \(message)"
  }
}
