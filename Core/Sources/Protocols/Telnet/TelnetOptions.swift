/// Takes the options of Telnet out of a stream, octet by octet, across segments.
///
/// Source: RFC 854, "TELNET command structure"; RFC 855 for subnegotiation.
struct TelnetOptions: Sendable {
  private enum Place: UInt8, Sendable {
    case text, command, option, inside, commandInside
  }

  private static let interpret: UInt8 = 0xFF
  private static let subnegotiation: UInt8 = 0xFA
  private static let end: UInt8 = 0xF0

  private var place = Place.text

  /// Gives whether the octet is text.
  mutating func isText(_ octet: UInt8) -> Bool {
    switch place {
    case .text:
      guard octet == Self.interpret else { return true }
      place = .command
    case .command:
      switch octet {
      case Self.subnegotiation: place = .inside
      case 0xFB...0xFE: place = .option
      // A doubled one is text.
      case Self.interpret:
        place = .text
        return true
      default: place = .text
      }
    case .option: place = .text
    case .inside: if octet == Self.interpret { place = .commandInside }
    case .commandInside: place = octet == Self.end ? .text : .inside
    }
    return false
  }
}
