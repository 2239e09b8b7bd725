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
    try await site.site { folder in try await body(folder.site, try await caller(in: folder)) }
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
    return try await site.site { folder in
      try await folder.signedIn { work in
        try await body(folder.site, try folder.site.caller(work.token, from: folder.origin))
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

  /// Signs somebody in for one thing, and out again however it ends.
  func signedIn<Result>(_ body: (SignedIn) async throws -> Result) async throws -> Result {
    let work = try await signIn()
    let result: Result
    do {
      result = try await body(work)
    } catch {
      // Why it failed is what is told.
      try? await site.signOut(work.token, from: origin)
      throw error
    }
    try await site.signOut(work.token, from: origin)
    return result
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
