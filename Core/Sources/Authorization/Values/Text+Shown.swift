extension Text {
  private static let shownLimit = 64

  /// The text for a message: cut after 64 characters, what would steer a terminal as its number.
  var shown: String {
    var shown = ""
    var count = 0
    for scalar in string.unicodeScalars {
      guard count < Self.shownLimit else { return shown + "…" }
      count += 1
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator:
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}

extension EntityUID {
  /// The entity as policies write it, for a message.
  var shown: String { "\(type.path.shown)::\"\(id.shown)\"" }
}
