/// What is wrong with a capture filter, and at which word.
public struct FilterFault: Hashable, Sendable {
  /// The character from which the filter makes no sense, from 1; nil where no single place is to blame.
  public let character: Int?
  /// The word there; nil where the filter ends too early.
  public let word: String?
  public let reason: String

  init(character: Int?, word: String?, reason: String) {
    self.character = character
    self.word = word
    self.reason = reason
  }

  /// The first name in a filter; nil where it holds none. To look a name up would send frames.
  init?(ofWordsIn filter: String) {
    guard let name = FilterWord.words(of: filter).first(where: { $0.kind == .name }) else { return nil }
    self.init(
      character: name.character, word: name.text,
      reason: "is no word of pcap-filter(7); a host is given by its address, since to look a name up would "
        + "send frames")
  }

  /// Finds the place of what the library says of the whole.
  ///
  /// - Parameter refusal: what the library says of any filter; nil where it is right.
  init(in filter: String, saying reason: String, refusal: (String) -> String?) {
    let words = FilterWord.words(of: filter)
    for word in words {
      let beginning = String(String.UnicodeScalarView(filter.unicodeScalars.prefix(word.end)))
      guard !Self.canGoOn(beginning, refusal) else { continue }
      self.init(character: word.character, word: word.text, reason: Self.plain(reason))
      return
    }
    self.init(
      character: filter.unicodeScalars.count + 1, word: nil,
      reason: words.isEmpty ? "the filter is empty" : Self.plain(reason))
  }

  /// Whether anything that may follow makes a filter of its beginning.
  private static func canGoOn(_ beginning: String, _ refusal: (String) -> String?) -> Bool {
    let open = beginning.count { $0 == "(" } - beginning.count { $0 == ")" }
    let brackets = String(repeating: " )", count: max(0, open))
    return continuations.contains { refusal(beginning + $0 + brackets) == nil }
  }

  private static let continuations = [
    "", " 1", " 10.0.0.1", " 10.0.0.0/8", " 02:00:00:00:00:00", " fe80::1", " host 10.0.0.1", " port 1",
    " proto 1", " tcp", " ether host 02:00:00:00:00:00", " = 1", " 0 ] = 1", " ] = 1", " [ 0 ] = 1", ") = 1",
    " : 1 ] = 1", " 1 ] = 1", " 255.0.0.0", " mask 255.0.0.0", " & 1 = 1", " 1 = 1", " 1-2",
    " net 10.0.0.0/8",
    " = 1 )", " 1 ) = 1",
  ]

  /// The library's words, without what it puts before them.
  private static func plain(_ reason: String) -> String {
    let prefix = "can't parse filter expression: "
    return reason.hasPrefix(prefix) ? String(reason.dropFirst(prefix.count)) : reason
  }
}

extension FilterFault: CustomStringConvertible {
  public var description: String {
    let reason = PlainText.shown(self.reason)
    guard let character else { return reason }
    guard let word else { return "at its end (character \(character)): \(reason)" }
    return "character \(character), '\(PlainText.shown(word))': \(reason)"
  }
}
