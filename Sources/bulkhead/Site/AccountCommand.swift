import Access
import ArgumentParser
import Authorization
import Identity
import IdentityRecords
import Operations
import Vocabulary

/// Accounts of people.
struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Open, invite, end, show and forget accounts.",
    subcommands: [
      Open.self, SecondFactor.self, List.self, Invite.self, Roles.self, Reset.self, Envelope.self, End.self,
      Unmask.self, Forget.self, Forgotten.self,
    ])

  /// The account of a sign-in name or a pseudonym.
  static func account(_ text: String, _ site: Site) throws -> Pseudonym {
    if let found = try site.pseudonym(login: text) { return found }
    return Pseudonym(text)
  }

  static func check(_ roles: [String]) throws {
    let known = try AccessModel().roles.map(\.string)
    for role in roles where !known.contains(role) {
      throw ValidationError("--role \(role): there are \(known.joined(separator: ", "))")
    }
  }

  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "open", abstract: "Open an account with the code of its invitation, and set its password.")

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let folder = try options.open()
      try await SiteOptions.told {
        let code = try TypedSecret.shown("Code")
        let password = try TypedSecret.read("New password")
        let account = try await folder.site.open(code: code, password: password, from: folder.origin)
        StandardStream.output.write(line: "open: \(account.pseudonym)")
      }
    }
  }

  struct SecondFactor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "second-factor", abstract: "Bind an authenticator app to your account.")

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let folder = try options.open()
      try await SiteOptions.told {
        let work = try await folder.signIn()
        let made = try folder.site.newSecondFactor(for: work)
        StandardStream.output.write(line: "Give this to the app: \(made.seed)\n\(made.address)")
        let code = try TypedSecret.shown("A code that the app shows")
        let codes = try await folder.site.confirmSecondFactor(
          made.seed, code: code, for: work, from: folder.origin)
        StandardStream.output.write(line: "Bound. Each of these stands in for the app once; keep them apart:")
        for code in codes { StandardStream.output.write(line: "  \(code)") }
        try await folder.site.signOut(work.token, from: folder.origin)
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List accounts by pseudonym, with their roles and state.")

    @OptionGroup var options: SiteOptions

    func run() async throws {
      for account in try await options.act({ try await $0.accounts(as: $1) }) {
        let roles = account.roles.sorted().joined(separator: ", ")
        StandardStream.output.write(line: "\(account.pseudonym)  \(account.state.rawValue)  \(roles)")
      }
    }
  }

  struct Invite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "invite", abstract: "Make an account, and print the code that opens it.",
      discussion: "You prove it with your password and your authenticator app.")

    @Argument(help: ArgumentHelp("What the person signs in with.", valueName: "login"))
    var login: String

    @Option(help: ArgumentHelp("The person's name.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("A role; may be given several times.", valueName: "role"))
    var role: [String]

    @Option(help: ArgumentHelp("The operating system's user that is this person.", valueName: "user"))
    var systemUser: String?

    @Option(help: ArgumentHelp("In how many days the account ends.", valueName: "days"))
    var days: Int?

    @OptionGroup var options: SiteOptions

    func validate() throws {
      try AccountCommand.check(role)
      if let days, !(1...3_650).contains(days) { throw ValidationError("--days \(days): 1 to 3650") }
    }

    func run() async throws {
      let expires = days.map { SystemClock.now().time.advanced(days: $0) }
      let person = Person(login: login, name: name, systemUser: systemUser)
      let handed = try await options.actFresh {
        try await $0.invite(person, roles: Set(role), expires: expires, as: $1)
      }
      StandardStream.output.write(line: "code of \(login), for three days: \(handed.code)")
    }
  }

  struct Roles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "roles", abstract: "Give an account these roles, and no others.")

    @Argument(help: ArgumentHelp("Its sign-in name or pseudonym.", valueName: "account"))
    var account: String

    @Option(help: ArgumentHelp("A role; may be given several times.", valueName: "role"))
    var role: [String]

    @OptionGroup var options: SiteOptions

    func validate() throws { try AccountCommand.check(role) }

    func run() async throws {
      try await options.actFresh { site, caller in
        try await site.assign(Set(role), to: AccountCommand.account(account, site), as: caller)
      }
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "End an account's password and second factor, and print a new code.")

    @Argument(help: ArgumentHelp("Its sign-in name or pseudonym.", valueName: "account"))
    var account: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let handed = try await options.actFresh { site, caller in
        try await site.reset(AccountCommand.account(account, site), as: caller)
      }
      StandardStream.output.write(line: "code of \(account), for three days: \(handed.code)")
    }
  }

  struct Envelope: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "envelope",
      abstract: "Print the code to seal in an envelope: it opens the account once, when nothing else can.")

    @Argument(help: ArgumentHelp("Its sign-in name or pseudonym.", valueName: "account"))
    var account: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let handed = try await options.actFresh { site, caller in
        try await site.sealEnvelope(for: AccountCommand.account(account, site), as: caller)
      }
      StandardStream.output.write(line: "to be sealed in an envelope: \(handed.code)")
    }
  }

  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end", abstract: "End an account: no sign-in and no session from now on.")

    @Argument(help: ArgumentHelp("Its sign-in name or pseudonym.", valueName: "account"))
    var account: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      try await options.actFresh { site, caller in
        try await site.end(AccountCommand.account(account, site), as: caller)
      }
    }
  }

  struct Unmask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unmask", abstract: "Say who a pseudonym is, with a reason that is recorded.")

    @Argument(help: ArgumentHelp("The pseudonym, as the ledger has it.", valueName: "pseudonym"))
    var pseudonym: String

    @Option(help: ArgumentHelp("Why, without a name: it stands in the ledger for good.", valueName: "text"))
    var reason: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let person = try await options.actFresh {
        try await $0.unmask(Pseudonym(pseudonym), reason: reason, as: $1)
      }
      StandardStream.output.write(
        line: person.map { "\($0.name) (\($0.login))" } ?? "forgotten, or never known")
    }
  }

  struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "forget", abstract: "Erase who an account was, for good; what was done stays told.")

    @Argument(help: ArgumentHelp("Its sign-in name or pseudonym.", valueName: "account"))
    var account: String

    @Option(help: ArgumentHelp("Why, without a name: it stands in the ledger for good.", valueName: "text"))
    var reason: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      try await options.actFresh { site, caller in
        try await site.forget(AccountCommand.account(account, site), reason: reason, as: caller)
      }
    }
  }

  struct Forgotten: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "forgotten", abstract: "List who was forgotten, by pseudonym, for a restore's --forgotten."
    )

    @OptionGroup var options: SiteOptions

    func run() async throws {
      for account in try await options.act({ try await $0.accounts(as: $1) })
      where account.state == .forgotten {
        StandardStream.output.write(line: account.pseudonym.text)
      }
    }
  }
}

extension Timestamp {
  fileprivate func advanced(days: Int) -> Timestamp {
    Timestamp(nanoseconds: nanoseconds + Int64(days) * 86_400_000_000_000)
  }
}
