/// Which modules a target's sources may import, and why no others.
struct ImportRule: Sendable {
  let target: String
  let mayImport: Set<String>
  let reason: String

  private init(_ target: String, _ mayImport: Set<String>, _ reason: String) {
    self.target = target
    self.mayImport = mayImport
    self.reason = reason
  }

  /// The targets of Core. One that is missing here fails the test: its place in the order must be said first.
  static let core: [ImportRule] = [
    ImportRule("Vocabulary", [], "every part shares these words, so they stand on nothing"),
    ImportRule("Bytes", [], "reading octets knows nothing of what they mean"),
    ImportRule("JSON", [], "a writer and a reader of JSON, whatever is said in it"),
    ImportRule(
      "Indicators", ["JSON", "Vocabulary"],
      "a list is asked by value, so that stored reports can be held against it as well as packets"),
    ImportRule(
      "Logs", ["Bytes", "JSON", "Vocabulary"],
      "a log line is read by itself: which device wrote it, and what follows, is judged elsewhere"),
    ImportRule(
      "Captures", ["Bytes", "Vocabulary"],
      "a capture file is a format; what its packets hold is decoded later"),
    ImportRule("Packets", ["Bytes", "Vocabulary"], "a packet is decoded without memory of those before it"),
    ImportRule(
      "Streams", ["Bytes", "Packets", "Vocabulary"],
      "a stream is put together before anything is known of its protocol"),
    ImportRule(
      "Protocols", ["Bytes", "Packets", "Streams", "Vocabulary"],
      "a dissector says what it saw; who is who and what is wrong is judged from activities alone"),
    ImportRule(
      "Inventory", ["Vocabulary"],
      "assets are learnt from observations, so a new protocol needs no change here"),
    ImportRule(
      "Detection", ["Vocabulary"],
      "a detector judges activities, never a protocol, so its tests need no octets"),
    ImportRule(
      "Reports", ["Bytes", "Detection", "Inventory", "JSON", "Vocabulary"],
      "a report shows results; it reads no traffic, and of octets it takes digests for ids alone"),
    ImportRule(
      "Authorization", ["JSON"],
      "a decision is made of policies, entities and a request alone: what they stand for is their writer's"),
    ImportRule(
      "Ledger", ["JSON", "Vocabulary"],
      "a proof is octets and hashes: who signs, keeps the files or decides is others' matter"),
    ImportRule(
      "WatchRecords", ["JSON", "Vocabulary"],
      "what a watch told is read as a stranger's lines: who wrote them takes no part in it"),
    ImportRule(
      "Access", ["Authorization", "JSON"],
      "who may do what is said in policies alone: nothing else of Bulkhead takes part in a decision"),
    ImportRule(
      "PlantCalendar", ["Inventory", "JSON", "Vocabulary"],
      "a calendar names machines as the inventory does; the clock and the time zones come in from outside"),
    ImportRule(
      "Baselines", ["PlantCalendar", "Vocabulary"],
      "what is normal is learned from observations, as detectors judge them: a new protocol needs no change"),
    ImportRule(
      "PlantSimulator", ["Bytes", "Captures", "JSON", "Vocabulary"],
      "were the simulator to use the dissectors, their mistakes would cancel out"),
    ImportRule(
      "Engine",
      [
        "Bytes", "Captures", "Detection", "Indicators", "Inventory", "JSON", "Logs", "Packets", "Protocols",
        "Reports",
        "Streams", "Vocabulary",
      ], "the catalogue knows every dissector and detector; a simulated plant is no part of inspecting"),
  ]

  /// What Core never imports, on any condition: the same input gives the same output, also in a browser tab.
  static let coreReason =
    "Core stands on Swift's standard library alone: no Foundation, files, clock or randomness"
  static let adapterReason = "adapters never import adapters: only the command line wires them together"

  /// Targets of the root package that see adapters, or that adapters may see.
  static let wiring = "bulkhead"
  /// Sealing holds no state and opens no network: it is octets in, octets out, and every adapter keeps
  /// secrets.
  /// IdentityRecords are values and protocols alone: what Identity needs stored, and what Storage stores.
  static let sharedByAdapters: Set<String> = ["IdentityRecords", "Operations", "Sealing"]
  /// Operations decide, record and do; who somebody is they have from Identity, which is logic over stores
  /// that it does not know. Console carries what people prove (a token, a code) to Operations and words what
  /// they answer, so it knows Identity's values; of stores it knows nothing.
  static let mayAlsoImport: [String: Set<String>] = ["Console": ["Identity"], "Operations": ["Identity"]]
}

extension ImportRule {
  /// The places of a file that import what they must not. `adapters` are the folders of `Sources/`.
  static func violations(in file: SourceFile, adapters: Set<String>) -> [Violation] {
    let folders = file.path.split(separator: "/").map(String.init)
    guard file.isSwift, file.isShipped, let index = folders.firstIndex(of: "Sources"),
      folders.count > index + 2
    else { return [] }
    let target = folders[index + 1]
    return imports(of: file).compactMap { line, module in
      let reason: String
      if file.isCore {
        guard let rule = core.first(where: { $0.target == target }) else {
          return Violation(
            path: file.path, line: line, text: "imports \(module)",
            reason: "\(target) has no row in ImportRule.core; say there what it may import, and why")
        }
        guard !rule.mayImport.contains(module) else { return nil }
        reason = core.contains { $0.target == module } ? rule.reason : coreReason
      } else {
        guard target != wiring, module != target, adapters.contains(module), !isShim(module, of: target),
          !sharedByAdapters.contains(module), mayAlsoImport[target]?.contains(module) != true
        else { return nil }
        reason = adapterReason
      }
      return Violation(path: file.path, line: line, text: "\(target) imports \(module)", reason: reason)
    }
  }

  /// A C library's module map, `CPcap`, belongs to the adapters that wrap it.
  private static func isShim(_ module: String, of target: String) -> Bool {
    let letters = Array(module.unicodeScalars.prefix(2))
    return letters.count == 2 && letters[0] == "C" && letters[1].properties.isUppercase
  }

  /// Every import with its line, whatever stands before the word: access, attributes, a kind of declaration.
  static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    return zip(1..., file.code).flatMap { number, line in
      line.split(separator: ";").compactMap { statement in
        let words = statement.split(whereSeparator: \.isWhitespace)
        guard let word = words.firstIndex(of: "import"),
          words[..<word].allSatisfy({
            $0.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains($0)
          }),
          let name = words[(word + 1)...].first(where: { !kinds.contains($0) })
        else { return nil }
        return (number, name.split(separator: ".").first.map(String.init) ?? "")
      }
    }
  }
}
