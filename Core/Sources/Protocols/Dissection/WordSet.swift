/// ASCII words that a text is searched for together, in one pass.
///
/// At each place of the text only the words that begin with the octet there are compared: a text in which few
/// of the words begin costs little more than reading it.
struct WordSet: Sendable {
  /// Sorted by their first octets; where those of each octet begin, and after all of them where they end.
  private let words: [String]
  private let starts: [UInt16]

  /// Lower-case words, none of them empty.
  init(_ words: [String]) {
    self.words = words.sorted { ($0.utf8.first ?? 0) < ($1.utf8.first ?? 0) }
    var starts = [UInt16](repeating: 0, count: 257)
    for word in words { starts[Int(word.utf8.first ?? 0) + 1] += 1 }
    for octet in 0..<256 { starts[octet + 1] += starts[octet] }
    self.starts = starts
  }

  /// Whether a word stands anywhere in the text, in either case.
  func isFound(in text: Span<UInt8>) -> Bool {
    for at in text.indices where begins(text, at: at) { return true }
    return false
  }

  /// Whether a word stands in the text at that place, in either case.
  func begins(_ text: Span<UInt8>, at place: Int) -> Bool {
    guard place < text.count else { return false }
    let first = Int(lowered(text[place]))
    var next = Int(starts[first])
    while next < Int(starts[first + 1]) {
      if startsLowered(text, with: words[next], at: place) { return true }
      next += 1
    }
    return false
  }
}

/// Whether the text holds the lower-case ASCII word from `start` on, in either case.
func startsLowered(_ text: Span<UInt8>, with word: String, at start: Int = 0) -> Bool {
  var at = start
  for octet in word.utf8 {
    guard at < text.count, lowered(text[at]) == octet else { return false }
    at &+= 1
  }
  return true
}

@inline(__always)
private func lowered(_ octet: UInt8) -> UInt8 {
  octet >= UInt8(ascii: "A") && octet <= UInt8(ascii: "Z") ? octet | 0x20 : octet
}
