import ArgumentParser
import PlantSimulator

/// Makes a simulated plant's traffic: for trying Bulkhead out, and for holding detectors to known attacks.
struct PlantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plant",
    abstract: "Make a simulated plant's traffic, with labelled attacks in it if you like.",
    subcommands: [Make.self, List.self])

  /// Writes the capture, and the table of what was laid into it.
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make", abstract: "Write a capture of a metal-parts plant's network.",
      discussion: "The same seed, hours and attacks give the same file, octet for octet.")

    @Option(help: ArgumentHelp("What everything random in the plant depends on.", valueName: "number"))
    var seed: UInt64 = 7

    @Option(help: ArgumentHelp("How long the tap listens, from Monday 05:50 UTC on.", valueName: "number"))
    var hours = 8

    @Option(
      help: ArgumentHelp("The capture to write (pcap); - is standard output.", valueName: "file"),
      completion: .file(extensions: ["pcap"]))
    var out: String

    @Option(
      help: ArgumentHelp(
        "Lay this into the day; may be given several times. 'bulkhead plant list' names them.",
        valueName: "name"),
      completion: .list(Scenario.allCases.map(\.rawValue)), transform: PlantCommand.scenario)
    var attack: [Scenario] = []

    @Option(
      help: ArgumentHelp("Write a table of where each attack stands in the capture.", valueName: "file"),
      completion: .file())
    var labels: String?

    func validate() throws {
      guard (1...8_784).contains(hours) else {
        throw ValidationError("--hours \(hours): a plant runs 1 to 8784 hours, a year at most")
      }
      guard Set(attack).count == attack.count else {
        throw ValidationError("--attack: each attack can be laid into the day once")
      }
    }

    func run() throws {
      var plant = PlantSimulation(seed: seed, hours: hours, scenarios: attack)
      var traces = ScenarioTraces()
      let writer = CaptureWriter()
      let capture = try OutputFile(out)
      var block = writer.fileHeader
      while let frame = plant.next() {
        traces.note(frame)
        writer.append(frame.octets, at: frame.time, to: &block)
        if block.count >= OutputFile.blockOctets {
          try capture.write(block)
          block.removeAll(keepingCapacity: true)
        }
      }
      try capture.write(block)
      if let labels { try OutputFile(labels).write([UInt8](traces.table.utf8)) }
    }
  }

  /// Says what can be laid into a plant's day.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the attacks that 'plant make' can lay into the day.")

    func run() {
      let width = (Scenario.allCases.map { $0.rawValue.utf8.count }.max() ?? 0) + 2
      for scenario in Scenario.allCases {
        let name = scenario.rawValue
        let gap = String(repeating: " ", count: width - name.utf8.count)
        StandardStream.output.write(line: name + gap + scenario.summary)
      }
    }
  }

  static func scenario(named name: String) throws -> Scenario {
    guard let scenario = Scenario(rawValue: name) else {
      throw ValidationError("no attack '\(name)': 'bulkhead plant list' names those there are")
    }
    return scenario
  }
}
