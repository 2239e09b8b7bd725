import Testing

@Suite("Documents")
struct DocumentTests {
  @Test("every link to a file of ours leads to one")
  func links() {
    let broken = Repository.files.flatMap { Self.brokenLinks(in: $0, exists: Repository.exists) }
    #expect(broken.count == 0, "\(broken.map(\.description).joined(separator: "\n"))")
  }

  @Test("finds a link that leads nowhere, from the folder of its page")
  func counterExample() {
    let text = "[a](b.md) [c](../LICENSE)\n[d](https://example.org/x) [e](#here) [f](LICENSE#x)"
    let file = SourceFile(path: "Documentation/page.md", text: text)
    let present: Set<String> = ["LICENSE", "Documentation/b.md"]
    #expect(Self.brokenLinks(in: file, exists: present.contains).map(\.line) == [2])
    #expect(Self.brokenLinks(in: file, exists: { _ in false }).map(\.line) == [1, 1, 2])
  }

  private static func brokenLinks(in file: SourceFile, exists: (String) -> Bool) -> [Violation] {
    guard file.path.hasSuffix(".md") else { return [] }
    return zip(1..., file.lines).flatMap { number, line in
      line.ranges(of: "](").compactMap { range -> Violation? in
        let link = line[range.upperBound...].prefix { $0 != ")" && $0 != "#" }
        guard !link.isEmpty, !link.contains(":"), !exists(resolved(link, from: file.path)) else { return nil }
        return Violation(
          path: file.path, line: number, text: "links to \(link)",
          reason: "a reader who follows it finds nothing")
      }
    }
  }

  private static func resolved(_ link: Substring, from page: String) -> String {
    var folders = page.split(separator: "/").dropLast()
    for part in link.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": folders = folders.dropLast()
      default: folders.append(part)
      }
    }
    return folders.joined(separator: "/")
  }
}
