import Foundation
import Testing

/// A table of this folder: tab-separated, a head, a row a line. `#` starts a comment line.
struct CorpusTable: Sendable, CustomTestStringConvertible {
  struct Row: Sendable, CustomStringConvertible {
    let line: Int
    let fields: [String]
    var description: String { "line \(line): \(fields.joined(separator: " | "))" }
  }

  let name: String
  var testDescription: String { name }
  let head: [String]
  let rows: [Row]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Tables")

  /// The tables whose names begin so, by name.
  static func all(_ prefix: String) -> [CorpusTable] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".tsv") }.sorted().compactMap(CorpusTable.init)
  }

  init?(_ name: String) {
    guard let text = try? String(contentsOf: Self.folder.appending(path: name), encoding: .utf8) else {
      return nil
    }
    let lines = zip(1..., text.split(separator: "\n", omittingEmptySubsequences: false))
      .filter { !$0.1.isEmpty && !$0.1.hasPrefix("#") }
      .map {
        Row(
          line: $0.0, fields: $0.1.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
      }
    guard let first = lines.first else { return nil }
    self.name = name
    head = first.fields
    rows = Array(lines.dropFirst())
  }

  /// The rows by the capture that they speak of, their first field.
  var byCapture: [(capture: String, rows: [Row])] {
    Dictionary(grouping: rows) { $0.fields[0] }.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }
}
