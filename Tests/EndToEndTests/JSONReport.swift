import BuiltProgram
import Foundation
import Testing

/// A report as the reader of the JSON has it.
struct JSONReport {
  let whole: [String: Any]

  init(_ output: Data) throws {
    whole = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
  }

  init(of path: String) throws {
    try self.init(BuiltProgram.run(["inspect", "--format", "json", "--registry", "none", path]).output)
  }

  func rows(_ key: String) -> [[String: Any]] { whole[key] as? [[String: Any]] ?? [] }

  /// What messages told of devices.
  var evidence: [(value: String, source: String)] {
    rows("assets").flatMap { $0["evidence"] as? [[String: Any]] ?? [] }.map {
      ($0["value"] as? String ?? "", $0["source"] as? String ?? "")
    }
  }

  /// What devices and people are called, and the words for what was done to them.
  var names: Set<String> {
    let objects = rows("activities").compactMap { $0["object"] as? String }
    let words = objects.flatMap { $0.split { " \\/;=".contains($0) }.map(String.init) }
    return Set(evidence.map(\.value) + words).filter { name in name.contains { $0.isLetter } }
  }

  var packets: [Int] { rows("captures").compactMap { $0["packets"] as? Int } }
}
