import ArgumentParser
import Ledger
import LedgerFiles
import Operations

/// The ledger, the record of who did what to what, read and shown to witnesses. Nothing here writes it.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Show, verify, prove and export the record of what was done.",
    subcommands: [
      Show.self, Verify.self, Prove.self, Export.self, Fsck.self, RequestCosignature.self, Cosign.self,
      Take.self, AccountCommand.Forget.self,
    ])

  /// Does something with a ledger; why it failed is told in one line, with status 1.
  static func telling<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as LedgerFailure {
      throw refusal("\(error)")
    } catch let error as LedgerError {
      throw refusal("\(path): \(error)")
    } catch let error as ReadFault {
      throw refusal("\(path): \(error.message)")
    } catch let error as OutputError {
      throw refusal("\(error)")
    }
  }

  /// Reads a ledger: one of one's own asks nobody; a site's own is asked for, and looking is recorded.
  private static func reading(
    _ path: String?, _ options: ActingOptions, exporting: Bool,
    _ body: @escaping @Sendable (String) throws -> Void
  ) async throws {
    guard let path else {
      let ledger = SiteFolder.ledger(in: options.site.data)
      return try await options.act { site, caller in
        try await site.readLedger(exporting: exporting, as: caller) {
          try telling(ledger) { try body(ledger) }
        }
      }
    }
    if SiteFolder.isLedger(path) {
      throw refusal("\(path): the ledger of a site: name its folder by --data, so that looking is recorded")
    }
    try telling(path) { try body(path) }
  }

  /// Prints entries for a person.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print the last entries of a ledger, a paragraph each.")

    @Argument(
      help: ArgumentHelp("A ledger's folder; without it, the site's own.", valueName: "path"),
      completion: .directory)
    var path: String?

    @OptionGroup var options: ActingOptions

    @Option(help: ArgumentHelp("The first entry to print, from 0.", valueName: "entry"))
    var from: UInt64?

    @Option(help: ArgumentHelp("How many entries to print.", valueName: "number"))
    var count: UInt64 = 20

    func run() async throws {
      let (from, count) = (from, count)
      try await LedgerCommand.reading(path, options, exporting: false) {
        try Self.show($0, from: from, count: count)
      }
    }

    private static func show(_ path: String, from: UInt64?, count: UInt64) throws {
      let reader = try LedgerReader(path)
      let checkpoint = try Checkpoint(parsing: try reader.note().text)
      let first = min(from ?? (checkpoint.size - min(count, checkpoint.size)), checkpoint.size)
      let end = first + min(count, checkpoint.size - first)
      var text = LedgerText()
      try reader.forEachEntry(in: first..<end, of: checkpoint) { (index, octets) throws in
        text.append(try LedgerEntry(parsing: octets), index: index)
        if text.octets.count >= OutputFile.blockOctets { text.drain() }
      }
      text.drain()
    }
  }

  /// Verifies a ledger, or one proof from it.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Verify a ledger, or a proof from 'prove', by the log's public key.",
      discussion: """
        Names what is wrong: a changed octet by its file and entry, entries that changed places, that were \
        replaced, or that were dropped since a witness saw them. Exit status: 0 whole, 2 not.
        """)

    @Argument(help: ArgumentHelp("The ledger's folder, or a proof.", valueName: "path"), completion: .file())
    var path: String

    @OptionGroup var trust: TrustOptions

    func run() throws {
      let log = try trust.logKey()
      let (witnessed, quorum) = (try trust.note(), try trust.witnesses())
      try LedgerCommand.telling(path) {
        guard let reader = try LedgerReader(ifFolder: path) else {
          let octets = try readOctets(path, limitOctets: LogProof.octetLimit)
          return try verify(proof: try LogProof(parsing: octets), log, quorum)
        }
        let trust = LedgerCheck.Trust(log: log, witnessed: witnessed, quorum: quorum)
        try LedgerText.tell(try LedgerCheck.verify(reader, trust), of: path, by: log)
      }
    }

    private func verify(proof: LogProof, _ log: NoteKey, _ quorum: WitnessQuorum?) throws {
      guard let entry = proof.extra else {
        throw refusal("\(path): the proof does not hold its entry")
      }
      guard let checkpoint = try proof.checkpoint(holding: entry, log: log, NoteCrypto.check, .library) else {
        StandardStream.error.write(line: "\(path): the entry does not stand at \(proof.index) in that tree")
        throw ExitCode(2)
      }
      if let quorum, try !quorum.holds(for: proof.note, NoteCrypto.check) {
        StandardStream.error.write(line: "\(path): fewer than \(quorum.count) of the witnesses cosigned it")
        throw ExitCode(2)
      }
      var text = LedgerText()
      text.append(try LedgerEntry(parsing: entry[...]), index: proof.index)
      text.drain()
      StandardStream.output.write(
        line: "It stands in the ledger's first \(checkpoint.size) entries, which the log signed.")
    }
  }

  /// Writes the proof that an entry stands in the ledger.
  struct Prove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prove",
      abstract: "Write the proof that an entry stands in the ledger, for whoever has the log's public key.",
      discussion: "The proof is a text of C2SP's tlog-proof; the entry stands in it, too.")

    @Argument(help: ArgumentHelp("The entry's index, from 0.", valueName: "entry"))
    var entry: UInt64

    @Option(
      help: ArgumentHelp("A ledger's folder; without it, the site's own.", valueName: "path"),
      completion: .directory)
    var ledger: String?

    @OptionGroup var options: ActingOptions

    @Option(
      help: ArgumentHelp("The proof to write; - is standard output.", valueName: "file"), completion: .file())
    var out = "-"

    func run() async throws {
      let (entry, out) = (entry, out)
      try await LedgerCommand.reading(ledger, options, exporting: true) { path in
        let reader = try LedgerReader(path)
        let proof = try reader.proof(of: entry, in: try reader.note())
        try OutputFile(out).write(proof.octets)
      }
    }
  }

  /// Writes all entries for other programs.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write the entries for other programs.",
      discussion: "jsonl has the entries as they stand in the ledger, octet for octet; ocsf, csv and syslog "
        + "are made from them.")

    @Argument(
      help: ArgumentHelp("A ledger's folder; without it, the site's own.", valueName: "path"),
      completion: .directory)
    var path: String?

    @OptionGroup var options: ActingOptions

    @Option(help: ArgumentHelp("The form.", valueName: "form"))
    var form = Form.jsonl

    enum Form: String, CaseIterable, ExpressibleByArgument {
      case jsonl, ocsf, csv, syslog

      var export: LedgerExport {
        switch self {
        case .jsonl: .jsonl
        case .ocsf: .ocsf
        case .csv: .csv
        case .syslog: .syslog
        }
      }
    }

    @Option(help: ArgumentHelp("The first entry to write, from 0.", valueName: "entry"))
    var from: UInt64 = 0

    @Option(
      help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"), completion: .file())
    var out = "-"

    func run() async throws {
      let (export, from, out) = (form.export, from, out)
      try await LedgerCommand.reading(path, options, exporting: true) {
        try Self.write($0, as: export, from: from, out: out)
      }
    }

    private static func write(_ path: String, as form: LedgerExport, from: UInt64, out: String) throws {
      let reader = try LedgerReader(path)
      let checkpoint = try Checkpoint(parsing: try reader.note().text)
      let origin = String(decoding: checkpoint.origin, as: UTF8.self)
      let file = try OutputFile(out)
      var block = form.header
      let range = min(from, checkpoint.size)..<checkpoint.size
      try reader.forEachEntry(in: range, of: checkpoint) { (index, octets) throws in
        try form.append(
          try LedgerEntry(parsing: octets), index: index, origin: origin,
          version: Bulkhead.configuration.version, to: &block)
        if block.count >= OutputFile.blockOctets {
          try file.write(block)
          block.removeAll(keepingCapacity: true)
        }
      }
      try file.write(block)
    }
  }

  /// Looks for damage without a key.
  struct Fsck: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fsck", abstract: "Look for damage in a ledger's files; nothing is changed.",
      discussion:
        "It needs no key, and so cannot tell who signed: that is 'verify'. Exit status: 0 whole, 2 not.")

    @Argument(help: ArgumentHelp("The ledger's folder.", valueName: "path"), completion: .directory)
    var path: String

    func run() throws {
      try LedgerCommand.telling(path) {
        try LedgerText.tell(try LedgerCheck.inspect(LedgerReader(path)), of: path)
      }
    }
  }
}
