import Foundation

/// The catalogue page of detectors, made from the doc comments of their structs.
struct DetectorPage {
  static let path = "Documentation/detectors.md"
  static let folder = "Core/Sources/Detection/"

  /// One detector: its file, and the paragraphs of its doc comment.
  struct Entry {
    let name: String
    let paragraphs: [String]
  }

  let entries: [Entry]

  /// The detectors in the order in which `Detectors` holds them.
  init(files: [SourceFile]) {
    let order = files.first { $0.path == Self.folder + "Detectors.swift" }.map(Self.members) ?? []
    entries = order.compactMap { name in
      files.first { $0.path == Self.folder + name + ".swift" }
        .map { Entry(name: name, paragraphs: Self.paragraphs(in: $0, before: "struct \(name): ")) }
    }
    // A detector's comment begins with its name and a colon; what several detectors share has none.
    .filter { $0.paragraphs.first?.contains(": ") ?? false }
  }

  var text: String {
    var page = """
      # Detectors

      What Bulkhead finds in traffic, one detector a section: what it sees, why that matters, from which
      number on and why, and what looks alike but stays silent. Severities: critical, high, medium, low, info.

      This page is made from the doc comments in [Core/Sources/Detection](../Core/Sources/Detection). After a
      change there, run `BULKHEAD_RECORD=1 swift test --filter HouseTests` and review the difference.

      """
    for entry in entries {
      let head = entry.paragraphs.first ?? entry.name
      let parts = head.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      page += "\n## \(parts.first ?? entry.name)\n\n"
      if parts.count > 1 { page += Self.capitalized(parts[1]) + "\n" }
      for paragraph in entry.paragraphs.dropFirst() {
        let named = paragraph.split(separator: ":", maxSplits: 1)
        guard named.count == 2, named[0].count < 20 else {
          page += "\n\(paragraph)\n"
          continue
        }
        page += "\n**\(named[0])**:\(named[1])\n"
      }
    }
    return page
  }

  private static func members(of file: SourceFile) -> [String] {
    file.lines.compactMap { line in
      var words = line.split(separator: " ")
      if words.first == "private(set)" { words.removeFirst() }
      guard words.count == 3, words[0] == "var" else { return nil }
      return String(words[2])
    }
  }

  private static func paragraphs(in file: SourceFile, before declaration: String) -> [String] {
    let lines = file.lines.map(String.init)
    guard let end = lines.firstIndex(where: { $0.hasPrefix(declaration) }) else { return [] }
    var start = end
    while start > 0, lines[start - 1].hasPrefix("///") { start -= 1 }
    var paragraphs: [String] = []
    var open = ""
    for line in lines[start..<end] {
      let text = line.dropFirst(3).trimmingCharacters(in: .whitespaces)
      if text.isEmpty {
        if !open.isEmpty { paragraphs.append(open) }
        open = ""
      } else {
        open += open.isEmpty ? text : " " + text
      }
    }
    if !open.isEmpty { paragraphs.append(open) }
    return paragraphs
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
