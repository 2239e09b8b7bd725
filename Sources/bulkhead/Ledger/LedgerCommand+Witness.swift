import ArgumentParser
import Ledger
import LedgerFiles
import Operations

/// Two sites as each other's witnesses, by files that may travel in any way.
extension LedgerCommand {
  struct RequestCosignature: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "checkpoint",
      abstract:
        "Write what a witness is asked: the site's checkpoint, and the proof that it continues the last.",
      discussion:
        "A text of C2SP's tlog-witness. Who may read it learns how many entries there are, and none.")

    @Option(
      help: ArgumentHelp("The witness's public key, or a file that holds it.", valueName: "key"),
      completion: .file())
    var witnessKey: String

    @Option(help: ArgumentHelp("How many entries the witness saw, where it says so.", valueName: "number"))
    var old: UInt64?

    @Option(
      help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"), completion: .file())
    var out = "-"

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let witness = try TrustOptions.read(witnessKey, .cosignature)
      let (old, out) = (old, out)
      let request = try await options.act { site, caller in
        try await site.requestCosignature(of: witness, since: old, as: caller)
      }
      try LedgerCommand.telling(out) { try OutputFile(out).write(request.octets) }
    }
  }

  struct Cosign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cosign",
      abstract: "Write another site's checkpoint with this one's cosignature, where it continues the last.",
      discussion: """
        What was cosigned is kept before it is written: a ledger that was put back or written anew since is \
        refused. The other ledger's key is asked for once, and kept.
        """)

    @Argument(
      help: ArgumentHelp("What 'checkpoint' wrote; - is standard input.", valueName: "request"),
      completion: .file())
    var request: String

    @Option(
      help: ArgumentHelp(
        "The other ledger's public key, name+id+base64, or a file that holds it.", valueName: "key"),
      completion: .file())
    var logKey: String?

    @Option(
      help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"), completion: .file())
    var out = "-"

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let log = try logKey.map { try TrustOptions.read($0, .ed25519) }
      let octets = try LedgerCommand.sent(request)
      let asked = try LedgerCommand.telling(request) { try WitnessRequest(parsing: octets) }
      let note = try await options.act { site, caller in
        try await site.cosign(asked, by: log, as: caller)
      }
      let out = out
      try LedgerCommand.telling(out) { try OutputFile(out).write(note.octets) }
    }
  }

  struct Take: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "take", abstract: "Keep a checkpoint of the site's own that a witness cosigned.",
      discussion: """
        Prints the file that keeps it, for 'ledger verify --witness'. Keep a copy \
        elsewhere: whoever puts the folder back puts that back, too.
        """)

    @Argument(
      help: ArgumentHelp("What 'cosign' wrote; - is standard input.", valueName: "checkpoint"),
      completion: .file())
    var checkpoint: String

    @Option(
      help: ArgumentHelp("The witness's public key, or a file that holds it.", valueName: "key"),
      completion: .file())
    var witnessKey: String

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let witness = try TrustOptions.read(witnessKey, .cosignature)
      let octets = try LedgerCommand.sent(checkpoint)
      let cosigned = try LedgerCommand.telling(checkpoint) { try SignedNote(parsing: octets) }
      let path = try await options.act { site, caller in
        try await site.take(cosigned, from: witness, as: caller)
      }
      StandardStream.output.write(line: path)
    }
  }

  /// A file that another site sent.
  private static func sent(_ path: String) throws -> [UInt8] {
    do throws(ReadFault) {
      return try readOctets(path == "-" ? "/dev/stdin" : path, limitOctets: SignedNote.octetLimit)
    } catch {
      throw refusal("\(path): \(error.message)")
    }
  }
}
