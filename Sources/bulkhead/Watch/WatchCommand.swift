import ArgumentParser
import Captures
import Engine
import Inventory
import Operations
import Reports
import Vocabulary
import WatchSocket

/// Watches an interface, or replays captures, and tells a console what it finds.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch an interface, or replay captures, and tell a console what passes.",
    discussion: """
      It needs the right to capture and nothing else: it opens no file of a site, holds no key and listens \
      nowhere. What it finds goes to the socket of 'bulkhead listen --watch'; while nobody listens there it \
      waits, bounded. It sends no frame. Ends with SIGTERM or Ctrl-C.
      """)

  @Option(
    help: ArgumentHelp("The console's socket.", valueName: "socket"), completion: .file())
  var to = "/run/bulkhead/watch.sock"

  @Option(help: ArgumentHelp("What this watch is called.", valueName: "name"), transform: Self.sensor)
  var sensor = "watch"

  @Option(
    help: ArgumentHelp(
      "Replay captures this many times as fast as they were made; without it, as fast as they are read.",
      valueName: "number"), transform: Self.speed)
  var speed: Double?

  @OptionGroup var ownersWords: OwnerOptions

  @Option(
    help: ArgumentHelp(
      "A list of indicators of compromise: STIX 2.1, MISP JSON or CSV. May be given several times.",
      valueName: "file"),
    completion: .file(extensions: ["json", "csv", "txt"]))
  var indicators: [String] = []

  @OptionGroup(title: "Live capture")
  var live: LiveOptions

  @Argument(
    help: "Capture files to replay, merged by time; - is standard input.",
    completion: .file(extensions: ["pcap", "pcapng", "cap"]))
  var captures: [String] = []

  func validate() throws {
    try live.validate(captures, to: "watch")
    if speed != nil, !live.interfaces.isEmpty {
      throw ValidationError("--speed goes with captures: an interface has its own")
    }
  }

  func run() throws {
    let (owner, networks) = try ownersWords.read()
    let seed = UInt64.random(in: .min ... .max)
    let paths = live.interface.map { [$0] } ?? captures
    var output = WatchOutput(
      LiveInspection(
        paths: paths, owner: owner, otNetworks: networks,
        indicators: try readIndicators(indicators, seed: seed), seed: seed),
      sender: WatchSender(to: to, sensor: sensor, run: SystemClock.now().time.nanoseconds),
      pace: live.interface == nil ? ReplayPace(speed: speed) : nil)
    let seen =
      live.interface == nil ? captures.read(into: &output) : live.listen(into: &output)
    output.finish(losses: seen.losses)
    // What the console did not take in time is gone with this process: it is told, not hidden.
    let isKept = output.sender.finish(within: 30)
    try seen.tellErrors()
    guard isKept else { throw refusal("\(to): nobody took the last of what was seen") }
    if !seen.errors.isEmpty { throw ExitCode(2) }
  }

  private static func sensor(_ text: String) throws -> String {
    let isName = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || [0x2D, 0x2E, 0x5F].contains($0)
    }
    guard isName, (1...64).contains(text.utf8.count) else {
      throw ValidationError("'\(text)' is no name of a watch: letters, digits, '-', '_' and '.', 64 at most")
    }
    return text
  }

  private static func speed(_ text: String) throws -> Double {
    guard let speed = Double(text), speed.isFinite, (0.001...1_000_000).contains(speed) else {
      throw ValidationError("'\(text)' is no speed: give a number from 0.001 to 1000000, such as 1 or 1000")
    }
    return speed
  }
}
