import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// Who somebody is: opening an account, binding an app, breaking the glass.
extension AccountCommand {
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "open", abstract: "Open an account with the code of its invitation, and set its password.")

    @OptionGroup var options: SiteOptions

    func run() async throws {
      try await options.site { folder in
        let code = try TypedSecret.shown("Code")
        let password = try TypedSecret.new(folder.site.strength)
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
      try await options.site { folder in
        let work = try await folder.signIn()
        let made = try folder.site.newSecondFactor(of: work.token, from: folder.origin)
        StandardStream.output.write(line: "Give this to the app: \(made.seed)\n\(made.address)")
        let code = try TypedSecret.shown("A code that the app shows")
        let codes = try await folder.site.confirmSecondFactor(
          made.seed, code: code, of: work.token, from: folder.origin)
        StandardStream.output.write(line: "Bound. Each of these stands in for the app once; keep them apart:")
        for code in codes { StandardStream.output.write(line: "  \(code)") }
        try await folder.site.signOut(work.token, from: folder.origin)
      }
    }
  }

  struct Password: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "password", abstract: "Change your password; your sessions end.")

    @OptionGroup var options: SiteOptions

    func run() async throws {
      try await options.site { folder in
        let work = try await folder.signIn()
        let password = try TypedSecret.new(folder.site.strength)
        try await folder.site.changePassword(password, for: work, from: folder.origin)
        StandardStream.output.write(line: "changed: \(work.account.pseudonym)")
      }
    }
  }

  struct BreakGlass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "break-glass",
      abstract: "Open the sealed envelope: its account works for an hour at most.",
      discussion: """
        Asks for the envelope's code, which works once, and for the reason, which stands in the ledger with \
        every act. Prints the token of the session; other commands take it where --session is given. End it \
        with 'bulkhead account sign-out', and seal a new envelope.
        """)

    @OptionGroup var options: SiteOptions

    func run() async throws {
      try await options.site { folder in
        let code = try TypedSecret.shown("Code of the envelope")
        let reason = try TypedSecret.shown("Why, without a name: it stands in the ledger for good")
        let work = try await folder.site.breakGlass(code, reason: reason, from: folder.origin)
        StandardStream.output.write(line: "token of the session, for an hour at most: \(work.token.text)")
      }
    }
  }

  struct SignOut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sign-out", abstract: "End the session that 'account break-glass' opened.")

    @OptionGroup var options: SiteOptions

    func run() async throws {
      try await options.site { folder in
        let token = try SessionToken.typed()
        try await folder.site.signOut(token, from: folder.origin)
      }
    }
  }
}
