import ArgumentParser
import Identity
import Operations

extension DeviceCommand {
  /// A program that acts by itself gets what it asks with.
  struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "token", abstract: "Print a token for the program of an enrolled device, for 15 minutes.",
      discussion: """
        The device was announced with --program. The proof is the signature of its certificate's key (ECDSA \
        with SHA-256, DER) over three lines: 'bulkhead token', the audience, the time in seconds. Commands \
        take a token for the audience 'bulkhead' where --token is given.
        """)

    @Argument(
      help: ArgumentHelp("The device's certificate, PEM or DER.", valueName: "certificate"),
      completion: .file())
    var certificate: String

    @Option(help: ArgumentHelp("Who will read the token.", valueName: "name"))
    var audience = Site.audience

    @Option(help: ArgumentHelp("When the proof was signed, in seconds since 1970.", valueName: "seconds"))
    var at: Int64

    @Option(help: ArgumentHelp("The key's signature.", valueName: "file"), completion: .file())
    var proof: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let shown = try DeviceCommand.document(certificate)
      let signature = try DeviceCommand.document(proof)
      try await options.site { folder in
        let issued = try await folder.site.token(
          shown, audience: audience, at: at, proof: signature, from: folder.origin)
        StandardStream.output.write(line: issued.token)
      }
    }
  }
}
