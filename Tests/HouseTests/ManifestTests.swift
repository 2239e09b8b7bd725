import Testing

@Suite("The packages' manifests")
struct ManifestTests {
  static let manifests = Repository.files.filter { $0.path.hasSuffix("Package.swift") }

  @Test("Core's dependency list is empty")
  func coreDependsOnNothing() throws {
    let core = try #require(Self.manifests.first { $0.path == "Core/Package.swift" })
    #expect(core.code.filter(Self.isDependency).isEmpty)
  }

  @Test("every target takes the strict settings: warnings are errors, memory safety is checked")
  func strictSettings() {
    for manifest in Self.manifests {
      #expect(Self.targetsWithoutSettings(manifest) == 0, "\(manifest.path)")
    }
  }

  @Test("packages come from their own home or from this repository")
  func homes() {
    let strange = Self.manifests.flatMap(Self.strangeHomes)
    #expect(strange.count == 0, "\(strange.map(\.description).joined(separator: "\n"))")
  }

  @Test("finds a dependency, a target without settings, and a package from elsewhere")
  func counterExample() {
    let manifest = SourceFile(
      path: "Package.swift",
      text: """
        dependencies: [.package(url: "https://git.example.org/x.git", from: "1.0.0")],
        // .target(name: "None"),
        targets: [.target(name: "A", swiftSettings: strict), .testTarget(name: "B")]
        """)
    #expect(manifest.code.filter(Self.isDependency).count == 1)
    #expect(Self.targetsWithoutSettings(manifest) == 1)
    #expect(Self.strangeHomes(manifest).map(\.line) == [1])
  }

  private static func isDependency(_ line: Substring) -> Bool { line.contains(".package(") }

  /// System libraries, plug-ins and targets in C, which have settings of their own, have no Swift of ours to
  /// be strict about.
  private static func targetsWithoutSettings(_ manifest: SourceFile) -> Int {
    func occurrences(of text: String) -> Int { manifest.code.map { $0.ranges(of: text).count }.reduce(0, +) }
    let targets = [".target(", ".testTarget(", ".executableTarget("].map(occurrences).reduce(0, +)
    return targets - occurrences(of: "swiftSettings:") - occurrences(of: "cSettings:")
  }

  private static func strangeHomes(_ manifest: SourceFile) -> [Violation] {
    zip(1..., manifest.lines).compactMap { number, line in
      guard line.contains(".package("), line.contains("url:"), !line.contains("\"https://github.com/") else {
        return nil
      }
      return Violation(
        path: manifest.path, line: number, text: String(line),
        reason: "a package from a mirror or a private host cannot be fetched by everybody")
    }
  }
}
