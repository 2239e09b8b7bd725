import ArgumentParser
import Authorization
import CaseFiles
import JSON

/// Questions about who may do what.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Ask policies what they allow and why, test them, and set your own.",
    subcommands: [ExplainCommand.self, Cases.self, PoliciesCommand.self])

  /// Runs tests of policies.
  struct Cases: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cases",
      abstract: "Run policy tests, and print where a decision is not the expected one.",
      discussion: """
        A case is a JSON file that names policies, entities, a schema and requests with the expected \
        decision, its reasons and errors; Documentation/cedar.md shows one. Files are looked for from PATH, \
        then from the case's folder upwards. The exit status is 0 where all agree, 1 where one does not, \
        and 2 where a file can't be read.
        """)

    @Argument(
      help: ArgumentHelp(
        "A case, a folder of cases, or a tar archive of one (.tar, .tar.gz).", valueName: "path"),
      completion: .file())
    var paths: [String]

    func run() throws {
      var report = CaseReport()
      for path in paths {
        do throws(CaseFileError) {
          try report.run(path)
        } catch {
          StandardStream.error.write(line: "bulkhead: \(error.path): \(error.message)")
          throw ExitCode(2)
        }
      }
      StandardStream.output.writeOrEnd(Array((report.closingLine + "\n").utf8))
      if report.disagreementCount > 0 { throw ExitCode(1) }
    }
  }
}
