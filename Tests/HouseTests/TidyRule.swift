import Testing

/// A rule about how the code reads, with the reason that its test prints and a sample of each kind.
struct TidyRule: Sendable, CustomTestStringConvertible {
  let name: String
  let reason: String
  /// The lines that break the rule, from 1; 0 where the file's place or length is what breaks it.
  let offendingLines: @Sendable (SourceFile) -> [Int]
  /// Breaks the rule, once in each line that ends in `⚑`; all of it where none does.
  let bad: [SourceFile]
  /// Comes close, and is right.
  let good: [SourceFile]

  var testDescription: String { name }

  func violations(in file: SourceFile) -> [Violation] {
    offendingLines(file).map { line in
      let text = line == 0 ? name : "\(name): \(file.lines[line - 1].trimmed)"
      return Violation(path: file.path, line: line == 0 ? nil : line, text: text, reason: reason)
    }
  }
}

extension TidyRule {
  /// A rule about lines of the code that is shipped.
  static func shipped(
    _ name: String, _ reason: String, bad: String, good: String,
    where offends: @escaping @Sendable (Substring) -> Bool
  ) -> TidyRule {
    TidyRule(
      name: name, reason: reason,
      offendingLines: { $0.isSwift && $0.isShipped ? $0.lineNumbers(in: $0.code, where: offends) : [] },
      bad: [SourceFile(path: "Core/Sources/Bytes/Bad.swift", text: bad)],
      good: [SourceFile(path: "Core/Sources/Bytes/Good.swift", text: good)])
  }

  /// A rule about lines of every file of ours, comments included. The licence's words are not ours.
  static func everywhere(
    _ name: String, _ reason: String, bad: String, good: String,
    where offends: @escaping @Sendable (Substring) -> Bool
  ) -> TidyRule {
    TidyRule(
      name: name, reason: reason,
      offendingLines: { $0.path == "LICENSE" ? [] : $0.lineNumbers(in: $0.lines, where: offends) },
      bad: [SourceFile(path: "Documentation/bad.md", text: bad)],
      good: [SourceFile(path: "Documentation/good.md", text: good)])
  }
}

extension Substring {
  var trimmed: String {
    var rest = self
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// Runs of letters, digits and underscores.
  var words: [Substring] {
    split { !($0.isLetter || $0.isNumber || $0 == "_") }
  }
}
