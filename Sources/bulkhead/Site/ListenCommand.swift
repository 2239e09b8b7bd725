import ArgumentParser
import Console
import Foundation
import Operations
import Sealing

/// Serves a site over TLS.
struct ListenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Serve a site to people, programs and devices over TLS 1.3.",
    discussion: """
      Without --certificate the site's own authority issues one for a week, and the next in time; its key is \
      in memory alone. Ends with SIGTERM or Ctrl-C, once the requests that are under way are answered.
      """)

  @Option(help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "address:port"))
  var address = "127.0.0.1:8443"

  @Option(
    name: .customLong("name"),
    help: ArgumentHelp(
      "A name or address that people reach it by, for its certificate; may be given several times.",
      valueName: "name"))
  var names: [String] = []

  @Option(
    help: ArgumentHelp(
      "Your own certificate in PEM, with those that issued it behind it.", valueName: "file"),
    completion: .file())
  var certificate: String?

  @Option(
    help: ArgumentHelp("Its private key in PEM, readable by its owner alone.", valueName: "file"),
    completion: .file())
  var certificateKey: String?

  @Option(
    help: ArgumentHelp("Keep what watches tell that connect to this socket.", valueName: "socket"),
    completion: .file())
  var watch: String?

  @OptionGroup var options: SiteOptions

  func validate() throws {
    guard (certificate == nil) == (certificateKey == nil) else {
      throw ValidationError("--certificate and --certificate-key go together")
    }
  }

  func run() async throws {
    try await options.site { folder in
      let address = try ListenAddress(address)
      let caller = try folder.site.caller(systemUser: SystemUser.name)
      let listener = ConsoleListener(
        folder.site, at: address, identity: try identity(of: folder.site, as: caller, at: address),
        now: { SystemClock.now().time }, random: SystemRandom.octets,
        told: { StandardStream.error.write(line: "bulkhead: \($0)") },
        began: { address in
          StandardStream.output.write(line: "listening on https://\(address)")
        })
      let kept = try watch.map { try KeptWatch(at: $0, in: options.data) }
      defer { kept?.stop() }
      try await folder.site.noteListening(true, at: address.description, as: caller)
      do {
        try await listener.run()
      } catch {
        try await folder.site.noteListening(false, at: address.description, as: caller)
        throw error
      }
      try await folder.site.noteListening(false, at: address.description, as: caller)
      try folder.close()
    }
  }

  private func identity(
    of site: Site, as caller: Caller, at address: ListenAddress
  ) throws -> IdentitySource {
    guard let certificate, let certificateKey else {
      let served = try ServedNames(given: names, machine: ProcessInfo.processInfo.hostName, at: address)
      return .site {
        try await site.serverCertificate(names: served.names, addresses: served.addressOctets, as: caller)
      }
    }
    return .owner(
      try ServerIdentity(
        certificate: try PrivateFile.read(certificate, readers: .anyone),
        key: try PrivateFile.read(certificateKey), paths: (certificate, certificateKey)))
  }
}
