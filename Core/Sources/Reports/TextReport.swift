import Inventory
import Vocabulary

/// Writes a report for a person at an 80-column terminal: worst first, with what to do about it.
public struct TextReport {
  /// Rows that each table shows; the rest is counted.
  static let rowLimit = 40

  let report: InspectReport
  let words: FindingWords
  var page: TextPage

  /// `isColoured` where the output is a terminal.
  public init(_ report: InspectReport, catalogue: MessageCatalogue = .english, isColoured: Bool) {
    self.report = report
    words = FindingWords(report, catalogue)
    page = TextPage(isColoured: isColoured)
  }

  /// The whole report as UTF-8.
  public mutating func write() -> [UInt8] {
    writeSummary()
    writeFindings()
    writeDevices()
    writeActivities()
    writeProtocols()
    writeCoverage()
    return page.octets
  }

  private mutating func heading(_ text: String) {
    page.line()
    page.line(text, .strong)
  }

  private mutating func writeSummary() {
    let packets = report.captures.reduce(0) { $0 &+ $1.packets }
    for capture in report.captures {
      guard let format = capture.format else { continue }
      page.paragraph(
        Array("\(capture.path): \(format), \(TextPage.number(capture.packets)) packets".utf8),
        indent: 0)
    }
    let times = report.captures.compactMap { $0.first }.min().flatMap { first in
      report.captures.compactMap { $0.last }.max().map { (first, $0) }
    }
    if let (first, last) = times {
      page.line("\(Self.moment(first)) to \(Self.moment(last)) UTC (\(Self.span(first, last)))")
    }
    if packets == 0 { page.line("There was no packet.") }
    var counts: [String] = []
    for severity in Severity.allCases.reversed() {
      let count = report.findings.count { $0.severity == severity }
      if count > 0 { counts.append("\(count) \(words.severity(severity))") }
    }
    let findings = counts.isEmpty ? "nothing that needs attention" : counts.joined(separator: ", ")
    page.paragraph(
      Array("\(report.book.count) devices; findings: \(findings).".utf8), indent: 0)
  }

  private mutating func writeFindings() {
    guard !report.findings.isEmpty else { return }
    heading("WHAT NEEDS ATTENTION, WORST FIRST")
    for finding in report.findings.prefix(Self.rowLimit) {
      page.line()
      let tone = TextPage.Tone.severity(finding.severity)
      page.label(TextPage.column(words.severity(finding.severity).uppercased(), 10), tone)
      page.paragraph(words.title(finding), indent: 10, isBegun: true)
      page.paragraph(words.explanation(finding), indent: 10)
      page.label(TextPage.column("do", 10), .strong)
      page.paragraph(words.remedy(finding), indent: 10, isBegun: true)
      writeEvidence(finding)
    }
    rest(report.findings.count, "findings")
  }

  private mutating func writeEvidence(_ finding: Finding) {
    guard let first = finding.evidence.first else { return }
    var text = Array("\(Self.moment(first.time)) packet \(first.place.packet)".utf8)
    if report.captures.count > 1, Int(first.place.capture) < report.captures.count {
      text.append(contentsOf: " of \(report.captures[Int(first.place.capture)].path)".utf8)
    }
    let note = words.note(first, in: finding)
    if !note.isEmpty {
      text.append(contentsOf: ": ".utf8)
      text.append(contentsOf: note)
    }
    if finding.count > 1 { text.append(contentsOf: " (\(finding.count) in all)".utf8) }
    page.label(TextPage.column("seen", 10), .faint)
    page.paragraph(text, indent: 10, isBegun: true)
  }

  private mutating func writeProtocols() {
    guard !report.protocols.isEmpty else { return }
    heading("PROTOCOLS")
    let rows = report.protocols.sorted {
      ($1.packets, $0.name.text) < ($0.packets, $1.name.text)
    }
    for row in rows {
      let malformed = row.malformed > 0 ? ", \(TextPage.number(row.malformed)) malformed" : ""
      let packets = row.packets == 1 ? "1 packet" : "\(TextPage.number(row.packets)) packets"
      page.line("  \(TextPage.column(row.name.text, 18))\(packets)\(malformed)")
    }
  }

  private mutating func writeCoverage() {
    let (lines, vantage) = (report.coverage.lines, report.coverage.vantage)
    guard !lines.isEmpty || !vantage.isEmpty else { return }
    heading("WHAT COULD NOT BE SEEN")
    for fault in vantage { writeVantage(fault) }
    for line in lines { page.paragraph(Array(line.utf8), indent: 2) }
  }

  /// Where the capture was taken comes first: it spoils everything above.
  private mutating func writeVantage(_ fault: VantageFault) {
    let words = self.words.catalogue.words(fault)
    page.paragraph(Array(words.explanation.utf8), indent: 2)
    page.label("  do      ", .strong)
    page.paragraph(Array(words.remedy.utf8), indent: 10, isBegun: true)
    page.line()
  }

  mutating func rest(_ count: Int, _ what: String) {
    if count > Self.rowLimit {
      page.line("  … and \(count - Self.rowLimit) more \(what); --format json has them all", .faint)
    }
  }

  /// `2026-03-02 05:51:02`.
  static func moment(_ time: Timestamp) -> String {
    String(time.rfc3339.prefix(19)).split(separator: "T").joined(separator: " ")
  }

  /// `8 h 0 min`, `12 s`.
  static func span(_ first: Timestamp, _ last: Timestamp) -> String {
    let seconds = max(0, last.nanoseconds(since: first) / 1_000_000_000)
    if seconds >= 172_800 { return "\(seconds / 86_400) days" }
    if seconds >= 3_600 { return "\(seconds / 3_600) h \(seconds % 3_600 / 60) min" }
    if seconds >= 120 { return "\(seconds / 60) min" }
    return "\(seconds) s"
  }
}
