import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// Makes a site's data folder.
struct SiteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Make the data folder of a site, and set it up.",
    subcommands: [Make.self, Passwords.self, RotateKeys.self, GoBack.self])

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make",
      abstract: "Make a data folder with its keys, its ledger and one administrator.",
      discussion: """
        Prints a code that opens the administrator's account within an hour: bulkhead account open. It is \
        shown once and stored nowhere.
        """)

    @Argument(help: ArgumentHelp("The site's name: letters, digits and -.", valueName: "name"))
    var name: String

    @OptionGroup var options: SiteOptions

    @Option(help: ArgumentHelp("What the administrator signs in with.", valueName: "name"))
    var login = "administrator"

    @Option(
      help: ArgumentHelp("The operating system's user that is the administrator.", valueName: "user"))
    var systemUser: String?

    func validate() throws {
      guard (1...64).contains(name.utf8.count),
        name.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
        )
      else { throw ValidationError("\(name): a site's name has 1 to 64 letters, digits and -") }
    }

    func run() throws {
      let person = Person(login: login, name: "Administrator", systemUser: systemUser)
      let key = try options.masterKey()
      let handed = try SiteOptions.told {
        try SiteFolder.make(options.data, name: name, person: person, key: key)
      }
      StandardStream.output.write(line: "\(options.data): made for \(name)")
      StandardStream.output.write(line: "code of \(login), for an hour: \(handed.code)")
    }
  }

  struct RotateKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate-keys", abstract: "Seal every secret under a fresh key, and retire the old one.",
      discussion: "No other process may work with the folder meanwhile.")

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let count = try await options.actFresh { try await $0.rotateKeys(as: $1) }
      StandardStream.output.write(
        line: "\(options.site.data): \(count) values sealed anew, the old key retired")
    }
  }

  struct GoBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "go-back", abstract: "Go back to the database that was there before an upgrade.",
      discussion: """
        Sessions, accounts and devices are then as they were, whoever was forgotten since excepted; the \
        ledger goes on. Install the earlier Bulkhead next: this one would upgrade the database again. No \
        other process may work with the folder meanwhile.
        """)

    @Argument(help: ArgumentHelp("The schema's number, as in site.db.schema-N.", valueName: "number"))
    var number: Int

    @OptionGroup var options: SiteOptions

    func run() async throws {
      try await options.site { folder in
        let work = try await folder.signIn()
        let caller = try folder.site.caller(work.token, from: folder.origin)
        try await folder.site.goBack(toSchema: number, as: caller)
        StandardStream.output.write(line: "\(options.data): the database of schema \(number) is back")
      }
    }
  }
}
