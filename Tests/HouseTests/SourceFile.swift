/// A file of the repository, or a sample of one, as the rules read it.
struct SourceFile: Sendable {
  /// From the repository's root, with `/` between folders.
  let path: String
  /// The lines as they stand, without their ends; line 1 is at index 0.
  let lines: [Substring]
  /// For Swift, the lines with comments and the contents of strings blanked; otherwise the lines.
  let code: [Substring]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code =
      path.hasSuffix(".swift")
      ? SwiftCode.blanked(text).split(separator: "\n", omittingEmptySubsequences: false) : lines
  }

  var isSwift: Bool { path.hasSuffix(".swift") }
  var isCore: Bool { path.hasPrefix("Core/Sources/") }

  /// Code that reaches a user: what tests and measuring do is their own affair.
  var isShipped: Bool { isCore || path.hasPrefix("Sources/") }

  /// The numbers, from 1, of the lines that a check points at.
  func lineNumbers(in lines: [Substring], where offends: (Substring) -> Bool) -> [Int] {
    lines.indices.filter { offends(lines[$0]) }.map { $0 + 1 }
  }
}

/// One place that breaks a rule, said so that it can be mended without opening the rule.
struct Violation: CustomStringConvertible {
  let path: String
  /// From 1; nil where the file itself or its place is what offends.
  let line: Int?
  let text: String
  let reason: String

  var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(text)\n    why: \(reason)"
  }
}
