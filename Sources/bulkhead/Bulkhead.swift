import ArgumentParser

/// The command line: options become calls, results become output and an exit status. Nothing else lives here.
@main
struct Bulkhead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulkhead",
    abstract: "Tells what is on a plant's network, who does what to what, and what is wrong.",
    version: "0.1.0",
    subcommands: [InspectCommand.self])
}
