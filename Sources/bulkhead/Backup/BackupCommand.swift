import ArgumentParser
import Operations
import Sealing

/// Copies a site into one encrypted file.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy all of a site's data into one encrypted file, while it is in use.",
    discussion: """
      The file is read back and verified before it takes its name. A master key that lies in the data folder \
      is in it; one from elsewhere, or a passphrase, is not, and a restore needs it.
      """)

  @Option(help: ArgumentHelp("The backup to write.", valueName: "file"), completion: .file())
  var out: String

  @OptionGroup var key: BackupKeyOptions

  @OptionGroup var options: ActingOptions

  func run() async throws {
    let out = out
    let key = try key.backupKey(toRead: false)
    let copied = try await options.act { try await $0.makeBackup(to: out, under: key, as: $1) }
    StandardStream.output.write(line: "\(out): \(copied.line)")
  }
}

/// Makes a site from a backup.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a data folder from a backup; whoever has its key may.",
    discussion: """
      The folder must be empty or not there yet. Who was forgotten after the backup was made is forgotten \
      again: give a newer ledger of the site, or the list from 'bulkhead account forgotten'.
      """)

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file())
  var backup: String

  @OptionGroup var key: BackupKeyOptions

  @Option(
    help: ArgumentHelp("Pseudonyms of who was forgotten, one a line.", valueName: "file"),
    completion: .file())
  var forgotten: String?

  @Option(
    help: ArgumentHelp("The folder of a ledger that went on after the backup.", valueName: "path"),
    completion: .directory)
  var newer: String?

  @Flag(help: "There is neither: people who were forgotten since the backup are known again.")
  var noNewer = false

  @OptionGroup var options: SiteOptions

  func validate() throws {
    guard noNewer == (forgotten == nil && newer == nil) else {
      throw ValidationError(
        noNewer
          ? "--no-newer says that there is neither --forgotten nor --newer"
          : "who was forgotten since the backup? give --newer or --forgotten, or say --no-newer")
    }
  }

  func run() async throws {
    let restore = SiteRestore(
      backup: backup, folder: options.data, key: try key.backupKey(toRead: true),
      master: try options.masterKey(), forgotten: forgotten, newer: newer)
    let (copied, again, since) = try await SiteOptions.told { try await restore.run() }
    let output = StandardStream.output
    output.write(line: "\(options.data): \(copied.line)")
    output.write(line: "forgotten once more: \(again.forgotten.count)")
    if newer == nil {
      output.write(
        line: "accounts, devices and used codes are as they were: look at them before anybody signs in")
    } else {
      output.write(line: "ended once more: \(again.accounts.count) accounts, \(again.devices.count) devices")
    }
    for (action, count) in since.sorted(by: { $0.key < $1.key }) {
      output.write(line: "done since, and not in this site: \(count) times \(action)")
    }
  }
}

/// Makes the two halves of a key for backups that their writer can't read.
struct RecoveryKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery-key",
    abstract: "Make a key for backups: FILE.pub writes them, FILE alone reads them.",
    discussion: "Keep FILE away from the machine that makes backups.")

  @Argument(help: ArgumentHelp("The private half's file.", valueName: "file"), completion: .file())
  var file: String

  func run() throws {
    try SiteOptions.told { try BackupKey.makeRecoveryKey(file, random: SystemRandom.octets) }
    StandardStream.output.write(line: "\(file): reads backups; \(file).pub: writes them")
  }
}

/// What a backup is encrypted with.
struct BackupKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A file of 64 hexadecimal digits, the backups' own key.", valueName: "file"),
    completion: .file())
  var backupKey: String?

  @Option(
    help: ArgumentHelp(
      "A recovery key's file: the public half to write, the private half to read.", valueName: "file"),
    completion: .file())
  var recovery: String?

  @Flag(help: "A passphrase of the backup's own, which is asked for.")
  var backupPassphrase = false

  func validate() throws {
    let given = [backupKey != nil, recovery != nil, backupPassphrase].count { $0 }
    guard given == 1 else {
      throw ValidationError("give one of --backup-key, --recovery and --backup-passphrase")
    }
  }

  func backupKey(toRead: Bool) throws -> BackupKey {
    if let backupKey { return .file(path: backupKey) }
    if let recovery { return .recovery(path: recovery) }
    let typed = try TypedSecret.read("Passphrase of the backup")
    guard try toRead || TypedSecret.read("The same once more") == typed else {
      throw refusal("the two passphrases differ")
    }
    return .passphrase(Array(typed.utf8))
  }
}

extension CopiedSite {
  fileprivate var line: String { "\(entries) entries, root \(root), \(sealedValues) sealed values opened" }
}
