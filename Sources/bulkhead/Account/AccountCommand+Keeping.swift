import Access
import ArgumentParser
import Authorization
import Identity
import IdentityRecords
import Operations
import Vocabulary

/// Who has an account, and what it may do.
extension AccountCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List accounts by pseudonym, with their roles and state.")

    @OptionGroup var options: ActingOptions

    func run() async throws {
      for account in try await options.act({ try await $0.accounts(as: $1) }) {
        let roles = account.roles.sorted().joined(separator: ", ")
        let zones = account.zones.isEmpty ? "" : "  (\(account.zones.sorted().joined(separator: ", ")))"
        StandardStream.output.write(
          line: "\(account.pseudonym)  \(account.state.rawValue)  \(roles)\(zones)")
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

    @OptionGroup var given: RoleOptions

    @OptionGroup var scope: ZoneOptions

    @Option(help: ArgumentHelp("The operating system's user that is this person.", valueName: "user"))
    var systemUser: String?

    @Option(help: ArgumentHelp("In how many days the account ends.", valueName: "days"))
    var days: Int?

    @OptionGroup var options: ActingOptions

    func validate() throws {
      if let days, !(1...3_650).contains(days) { throw ValidationError("--days \(days): 1 to 3650") }
    }

    func run() async throws {
      let expires = days.map { SystemClock.now().time.advanced(days: $0) }
      let person = Person(login: login, name: name, systemUser: systemUser)
      let handed = try await options.actFresh {
        try await $0.invite(person, roles: given.roles, zones: scope.zones, expires: expires, as: $1)
      }
      StandardStream.output.write(line: "code of \(login), for three days: \(handed.code)")
    }
  }

  struct Roles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "roles", abstract: "Give an account these roles, and no others.")

    @OptionGroup var account: AccountArgument

    @OptionGroup var given: RoleOptions

    @OptionGroup var options: ActingOptions

    func run() async throws {
      try await options.actFresh { site, caller in
        try await site.assign(given.roles, to: account.pseudonym(at: site), as: caller)
      }
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "End an account's password and second factor, and print a new code.")

    @OptionGroup var account: AccountArgument

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let handed = try await options.actFresh { site, caller in
        try await site.reset(account.pseudonym(at: site), as: caller)
      }
      StandardStream.output.write(line: "code of \(account.text), for three days: \(handed.code)")
    }
  }

  struct Envelope: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "envelope",
      abstract: "Print the code to seal in an envelope: it opens the account once, when nothing else can.")

    @OptionGroup var account: AccountArgument

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let handed = try await options.actFresh { site, caller in
        try await site.sealEnvelope(for: account.pseudonym(at: site), as: caller)
      }
      StandardStream.output.write(line: "to be sealed in an envelope: \(handed.code)")
    }
  }

  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end", abstract: "End an account: no sign-in and no session from now on.")

    @OptionGroup var account: AccountArgument

    @OptionGroup var options: ActingOptions

    func run() async throws {
      try await options.actFresh { site, caller in
        try await site.end(account.pseudonym(at: site), as: caller)
      }
    }
  }
}

/// What the account may do.
struct RoleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A role that the account has; may be given several times.", valueName: "role"))
  var role: [String]

  var roles: Set<String> { Set(role) }

  func validate() throws {
    let known = try AccessModel().roles.map(\.string)
    for role in role where !known.contains(role) {
      throw ValidationError("--role \(role): there are \(known.joined(separator: ", "))")
    }
  }
}

extension Timestamp {
  fileprivate func advanced(days: Int) -> Timestamp {
    Timestamp(nanoseconds: nanoseconds + Int64(days) * 86_400_000_000_000)
  }
}
