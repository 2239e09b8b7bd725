import BuiltProgram
import Foundation
import Testing

/// The simulated plant, whose devices call themselves what steers a terminal, a page or the reader's eye.
@Suite("Hostile text")
struct HostileTextTests {
  /// Each goes in the place of a name's first octets, so that lengths on the wire stay right; and the kinds
  /// of messages whose names must have come through, or the test would mean nothing. Names with C0 controls
  /// in them are no names to most dissectors.
  static let texts: [(octets: [UInt8], sourcesWanted: Int)] = [
    (Array("\u{1B}[2J".utf8), 3), (Array("\r\n\u{7}\u{8}".utf8), 1), (Array("\u{9B}31m".utf8), 15),
    (Array("\u{202E}\u{2066}".utf8), 15), ([0xFF, 0xC0, 0x80, 0xFE], 15), (Array("<script>".utf8), 15),
  ]

  @Test("nothing raw reaches text, JSON or a page, whichever name field it stands in", arguments: texts)
  func names(text: (octets: [UInt8], sourcesWanted: Int)) throws {
    let scratch = try ScratchFolder()
    let clean = try JSONReport(of: scratch.file("plant.pcap", SamplePlant.octets))
    let change = NameChange(clean.names, to: text.octets)
    let path = try scratch.file("hostile.pcap", SamplePlant.capture(SamplePlant.frames, change.apply))

    let json = try BuiltProgram.run(["inspect", "--format", "json", "--registry", "none", path])
    #expect(json.status == 0)
    try expectHarmless(json.output)
    for format in ["text", "html", "jsonl", "stix", "ocsf"] {
      let page = try BuiltProgram.run(["inspect", "--format", format, "--registry", "none", path])
      #expect(page.status == 0)
      try expectHarmless(page.output)
    }

    // Who reads the JSON gets what stood on the wire.
    let told = try JSONReport(json.output).evidence.filter { NameChange.isHostile($0.value) }
    let reached = Set(told.map(\.source))
    #expect(reached.count >= text.sourcesWanted, "reached only \(reached.sorted())")
  }

  @Test("a file's own name is no way in either")
  func fileName() throws {
    let scratch = try ScratchFolder()
    let name = "\u{1B}[2J\u{202E}<script>.pcap"
    try scratch.file(name, SamplePlant.capture(Array(SamplePlant.frames.prefix(100))))
    for format in ["json", "text", "html", "jsonl", "stix", "ocsf"] {
      let ran = try BuiltProgram.run(["inspect", "--format", format, name], in: scratch.path)
      #expect(ran.status == 0)
      try expectHarmless(ran.output)
    }
    let missing = try BuiltProgram.run(["inspect", "no" + name], in: scratch.path)
    #expect(missing.status == 1)
    try expectHarmless(missing.errors, mayHoldTags: true)
  }

  /// No control character but the line feed, nothing that turns text round, no tag. (Standard error repeats
  /// the path as it was given.)
  private func expectHarmless(_ output: Data, mayHoldTags: Bool = false) throws {
    let text = try #require(String(validating: output, as: UTF8.self), "not UTF-8")
    #expect(!output.isEmpty)
    let raw = Set(text.unicodeScalars.filter { $0 != "\n" && NameChange.steers($0) }.map(\.value))
    #expect(raw.isEmpty, "\(raw.sorted())")
    #expect(mayHoldTags || !text.lowercased().contains("<script"))
  }
}

/// Puts a text in the place of every name that a plant's devices and people have.
private struct NameChange {
  /// What HTTP and SSH say beside the names that a report shows.
  static let leads = ["Server: ", "Host: ", "User-Agent: ", "SSH-2.0-"].map { Array($0.utf8) }

  let text: [UInt8]
  private let search: OctetSearch
  /// For each needle how far it is to the octets that change, and the octets of a character.
  private let places: [(skip: Int, width: Int)]

  init(_ names: Set<String>, to text: [UInt8]) {
    self.text = text
    let fit = names.filter { $0.utf8.count >= max(OctetSearch.leadOctets, text.count) }.sorted()
    search = OctetSearch(Self.leads + fit.map { Array($0.utf8) } + fit.map { [UInt8].utf16($0) })
    places = Self.leads.map { ($0.count, 1) } + fit.map { _ in (0, 1) } + fit.map { _ in (0, 2) }
  }

  func apply(_ octets: inout [UInt8]) {
    var changed = octets
    search.forEachMatch(in: octets) { place, needle in
      let (skip, width) = places[needle]
      guard place + skip + text.count * width <= changed.count else { return }
      for (at, octet) in text.enumerated() { changed[place + skip + at * width] = octet }
    }
    octets = changed
  }

  static func isHostile(_ value: String) -> Bool {
    value.unicodeScalars.contains { $0 == "<" || $0 == "\u{FFFD}" || steers($0) }
  }

  /// Whether a character acts on what shows it.
  static func steers(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
  }
}
