/// A text with places for a finding's parameters.
///
/// `{actor}` is replaced by the parameter's text; `{count|stop|stops}` by the number and the first word where
/// it is 1, else the second. What stands in square brackets is left out where a place within has no text or
/// the number 0.
public struct Template: Hashable, Sendable {
  /// A piece of a template.
  public enum Piece: Hashable, Sendable {
    case text(String)
    case place(String)
    /// A number with the words for one and for several.
    case counted(String, one: String, several: String)
  }

  /// Pieces that stand or fall together.
  public struct Section: Hashable, Sendable {
    public let pieces: [Piece]
    /// It is left out where a place within has nothing to show.
    public let isOptional: Bool
  }

  public let sections: [Section]

  /// Reads a template; a bracket or brace that is not closed reaches to the end.
  public init(_ text: String) {
    var sections: [Section] = []
    var pieces: [Piece] = []
    var plain = ""
    var place: String?
    // By scalars: what has a meaning here is ASCII, and finding whole characters takes long.
    for character in text.unicodeScalars {
      if let open = place {
        if character == "}" {
          pieces.append(Self.piece(open))
          place = nil
        } else {
          place = open + String(character)
        }
        continue
      }
      switch character {
      case "{", "[", "]":
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
        if character == "{" {
          place = ""
        } else {
          if !pieces.isEmpty { sections.append(Section(pieces: pieces, isOptional: character == "]")) }
          pieces = []
        }
      default: plain.unicodeScalars.append(character)
      }
    }
    if let place { pieces.append(Self.piece(place)) }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    if !pieces.isEmpty { sections.append(Section(pieces: pieces, isOptional: false)) }
    self.sections = sections
  }

  /// The names of its places, in their order, each once.
  public var places: [String] {
    var names: [String] = []
    for section in sections {
      for piece in section.pieces {
        switch piece {
        case .text: continue
        case .place(let name), .counted(let name, _, _):
          if !names.contains(name) { names.append(name) }
        }
      }
    }
    return names
  }

  private static func piece(_ place: String) -> Piece {
    let parts = place.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return .place(place) }
    return .counted(String(parts[0]), one: String(parts[1]), several: String(parts[2]))
  }
}
