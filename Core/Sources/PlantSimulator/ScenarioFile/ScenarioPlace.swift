/// Finds where a value stands in a JSON text that has been read without an error.
enum ScenarioPlace {
  /// The offset of the value at the end of `path`, or of its key.
  static func offset(of path: [ScenarioNode.Step], in text: [UInt8], atKey: Bool) -> Int {
    var at = skipSpace(0, text)
    for (depth, step) in path.enumerated() {
      guard let next = enter(step, at, text, atKey: atKey && depth == path.count - 1) else { return at }
      at = next
    }
    return at
  }

  private static func enter(
    _ step: ScenarioNode.Step, _ start: Int, _ text: [UInt8], atKey: Bool
  ) -> Int? {
    var at = skipSpace(start + 1, text)
    var index = 0
    while at < text.count, text[at] != UInt8(ascii: "]"), text[at] != UInt8(ascii: "}") {
      switch step {
      case .index(let wanted):
        if index == wanted { return at }
        at = skipValue(at, text)
      case .key(let wanted):
        let key = at
        let end = skipValue(at, text)
        let colon = skipSpace(end, text)
        let value = skipSpace(colon + 1, text)
        let name = text[min(key + 1, text.count)..<max(min(key + 1, text.count), end - 1)]
        if name.elementsEqual(wanted.utf8) { return atKey ? key : value }
        at = skipValue(value, text)
      }
      at = skipSpace(at, text)
      if at < text.count, text[at] == UInt8(ascii: ",") { at = skipSpace(at + 1, text) }
      index += 1
    }
    return nil
  }

  /// The offset behind the value at `start`; always behind `start` itself.
  private static func skipValue(_ start: Int, _ text: [UInt8]) -> Int {
    var at = start
    var depth = 0
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\""):
        at += 1
        while at < text.count, text[at] != UInt8(ascii: "\"") { at += text[at] == UInt8(ascii: "\\") ? 2 : 1 }
        if depth == 0 { return min(at + 1, text.count) }
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth <= 1 { return depth == 0 ? max(at, start + 1) : at + 1 }
        depth -= 1
      case UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        if depth == 0 { return max(at, start + 1) }
      default: break
      }
      at += 1
    }
    return text.count
  }

  private static func skipSpace(_ start: Int, _ text: [UInt8]) -> Int {
    var at = start
    while at < text.count, [0x20, 0x0A, 0x0D, 0x09].contains(text[at]) { at += 1 }
    return at
  }
}
