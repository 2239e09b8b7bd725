import ArgumentParser
import Captures
import Engine
import LiveCapture
import Reports

/// Listening on an interface instead of reading files.
struct LiveOptions: ParsableArguments {
  @Option(
    name: .customLong("interface"),
    help: ArgumentHelp("Listen on this interface; it sends no frame.", valueName: "name"),
    completion: .shellCommand("ls /sys/class/net"))
  var interfaces: [String] = []

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long to listen, such as 60s, 5m or 1h; else until Ctrl-C.", valueName: "time"),
    transform: ListeningTime.duration)
  var duration: Duration?

  @Option(
    help: ArgumentHelp(
      "Which packets are captured, as pcap-filter(7) has it: 'tcp port 502'.", valueName: "expression"))
  var filter: String?

  var interface: String? { interfaces.first }

  /// Refuses what does not go together.
  func validate(_ captures: [String], to verb: String = "inspect") throws {
    if interfaces.isEmpty {
      if duration != nil { throw ValidationError("--for goes with --interface") }
      if filter != nil { throw ValidationError("--filter goes with --interface") }
      if captures.isEmpty {
        throw ValidationError("nothing to \(verb): give capture files, or an interface with --interface")
      }
    } else {
      if interfaces.count > 1 {
        throw ValidationError(
          "--interface: one run listens on one interface; start one for each, or join them in a bond"
        )
      }
      if !captures.isEmpty { throw ValidationError("--interface and capture files: give one or the other") }
      if interface == "" { throw ValidationError("--interface: the name is empty") }
    }
  }

  /// Captures until the time is over or somebody ends it.
  func listen(into inspection: inout some PacketTaker) -> InspectCommand.Seen {
    guard let interface else { return InspectCommand.Seen(rows: [], errors: []) }
    let stop = StopSignals()
    do throws(LiveCaptureError) {
      let capture = try LiveCapture(interface: interface, filter: filter)
      var progress = ProgressBar()
      let onProgress = { (summary: LiveSummary) in
        progress.show(summary)
        inspection.pause()
      }
      capture.run(for: duration, until: stop, onProgress: onProgress) { octets, packet in
        inspection.take(packet, in: octets, capture: 0)
      }
      progress.finish()
      let summary = capture.summary
      return InspectCommand.Seen(
        rows: [CaptureRow(summary)],
        losses: CaptureLosses(
          kernelDroppedPackets: summary.kernelDropped, interfaceDroppedPackets: summary.interfaceDropped),
        errors: summary.error.map { [$0.description] } ?? [])
    } catch {
      return InspectCommand.Seen(rows: [], errors: [error.description])
    }
  }
}

extension CaptureRow {
  init(_ summary: LiveSummary) {
    self.init(
      path: summary.interface, format: "live", linkTypes: [summary.linkType.text],
      packets: summary.counts.packets, octets: summary.counts.octets, first: summary.counts.first,
      last: summary.counts.last, truncatedAt: nil, skipped: 0)
  }
}

/// How long to listen: a whole number and its unit.
enum ListeningTime {
  static func duration(_ text: String) throws -> Duration {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600]
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ units[$0] }), (1...9).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let count = Int64(digits), count > 0
    else {
      throw ValidationError(
        "'\(text)' is no time to listen; give a number and s, m or h, such as 60s, 5m, 1h")
    }
    return .seconds(count * unit)
  }
}
