public import JSON

/// Why entities or a request's context are not taken.
public struct EntityError: Error, Hashable, Sendable {
  /// Lower case, in the user's words; safe to print.
  public let message: String
  /// Where the entity begins in its text, where it was read from one.
  public internal(set) var place: TextPlace?

  init(_ entity: EntityUID?, _ message: String) {
    self.message = entity.map { "\(Self.shown($0)): \(message)" } ?? message
  }

  init(_ error: JSONError, in text: Span<UInt8>) {
    message = error.message
    place = TextPlace(error.offset, in: text)
  }

  /// An entity as policies write it, shortened.
  static func shown(_ uid: EntityUID) -> String {
    "\(shown(uid.type.path))::\"\(shown(uid.id))\""
  }

  static func shown(_ text: Text) -> String {
    let beginning = Array(text.octets.prefix(96))
    var octets: [UInt8] = []
    appendEscaped(beginning.span, to: &octets)
    return String(decoding: octets, as: UTF8.self)
  }
}

extension EntityError: CustomStringConvertible {
  public var description: String {
    guard let place else { return message }
    return "line \(place.line), column \(place.column): \(message)"
  }
}
