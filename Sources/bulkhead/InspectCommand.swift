import ArgumentParser
import CaptureFiles
import Captures

/// Reads captures and says what is in them.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Read captures (pcap, pcapng) and say what is in them.")

  @Argument(help: "Capture files; - is standard input.")
  var captures: [String]

  func run() throws {
    var merged = MergedCaptures(paths: captures)
    merged.forEachPacket { _, _, _ in }
    var wasRead = false
    var hasError = false
    for summary in merged.summaries {
      if let error = summary.error {
        hasError = true
        StandardStream.error.write(line: "bulkhead: \(error)")
      }
      guard let format = summary.format, summary.error == nil || summary.packets > 0 else { continue }
      wasRead = true
      StandardStream.output.write(
        line: "\(summary.path): \(format.text), \(summary.packets) packets, \(summary.octets) octets")
    }
    if hasError { throw ExitCode(wasRead ? 2 : 1) }
  }
}
