import ArgumentParser
import CaptureFiles
import Captures
import Engine
import Inventory
import LiveCapture
import Reports
import VendorRegistry
import Vocabulary

/// Reads captures and says what is on the network, who does what to what, what is wrong, and what to do.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Read captures (pcap, pcapng) or listen on an interface, and say what passed.",
    discussion: """
      Text and html are for people; json is the whole report, jsonl a line for each conversation, activity \
      and finding as it ends, stix a bundle of STIX 2.1, ocsf an event of OCSF a line.

      With --interface it listens until --for is over or Ctrl-C, then reports; a second Ctrl-C ends it at \
      once. It sends no frame.

      Exit status: 0 all read; 1 nothing could be read, or wrong usage; 2 read in part, with what was not on \
      standard error; 3 a finding of the severity given by --fail-on or above stands.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, html, jsonl, stix, ocsf
  }

  enum Registry: String, CaseIterable, ExpressibleByArgument {
    case installed, none
  }

  @Option(
    help: ArgumentHelp(
      "How the report is written: \(Format.allValueStrings.joined(separator: ", ")).", valueName: "format"))
  var format = Format.text

  @Option(
    help: ArgumentHelp(
      "Exit with status 3 where a finding this bad or worse stands: info, low, medium, high, critical.",
      valueName: "severity"),
    completion: .list(Severity.allCases.map(\.text)), transform: severity)
  var failOn: Severity?

  @OptionGroup var ownersWords: OwnerOptions

  @Option(
    help: ArgumentHelp(
      "A list of indicators of compromise: STIX 2.1, MISP JSON or CSV. May be given several times.",
      valueName: "file"),
    completion: .file(extensions: ["json", "csv", "txt"]))
  var indicators: [String] = []

  @Option(help: ArgumentHelp("The IEEE registry of makers: installed, or none.", valueName: "registry"))
  var registry = Registry.installed

  @OptionGroup(title: "Live capture")
  var live: LiveOptions

  @Argument(
    help: "Capture files; - is standard input. Several become one report.",
    completion: .file(extensions: ["pcap", "pcapng", "cap"]))
  var captures: [String] = []

  /// What was given of the captures, and what of them was not.
  struct Seen {
    var rows: [CaptureRow]
    var losses: CaptureLosses?
    /// One line each.
    var errors: [String]

    /// Says what was not given; ends the run where nothing was.
    func tellErrors() throws {
      for error in errors { StandardStream.error.write(line: "bulkhead: \(error)") }
      if rows.isEmpty { throw ExitCode(1) }
    }
  }

  func validate() throws {
    try live.validate(captures)
  }

  func run() throws {
    let (owner, networks) = try ownersWords.read()
    if format == .jsonl { return try runLines(owner, networks) }
    // Nobody who makes the traffic can know where it falls in the hash tables; no output depends on it.
    let seed = UInt64.random(in: .min ... .max)
    var inspection = Inspection(indicators: try readIndicators(indicators, seed: seed), seed: seed)
    let seen = live.interface == nil ? captures.read(into: &inspection) : live.listen(into: &inspection)
    try seen.tellErrors()
    inspection.finish()

    let vendors = registry == .installed ? VendorRegistry() : nil
    var report = inspection.report(
      captures: seen.rows, owner: owner, otNetworks: networks,
      vendors: vendors?.names(for: inspection.organisationsWanted) ?? .none,
      registry: vendors.map { RegistryRow(name: $0.name, version: $0.version) })
    report.coverage.losses = seen.losses
    write(report)
    try exit(with: report, seen)
  }

  /// The exit status that says what was found and read.
  func exit(with report: InspectReport, _ seen: Seen) throws {
    if let failOn, report.findings.contains(where: { $0.severity >= failOn }) { throw ExitCode(3) }
    if !seen.errors.isEmpty { throw ExitCode(2) }
  }

  /// Writes the report in blocks, or ends the program where its output takes no more.
  private func write(_ report: InspectReport) {
    let give = { (octets: inout [UInt8]) in
      StandardStream.output.writeOrEnd(octets)
      octets.removeAll(keepingCapacity: true)
    }
    switch format {
    case .json:
      var json = JSONReport(report)
      json.write(to: give)
    case .html:
      var html = HTMLReport(report)
      html.write(to: give)
    case .stix:
      var stix = STIXReport(report)
      stix.write(to: give)
    case .ocsf:
      var ocsf = OCSFReport(report, version: Bulkhead.configuration.version)
      ocsf.write(to: give)
    case .jsonl: break  // Its lines were written before.
    case .text:
      var text = TextReport(report, isColoured: StandardStream.output.isTerminal)
      StandardStream.output.writeOrEnd(text.write())
    }
  }
}

extension [String] {
  /// Reads the capture files at these paths, merged by time.
  func read(into inspection: inout some PacketTaker) -> InspectCommand.Seen {
    var merged = MergedCaptures(paths: self)
    var progress = ProgressBar()
    let onProgress = { (read: CaptureProgress) in
      progress.show(read.octetsRead, of: read.octetsInAll)
      inspection.pause()
    }
    merged.forEachPacket(onProgress: onProgress) { block, packet, capture in
      inspection.take(packet, in: block, capture: capture)
    }
    progress.finish()
    let summaries = merged.summaries
    let isAnyRead = summaries.contains { $0.error == nil || $0.tally.packets > 0 }
    return InspectCommand.Seen(
      rows: isAnyRead
        ? summaries.map { CaptureRow($0.tally, path: $0.path, truncatedAt: $0.truncatedAt) } : [],
      errors: summaries.compactMap { $0.error?.description })
  }
}

private func severity(_ text: String) throws -> Severity {
  guard let severity = Severity(text: text) else {
    throw ValidationError(
      "'\(text)' is no severity; there are \(Severity.allCases.map(\.text).joined(separator: ", "))")
  }
  return severity
}
