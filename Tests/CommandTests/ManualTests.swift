import Foundation
import Testing

/// What the program says of its own options, held against the manual and against what the shells complete.
@Suite("Manual and completion")
struct ManualTests {
  private struct Help: Decodable {
    struct Command: Decodable {
      let commandName: String
      let arguments: [Argument]?
      let subcommands: [Command]?

      /// This command and all below it; the one that prints help is no command of ours.
      var all: [Command] {
        [self] + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all)
      }
    }

    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }

      let names: [Name]?
      let valueName: String?
      let allValues: [String]?
    }

    let command: Command
  }

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func commands() throws -> [Help.Command] {
    let dump = try BulkheadRun(["--experimental-dump-help"])
    return try JSONDecoder().decode(Help.self, from: Data(dump.output.utf8)).command.all
  }

  private static func page() throws -> String {
    try String(contentsOf: root.appending(path: "Packaging/bulkhead.1"), encoding: .utf8)
      .replacing("\\-", with: "-")
  }

  /// Words that begin with two hyphens.
  private static func options(in text: String) -> Set<String> {
    Set(
      text.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
  }

  @Test("every command, option and value stands in the manual, and the manual has no other option")
  func manual() throws {
    let page = try Self.page()
    let commands = try Self.commands()
    #expect(commands.map(\.commandName).contains("inspect"))
    var known: Set<String> = ["--generate-completion-script"]
    for command in commands {
      if command.commandName != "plant" { #expect(page.contains(command.commandName)) }
      for argument in command.arguments ?? [] {
        for name in argument.names ?? [] where name.kind == "long" { known.insert("--" + name.name) }
        for value in argument.allValues ?? [] {
          #expect(page.contains(".B \(value)\n"), "no paragraph on the value \(value)")
        }
      }
    }
    #expect(known.contains("--fail-on"))
    let written = Self.options(in: page)
    #expect(known.subtracting(written).isEmpty, "not in Packaging/bulkhead.1: \(known.subtracting(written))")
    #expect(written.subtracting(known).isEmpty, "no such option: \(written.subtracting(known))")
  }

  @Test("each shell gets a script that knows every option", arguments: ["bash", "zsh", "fish"])
  func scripts(shell: String) throws {
    let script = try BulkheadRun(["--generate-completion-script", shell])
    #expect(script.status == 0)
    for command in try Self.commands() {
      for name in (command.arguments ?? []).flatMap({ $0.names ?? [] }) where name.kind == "long" {
        #expect(script.output.contains(name.name), "\(name.name)")
      }
    }
  }

  @Test(
    "bash completes commands, options and values",
    arguments: [
      (["ins"], ["inspect"]), (["inspect", "--fo"], ["--format", "--for"]),
      (["inspect", "--format", ""], ["text", "json", "html", "jsonl", "stix", "ocsf"]),
      (["inspect", "--fail-on", "h"], ["high"]), (["inspect", "--registry", "n"], ["none"]),
      (["inspect", "--interface", "l"], ["lo"]), (["plant", "make", "--attack", "s7-st"], ["s7-stop"]),
    ])
  func bash(words: [String], wanted: [String]) throws {
    let folder = try RunFolder()
    let script = folder.path("completion")
    try BulkheadRun(["--generate-completion-script", "bash"]).output
      .write(toFile: script, atomically: true, encoding: .utf8)
    let ask = """
      source "$0"; COMP_WORDS=(bulkhead "$@"); COMP_CWORD=$#; COMP_LINE="${COMP_WORDS[*]}"
      COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
      _bulkhead bulkhead "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let ran = try BulkheadRun(running: "/bin/bash", ["-c", ask, script] + words)
    let offered = Set(ran.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    #expect(offered.isSuperset(of: wanted), "\(offered.sorted()) \(ran.error)")
  }
}
