import Foundation
import Testing

/// A row of a protocol's page: what a message means, with one example of its object.
struct PageRow: Hashable, Comparable, CustomStringConvertible {
  var message: String
  /// The verb, or the attribute that a message tells.
  var meaning: String
  /// The spelled object, `-` where the message names none; or the value that is told.
  var example: String

  var description: String { "| \(message) | \(meaning) | \(example) |" }

  static func < (left: PageRow, right: PageRow) -> Bool { left.description < right.description }
}

/// The tables of `Documentation/protocols/NAME.md`, to which tests hold the dissector.
///
/// The first three columns of a table whose heading begins with `message`, `verb` say what messages do; of
/// one with `message`, `attribute` what they tell. Backquotes are left out; further columns are for people.
struct ProtocolPage {
  let deeds: [PageRow]
  let identity: [PageRow]

  init(_ name: String, file: String = #filePath) throws {
    let repository = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = repository.appendingPathComponent("Documentation/protocols/\(name).md")
    let text = try String(contentsOf: page, encoding: .utf8)
    var tables: [String: [PageRow]] = [:]
    var heading: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        heading = nil
        continue
      }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map { cell in
        cell.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "`", with: "")
      }
      guard cells.count >= 3, !line.hasPrefix("|-"), !line.hasPrefix("| -") else { continue }
      if let heading {
        tables[heading, default: []].append(PageRow(message: cells[0], meaning: cells[1], example: cells[2]))
      } else {
        heading = cells[0] == "message" ? cells[1] : "other"
      }
    }
    deeds = tables["verb"] ?? []
    identity = tables["attribute"] ?? []
  }
}

/// One row's proof: the messages of an exchange, the last of which the row is about.
struct PageSample: Sendable {
  var message: String
  var exchange: [WireMessage]

  init(_ message: String, _ exchange: WireMessage...) {
    self.init(message, exchange)
  }

  init(_ message: String, _ exchange: [WireMessage]) {
    self.message = message
    self.exchange = exchange
  }
}

extension ProtocolPage {
  /// Holds the page to what the dissector makes of each sample; every row needs one, every sample a row.
  ///
  /// `hasDeeds` is false for a protocol whose messages make no activities.
  static func hold<Dissector>(
    _ name: String, _ samples: [PageSample], deeds hasDeeds: Bool = true,
    _ dissect: ([WireMessage]) -> DissectedFlow<Dissector>
  ) throws {
    try hold(name, samples: samples, deeds: hasDeeds) { dissect($0.exchange) }
  }

  /// The same for samples that are dissected each in its own way.
  static func hold<Dissector>(
    _ name: String, samples: [PageSample], deeds hasDeeds: Bool = true,
    _ dissect: (PageSample) -> DissectedFlow<Dissector>
  ) throws {
    let page = try ProtocolPage(name)
    var deeds: Set<PageRow> = []
    var identity: Set<PageRow> = []
    for sample in samples {
      let flow = dissect(sample)
      for activity in flow.activities {
        deeds.insert(PageRow(message: sample.message, meaning: activity.verb, example: activity.object))
      }
      for fact in flow.facts {
        let words = fact.replacingOccurrences(of: "client: ", with: "").split(
          separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        identity.insert(
          PageRow(message: sample.message, meaning: String(words[0]), example: String(words[1])))
      }
    }
    #expect(page.deeds.isEmpty != hasDeeds)
    // Compared as text, so that a difference shows itself as the rows to add or to take away.
    let pairs = [(deeds, page.deeds, "verb"), (identity, page.identity, "attribute")]
    for (seen, written, kind) in pairs {
      let missing = seen.subtracting(written).sorted().map(\.description)
      let unproven = Set(written).subtracting(seen).sorted().map(\.description)
      #expect(missing.isEmpty, "\(name).md lacks \(kind) rows:\n\(missing.joined(separator: "\n"))")
      #expect(
        unproven.isEmpty, "\(name).md has \(kind) rows without sample:\n\(unproven.joined(separator: "\n"))")
    }
  }
}
