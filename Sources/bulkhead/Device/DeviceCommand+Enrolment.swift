import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// How a device gets its certificates: by a code, by somebody's approval, by its old key.
extension DeviceCommand {
  struct Announce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "announce",
      abstract: "Announce a device, and print the code with which it gets its certificate.")

    @Argument(help: ArgumentHelp("What people call it.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("The inventory's asset that it is.", valueName: "asset"))
    var asset: String?

    @Option(help: ArgumentHelp("The zone where it belongs.", valueName: "zone"))
    var zone: String?

    @Option(
      help: "What acts from it by itself: service or sensor; people do, if not given.",
      transform: { text in
        guard let program = Device.Program(rawValue: text) else {
          throw ValidationError("\(text): neither service nor sensor")
        }
        return program
      })
    var program: Device.Program?

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let announced = try await options.actFresh {
        try await $0.announce(name: name, asset: asset, expectedZone: zone, program: program, as: $1)
      }
      StandardStream.output.write(line: "code of \(announced.device.id), for a day: \(announced.code)")
    }
  }

  struct AnnounceAgain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "announce-again",
      abstract: "Print a new code for a device that lost its key or let its certificate run out.",
      discussion: "The code before is dead. Certificates that the device has stay.")

    @Argument(help: ArgumentHelp("The device's id.", valueName: "id"))
    var id: String

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let announced = try await options.actFresh { try await $0.announceAgain(id, as: $1) }
      StandardStream.output.write(line: "code of \(announced.device.id), for a day: \(announced.code)")
    }
  }

  struct Enrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "enrol", abstract: "Print the certificate of a device that was announced, and the site's.",
      discussion: """
        Asks for the code that 'bulkhead device announce' printed; it works once. Of the request only its \
        key is taken. Prints PEM: the device's certificate, which holds for seven days, and the site's.
        """)

    @Argument(
      help: ArgumentHelp("The certificate request, PEM or DER.", valueName: "file"), completion: .file())
    var request: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let octets = try DeviceCommand.document(request)
      try await options.site { folder in
        let code = try TypedSecret.shown("Code of the device")
        let enrolled = try await folder.site.enrol(octets, code: code, from: folder.origin)
        DeviceCommand.give(enrolled.certificate + (try folder.site.authority()))
      }
    }
  }

  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "approve", abstract: "Print a certificate for a device's request that you looked at.")

    @Argument(
      help: ArgumentHelp("The certificate request, PEM or DER.", valueName: "file"), completion: .file())
    var request: String

    @Option(help: ArgumentHelp("What people call the device.", valueName: "name"))
    var name: String

    @Option(
      help: ArgumentHelp("SHA-256 of its public key, as the device shows it.", valueName: "hexadecimal"))
    var fingerprint: String

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let octets = try DeviceCommand.document(request)
      let approved = try await options.actFresh {
        try await $0.approve(octets, fingerprint: fingerprint, name: name, as: $1)
      }
      DeviceCommand.give(approved.certificate)
    }
  }

  struct Renew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "renew", abstract: "Print a device's next certificate, and the site's.",
      discussion: """
        A certificate is renewed from the half of its life on, until three days past its end. The proof is \
        the old key's signature (ECDSA with SHA-256, DER) over the line 'bulkhead renewal' and the \
        request's DER.
        """)

    @Argument(
      help: ArgumentHelp("The certificate that the device has, PEM or DER.", valueName: "certificate"),
      completion: .file())
    var certificate: String

    @Argument(
      help: ArgumentHelp("The certificate request, PEM or DER.", valueName: "request"), completion: .file())
    var request: String

    @Option(help: ArgumentHelp("The old key's signature.", valueName: "file"), completion: .file())
    var proof: String

    @OptionGroup var options: SiteOptions

    func run() async throws {
      let shown = try DeviceCommand.document(certificate)
      let octets = try DeviceCommand.document(request)
      let signature = try DeviceCommand.document(proof)
      try await options.site { folder in
        let renewed = try await folder.site.renew(
          shown, request: octets, proof: signature, from: folder.origin)
        DeviceCommand.give(renewed.certificate + (try folder.site.authority()))
      }
    }
  }

  struct Authority: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "authority", abstract: "Print the certificates by which the site's devices are known.",
      discussion:
        "They are public, and nobody is asked who wants them: what trusts the site's devices needs them.")

    @OptionGroup var options: SiteOptions

    func run() throws {
      let folder = try options.open()
      DeviceCommand.give(try SiteOptions.told { try folder.site.authority() })
    }
  }

  /// A certificate, a request or a signature, as a file that may be anybody's.
  static func document(_ path: String) throws -> [UInt8] {
    do throws(ReadFault) {
      return try readOctets(path, limitOctets: 64 << 10)
    } catch {
      throw refusal("\(path): \(error.message)")
    }
  }

  /// PEM, which ends its lines itself.
  private static func give(_ text: String) { StandardStream.output.write(Array(text.utf8)) }
}
