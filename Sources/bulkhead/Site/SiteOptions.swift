import ArgumentParser
import Identity
import IdentityRecords
import LedgerFiles
import Operations
import Sealing

/// Which site, and who asks.
struct SiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The site's data folder.", valueName: "folder"), completion: .directory)
  var data = "/var/lib/bulkhead"

  @Option(
    help: ArgumentHelp(
      "The file of the master key, where it does not lie in the data folder.", valueName: "file"),
    completion: .file())
  var key: String?

  @Flag(help: "The master key is a passphrase, which is asked for.")
  var passphrase = false

  func masterKey() throws -> MasterKey? {
    if passphrase { return .passphrase(Array(try TypedSecret.read("Passphrase of the master key").utf8)) }
    return key.map { .file(path: $0) }
  }

  func open() throws -> SiteFolder {
    try Self.told { try SiteFolder(data, key: try masterKey()) }
  }

  /// Does something with the site as the user that runs this command.
  func act<Result>(_ body: (Site, Caller) async throws -> Result) async throws -> Result {
    let folder = try open()
    return try await Self.told {
      try await body(folder.site, try folder.site.caller(systemUser: SystemUser.name))
    }
  }

  /// Does something dangerous: who runs this command proves it with password and second factor, now.
  func actFresh<Result>(_ body: (Site, Caller) async throws -> Result) async throws -> Result {
    let folder = try open()
    return try await Self.told {
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

  /// Why it failed, in one line, with status 1.
  static func told<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw words(error) }
  }

  static func told<Result>(_ body: () async throws -> Result) async throws -> Result {
    do { return try await body() } catch { throw words(error) }
  }

  private static func words(_ error: any Error) -> any Error {
    switch error {
    case is ExitCode, is ValidationError: error
    default: refusal("\(error)")
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
}
