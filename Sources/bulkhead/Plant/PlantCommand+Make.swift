import ArgumentParser
import PlantSimulator

extension PlantCommand {
  /// Writes the capture, and the table of what was laid into it.
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make", abstract: "Write a capture of a metal-parts plant's network.",
      discussion: """
        The same seed, hours and attacks give the same file, octet for octet. With --days the plant lives \
        through shifts, nights and weekends, and --scenario lays into them what a file says.
        """)

    @Option(help: ArgumentHelp("What everything random in the plant depends on.", valueName: "number"))
    var seed: UInt64 = 7

    @Option(help: ArgumentHelp("How long the tap listens, from Monday 05:50 UTC on.", valueName: "number"))
    var hours: Int?

    @Option(help: ArgumentHelp("How many days the plant lives, from a Monday 00:00 on.", valueName: "number"))
    var days: Int?

    @Option(
      help: ArgumentHelp("The capture to write (pcap); - is standard output.", valueName: "file"),
      completion: .file(extensions: ["pcap"]))
    var out: String

    @Option(
      help: ArgumentHelp(
        "Lay this into the hours; may be given several times. 'bulkhead plant list' names them.",
        valueName: "name"),
      completion: .list(Scenario.allCases.map(\.rawValue)), transform: PlantCommand.scenario)
    var attack: [Scenario] = []

    @Option(
      help: ArgumentHelp(
        "What the days are made of: shifts, work orders, attacks, noise.", valueName: "file"),
      completion: .file(extensions: ["json"]))
    var scenario: String?

    @Option(
      help: ArgumentHelp("Write a table of where each attack stands in the capture.", valueName: "file"),
      completion: .file())
    var labels: String?

    @Option(
      help: ArgumentHelp("Write what the plant's machines log (RFC 5424 lines).", valueName: "file"),
      completion: .file())
    var logs: String?

    @Option(
      help: ArgumentHelp(
        "Write the plant's calendar: shifts, holidays, visits, work orders.", valueName: "file"),
      completion: .file(extensions: ["json"]))
    var calendar: String?

    func validate() throws {
      if let hours, !(1...8_784).contains(hours) {
        throw ValidationError("--hours \(hours): a plant runs 1 to 8784 hours, a year at most")
      }
      if let days, !(1...366).contains(days) {
        throw ValidationError("--days \(days): a plant lives 1 to 366 days, a year at most")
      }
      guard days == nil || hours == nil else { throw ValidationError("give --hours or --days, not both") }
      guard days == nil || attack.isEmpty else {
        throw ValidationError("--attack is for --hours: a scenario file lays attacks into days")
      }
      guard days != nil || (scenario == nil && logs == nil && calendar == nil) else {
        throw ValidationError("--scenario, --logs and --calendar need --days")
      }
      guard Set(attack).count == attack.count else {
        throw ValidationError("--attack: each attack can be laid into the day once")
      }
    }

    func run() throws {
      if let days { return try live(days: days) }
      var plant = PlantSimulation(seed: seed, hours: hours ?? 8, scenarios: attack)
      var traces = ScenarioTraces()
      var capture = try CaptureOutput(out)
      while let frame = plant.next() {
        traces.note(frame)
        try capture.append(frame.octets, at: frame.time)
      }
      try capture.finish()
      if let labels { try OutputFile(labels).write([UInt8](traces.table.utf8)) }
    }
  }
}
