import Inventory
import Vocabulary

/// Writes a report as one page that needs nothing else: no script, no font, no network.
///
/// Wide tables scroll by themselves, so that the page can be read on a phone.
public struct HTMLReport {
  /// Rows that each table shows; the rest is counted.
  static let rowLimit = 2_000
  static let blockOctets = 64 << 10

  let report: InspectReport
  let words: FindingWords
  var page = HTMLPage()

  public init(_ report: InspectReport, catalogue: MessageCatalogue = .english) {
    self.report = report
    words = FindingWords(report, catalogue)
  }

  /// Writes the page; `sink` takes the octets it is given and leaves the array empty.
  public mutating func write<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    writeHead()
    writeSummary()
    writeFindings()
    writeNetwork()
    try sink(&page.octets)
    try writeDevices(to: sink)
    try writeActivities(to: sink)
    try writeConversations(to: sink)
    writeProtocols()
    writeCoverage()
    page.markup("</main></body></html>\n")
    try sink(&page.octets)
  }

  mutating func drain<Failure: Error>(to sink: (inout [UInt8]) throws(Failure) -> Void) throws(Failure) {
    if page.octets.count >= Self.blockOctets { try sink(&page.octets) }
  }

  /// A policy that lets the page load nothing, whatever stands in it.
  private mutating func writeHead() {
    page.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
    page.markup("style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\">")
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    page.element("title", "", "Bulkhead: \(report.captures.map { $0.path }.joined(separator: ", "))")
    page.open("style")
    page.markup(HTMLStyle.sheet)
    page.close("style")
    page.markup("</head><body><main>\n")
  }

  private mutating func writeSummary() {
    page.markup("<header><h1>What is on the network</h1>")
    for capture in report.captures {
      guard let format = capture.format else { continue }
      let packets = capture.packets == 1 ? "1 packet" : "\(TextPage.number(capture.packets)) packets"
      page.element("p", "", "\(capture.path): \(format), \(packets)")
    }
    let times = report.captures.compactMap { $0.first }.min().flatMap { first in
      report.captures.compactMap { $0.last }.max().map { (first, $0) }
    }
    if let (first, last) = times {
      page.element(
        "p", "faint",
        "\(TextReport.moment(first)) to \(TextReport.moment(last)) UTC (\(TextReport.span(first, last)))")
    }
    page.markup("<ul class=\"counts\">")
    page.element("li", "", "\(TextPage.number(UInt64(report.book.count))) devices")
    for severity in Severity.allCases.reversed() {
      let count = report.findings.count { $0.severity == severity }
      if count > 0 { page.element("li", Self.kind(severity), "\(count) \(words.severity(severity))") }
    }
    if report.findings.isEmpty { page.element("li", "", "nothing that needs attention") }
    page.markup("</ul>")
    page.markup("<nav><a href=\"#findings\">Findings</a> <a href=\"#network\">Network</a> ")
    page.markup("<a href=\"#devices\">Devices</a> <a href=\"#activities\">Who does what</a> ")
    page.markup(
      "<a href=\"#conversations\">Conversations</a> <a href=\"#coverage\">Not seen</a></nav></header>\n")
  }

  private mutating func writeFindings() {
    page.markup("<section id=\"findings\"><h2>What needs attention, worst first</h2>\n")
    if report.findings.isEmpty { page.element("p", "", "Nothing.") }
    for finding in report.findings.prefix(Self.rowLimit) {
      page.open("article", Self.kind(finding.severity))
      page.open("h3")
      page.element("span", "severity", words.severity(finding.severity))
      page.text(" ")
      page.text(words.title(finding))
      page.close("h3")
      page.element("p", "", words.explanation(finding))
      page.open("p", "remedy")
      page.element("strong", "", "What to do: ")
      page.text(words.remedy(finding))
      page.close("p")
      writeEvidence(finding)
      page.markup("</article>\n")
    }
    writeRest(report.findings.count)
    page.markup("</section>\n")
  }

  private mutating func writeEvidence(_ finding: Finding) {
    page.markup("<details><summary>")
    page.text(finding.count == 1 ? "Seen once" : "Seen \(TextPage.number(UInt64(finding.count))) times")
    let techniques = finding.kind.techniques
    if !techniques.isEmpty { page.text("; ATT&CK \(techniques.joined(separator: ", "))") }
    page.markup("</summary><ul>")
    for evidence in finding.evidence {
      page.open("li")
      page.text("\(TextReport.moment(evidence.time)) packet \(evidence.place.packet)")
      if report.captures.count > 1, Int(evidence.place.capture) < report.captures.count {
        page.text(" of \(report.captures[Int(evidence.place.capture)].path)")
      }
      let note = words.note(evidence, in: finding)
      if !note.isEmpty {
        page.text(": ")
        page.text(note)
      }
      page.close("li")
    }
    page.markup("</ul></details>")
  }

  mutating func writeRest(_ count: Int) {
    guard count > Self.rowLimit else { return }
    page.element(
      "p", "faint", "and \(TextPage.number(UInt64(count - Self.rowLimit))) more; the JSON report has them all"
    )
  }

  static func kind(_ severity: Severity) -> Markup {
    switch severity {
    case .critical: "critical"
    case .high: "high"
    case .medium: "medium"
    case .low: "low"
    case .info: "info"
    }
  }
}
