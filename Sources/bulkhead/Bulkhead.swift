import ArgumentParser
import Glibc

/// The command line: options become calls, results become output and an exit status. Nothing else lives here.
@main
struct Bulkhead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulkhead",
    abstract: "Tells what is on a plant's network, who does what to what, and what is wrong.",
    version: "0.1.0",
    subcommands: [
      InspectCommand.self, ServeCommand.self, WatchCommand.self, PlantCommand.self, AccessCommand.self,
      LedgerCommand.self, SiteCommand.self,
      AccountCommand.self, DeviceCommand.self, ListenCommand.self, BackupCommand.self, RestoreCommand.self,
      RecoveryKeyCommand.self,
    ])

  /// Wrong usage is exit status 1, as the contract of `inspect` has it; help and version are 0.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if !message.isEmpty { (code.isSuccess ? StandardStream.output : .error).write(line: message) }
      Glibc.exit(code == .validationFailure ? 1 : code.rawValue)
    }
  }
}
