import JSON

/// A value of a scenario file with the way to it, so that what is wrong with it can be shown in its place.
struct ScenarioNode {
  enum Step: Hashable {
    case key(String)
    case index(Int)
  }

  let value: JSONValue
  let path: [Step]
  let text: [UInt8]

  // MARK: Going down

  /// The members by their keys; a key that is not `known` ends the reading.
  func members(_ known: [String], required: [String] = []) throws(ScenarioError) -> [String: ScenarioNode] {
    guard let members = value.members else { throw error("an object is expected: { … }") }
    var nodes: [String: ScenarioNode] = [:]
    for member in members {
      let node = ScenarioNode(value: member.value, path: path + [.key(member.key)], text: text)
      guard known.contains(member.key) else {
        throw node.error(
          "there is no '\(shown(member.key))' here" + meant(member.key, among: known), atKey: true)
      }
      nodes[member.key] = node
    }
    for key in required where nodes[key] == nil { throw error("'\(key)' is missing") }
    return nodes
  }

  /// - Parameter limit: more elements are refused
  func elements(limit: Int) throws(ScenarioError) -> [ScenarioNode] {
    guard let elements = value.elements else { throw error("a list is expected: [ … ]") }
    guard elements.count <= limit else { throw error("more than \(limit) elements") }
    var nodes: [ScenarioNode] = []
    for (index, element) in elements.enumerated() {
      nodes.append(ScenarioNode(value: element, path: path + [.index(index)], text: text))
    }
    return nodes
  }

  // MARK: Values

  func string() throws(ScenarioError) -> String {
    guard let string = value.string else { throw error("a text is expected, in quotation marks") }
    guard (1...200).contains(string.utf8.count),
      string.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { throw error("a text of 1 to 200 octets without control characters is expected") }
    return string
  }

  func integer(_ range: ClosedRange<Int>) throws(ScenarioError) -> Int {
    guard let number = value.integer, range.contains(number) else {
      throw error("a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
    }
    return number
  }

  /// One of a set of words.
  func word(_ known: [String]) throws(ScenarioError) -> String {
    let word = try string()
    guard known.contains(word) else {
      let list = known.count <= 8 ? ": one of " + known.joined(separator: ", ") : ""
      let guess = meant(word, among: known)
      throw error("'\(shown(word))' is not known here" + (guess.isEmpty ? list : guess))
    }
    return word
  }

  // MARK: Errors

  func error(_ message: String, atKey: Bool = false) -> ScenarioError {
    let place = TextPlace(ScenarioPlace.offset(of: path, in: text, atKey: atKey), in: text.span)
    return ScenarioError(line: place.line, column: place.column, message: message)
  }

  func unknown(_ word: String, among known: [String], _ what: String) -> ScenarioError {
    error("'\(shown(word))' \(what)" + meant(word, among: known))
  }

  private func shown(_ word: String) -> String {
    String(String.UnicodeScalarView(word.unicodeScalars.prefix(40).map { $0.value < 0x20 ? "?" : $0 }))
  }

  private func meant(_ word: String, among known: [String]) -> String {
    guard word.utf8.count <= 64 else { return "" }
    var best: (distance: Int, word: String)?
    for candidate in known {
      let distance = SpellingDistance.between(word, candidate)
      if distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(2, word.utf8.count / 3) else { return "" }
    return ": did you mean '\(best.word)'?"
  }
}
