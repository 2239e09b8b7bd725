import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// Accounts of people.
struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Open, invite, end, show and forget accounts.",
    subcommands: [
      Open.self, Password.self, SecondFactor.self, List.self, Invite.self, Roles.self, Zones.self, Reset.self,
      Envelope.self,
      BreakGlass.self, SignOut.self, End.self, Unmask.self, Forget.self, Forgotten.self,
    ])
}

/// The account that a command is about.
struct AccountArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("Its sign-in name or pseudonym.", valueName: "account"))
  var text: String

  func pseudonym(at site: Site) throws -> Pseudonym {
    try site.pseudonym(login: text) ?? Pseudonym(text)
  }
}
