import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// Who a pseudonym is, and that it can be forgotten.
extension AccountCommand {
  struct Unmask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unmask", abstract: "Say who a pseudonym is, with a reason that is recorded.")

    @Argument(help: ArgumentHelp("The pseudonym, as the ledger has it.", valueName: "pseudonym"))
    var pseudonym: String

    @Option(help: ArgumentHelp("Why, without a name: it stands in the ledger for good.", valueName: "text"))
    var reason: String

    @OptionGroup var options: ActingOptions

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

    @OptionGroup var account: AccountArgument

    @Option(help: ArgumentHelp("Why, without a name: it stands in the ledger for good.", valueName: "text"))
    var reason: String

    @OptionGroup var options: ActingOptions

    func run() async throws {
      try await options.actFresh { site, caller in
        try await site.forget(account.pseudonym(at: site), reason: reason, as: caller)
      }
    }
  }

  struct Forgotten: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "forgotten", abstract: "List who was forgotten, by pseudonym, for a restore's --forgotten."
    )

    @OptionGroup var options: ActingOptions

    func run() async throws {
      for account in try await options.act({ try await $0.accounts(as: $1) })
      where account.state == .forgotten {
        StandardStream.output.write(line: account.pseudonym.text)
      }
    }
  }
}
