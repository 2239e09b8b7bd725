import ArgumentParser
import PlantSimulator

/// Makes a simulated plant's traffic: for trying Bulkhead out, and for holding detectors to known attacks.
struct PlantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plant",
    abstract: "Make a simulated plant's traffic, with labelled attacks in it if you like.",
    subcommands: [Make.self, List.self])

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
      StandardStream.output.write(line: "\nOnly in a scenario file, with --days:")
      for incident in Incident.allCases {
        let name = incident.rawValue
        let gap = String(repeating: " ", count: max(2, width - name.utf8.count))
        StandardStream.output.write(line: name + gap + incident.summary)
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
