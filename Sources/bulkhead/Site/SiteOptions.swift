import ArgumentParser
import Foundation
import Identity
import IdentityRecords
import LedgerFiles
import Operations
import Sealing

/// Which site.
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

  @Option(
    help: ArgumentHelp(
      "The master key is what systemd hands over under this name (LoadCredentialEncrypted=).",
      valueName: "name"))
  var credential: String?

  func validate() throws {
    guard [key != nil, passphrase, credential != nil].count(where: { $0 }) < 2 else {
      throw ValidationError("give one of --key, --passphrase and --credential")
    }
  }

  func masterKey() throws -> MasterKey? {
    if let credential {
      let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
      return .credential(name: credential, folder: folder)
    }
    if passphrase { return .passphrase(Array(try TypedSecret.read("Passphrase of the master key").utf8)) }
    return key.map { .file(path: $0) }
  }

  func open() throws -> SiteFolder {
    try Self.told { try SiteFolder(data, key: try masterKey()) }
  }

  /// Does something with the site's folder; why it failed is told in one line.
  func site<Result>(_ body: (SiteFolder) async throws -> Result) async throws -> Result {
    let folder = try open()
    return try await Self.told { try await body(folder) }
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
