import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// Devices and their certificates.
struct DeviceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: "Announce, approve, list and end devices.",
    subcommands: [List.self, Announce.self, Approve.self, End.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the site's devices.")

    @OptionGroup var options: ActingOptions

    func run() async throws {
      for device in try await options.act({ try await $0.devices(as: $1) }) {
        let state = device.ended == nil ? "enrolled" : "ended"
        StandardStream.output.write(line: "\(device.id)  \(state)  \(device.name)")
      }
    }
  }

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

    @OptionGroup var options: ActingOptions

    func run() async throws {
      let announced = try await options.actFresh {
        try await $0.announce(name: name, asset: asset, expectedZone: zone, as: $1)
      }
      StandardStream.output.write(line: "code of \(announced.device.id), for a day: \(announced.code)")
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
      let octets: [UInt8]
      do throws(ReadFault) {
        octets = try readOctets(request, limitOctets: 64 << 10)
      } catch {
        throw refusal("\(request): \(error.message)")
      }
      let approved = try await options.actFresh {
        try await $0.approve(octets, fingerprint: fingerprint, name: name, as: $1)
      }
      StandardStream.output.write(line: approved.certificate)
    }
  }

  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end", abstract: "End a device: every certificate of it is revoked.")

    @Argument(help: ArgumentHelp("The device's id.", valueName: "id"))
    var id: String

    @Option(
      help: "Why: lost, stolen, replaced, retired or keyCompromise.",
      transform: { text in
        guard let reason = Revocation.Reason(rawValue: text) else {
          throw ValidationError("\(text): no reason that a revocation has")
        }
        return reason
      })
    var reason: Revocation.Reason

    @OptionGroup var options: ActingOptions

    func run() async throws {
      try await options.actFresh { try await $0.end(device: id, reason: reason, as: $1) }
    }
  }
}
