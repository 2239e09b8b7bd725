import BuiltProgram
import Foundation
import Testing

/// The captures of the folder `shared` beside the project. They are read there and never copied.
enum Corpus {
  static let shared = BuiltProgram.root.deletingLastPathComponent().appending(path: "shared").path
  static let folder = shared + "/corpus/dev"
  static let truth = shared + "/corpus/truth/dev"
  static let isPresent = FileManager.default.fileExists(atPath: folder)
  static let absence: Comment = "the corpus, ../shared/corpus, does not lie beside this project"

  /// Every capture, by its path in the corpus.
  static let captures: [String] = {
    let all = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return all.filter { $0.hasSuffix(".pcap") || $0.hasSuffix(".pcapng") || $0.hasSuffix(".cap") }.sorted()
  }()

  /// The captures whose theme is no attack.
  static let quietCaptures = captures.filter { path in
    !["attack-", "malformed/"].contains { path.hasPrefix($0) }
  }

  static let attackCaptures = captures.filter { $0.hasPrefix("attack-") }

  static func path(_ capture: String) -> String { folder + "/" + capture }
}
