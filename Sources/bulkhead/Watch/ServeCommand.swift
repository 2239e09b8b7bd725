import ArgumentParser
import Foundation
import Sealing

/// Runs console and watch as the processes that they are, in the foreground.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Watch a plant and serve its site: console and watch together, in the foreground.",
    discussion: """
      For a trial. Starts 'bulkhead listen' and 'bulkhead watch' as processes of their own, joined by a \
      socket in the data folder, and starts the watch anew where it ends by a fault. Ends with SIGTERM or \
      Ctrl-C.
      """)

  @Option(
    help: ArgumentHelp("Where the console listens; port 0 takes a free one.", valueName: "address:port"))
  var address = "127.0.0.1:8443"

  @Option(
    help: ArgumentHelp("Replay captures this many times as fast as they were made.", valueName: "number"))
  var speed: String?

  @OptionGroup var ownersWords: OwnerOptions

  @OptionGroup(title: "Live capture")
  var live: LiveOptions

  @OptionGroup var options: SiteOptions

  @Argument(
    help: "Capture files to replay, merged by time.",
    completion: .file(extensions: ["pcap", "pcapng", "cap"]))
  var captures: [String] = []

  func validate() throws {
    try live.validate(captures, to: "watch")
  }

  func run() async throws {
    let socket = options.data + "/watch.sock"
    var console = ["listen", "--address", address, "--data", options.data, "--watch", socket]
    if let key = options.key { console += ["--key", key] }
    if let credential = options.credential { console += ["--credential", credential] }
    if options.passphrase { console.append("--passphrase") }
    var watch = ["watch", "--to", socket]
    if let assets = ownersWords.assets { watch += ["--assets", assets] }
    if let networks = ownersWords.otNetworks { watch += ["--ot-networks", networks] }
    if let speed { watch += ["--speed", speed] }
    if let interface = live.interface { watch += ["--interface", interface] }
    if let filter = live.filter { watch += ["--filter", filter] }
    if let seconds = live.duration?.components.seconds { watch += ["--for", "\(seconds)s"] }
    watch += captures
    let processes = ServedProcesses(console: console, watch: watch)
    try await processes.run()
  }
}
