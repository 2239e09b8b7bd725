import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// Which site, and who wants something done there.
struct ActingOptions: ParsableArguments {
  @OptionGroup var site: SiteOptions

  @Flag(help: "Act in the session that 'account break-glass' opened; its token is asked for.")
  var session = false

  @Flag(help: "Act as the program whose token 'device token' printed; it is asked for.")
  var token = false

  func validate() throws {
    guard !session || !token else { throw ValidationError("either --session or --token: one acts at a time") }
  }

  /// Does something with the site as the user that runs this command.
  func act<Result>(_ body: (Site, Caller) async throws -> Result) async throws -> Result {
    let folder = try site.open()
    return try await SiteOptions.told {
      return try await body(folder.site, try await caller(in: folder))
    }
  }

  private func caller(in folder: SiteFolder) async throws -> Caller {
    if session { return try folder.callerInSession() }
    if token {
      let text = try TypedSecret.read("Token")
      return try await folder.site.caller(token: text, from: folder.origin)
    }
    return try folder.site.caller(systemUser: SystemUser.name)
  }

  /// Does something dangerous: who runs this command proves it with password and second factor, now.
  func actFresh<Result>(_ body: (Site, Caller) async throws -> Result) async throws -> Result {
    guard !session, !token else { return try await act(body) }
    let folder = try site.open()
    return try await SiteOptions.told {
      let origin = folder.origin
      let work = try await folder.signIn()
      do {
        let result = try await body(folder.site, try folder.site.caller(work.token, from: origin))
        try await folder.site.signOut(work.token, from: origin)
        return result
      } catch {
        try await folder.site.signOut(work.token, from: origin)
        throw error
      }
    }
  }
}

extension SiteFolder {
  /// The command line of this machine.
  var origin: Site.Origin { Site.Origin(.ownMachine, key: ownDevice, address: "local", isRemote: false) }

  func signIn() async throws -> SignedIn {
    let login = try TypedSecret.shown("Sign-in name")
    let password = try TypedSecret.read("Password")
    let code = try TypedSecret.shown(
      "Code of the authenticator app (empty where you have none)", mayBeEmpty: true)
    return try await site.signIn(
      login: login, password: password, code: code.isEmpty ? nil : code, from: origin)
  }

  fileprivate func callerInSession() throws -> Caller {
    try site.caller(try SessionToken.typed(), from: origin)
  }
}

extension SessionToken {
  static func typed() throws -> SessionToken {
    let text = try TypedSecret.read("Token of the session")
    guard let token = SessionToken(text.filter { $0 != " " }) else {
      throw refusal("this is no session's token: it has 64 hexadecimal digits")
    }
    return token
  }
}
