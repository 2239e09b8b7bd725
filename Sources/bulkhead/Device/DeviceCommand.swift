import ArgumentParser
import Identity
import IdentityRecords
import Operations

/// Devices and their certificates.
struct DeviceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: "Announce, enrol, renew, bind, list and end devices.",
    subcommands: [
      List.self, Announce.self, AnnounceAgain.self, Enrol.self, Approve.self, Renew.self, Authority.self,
      Bind.self, Report.self, Token.self, End.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the site's devices.")

    @OptionGroup var options: ActingOptions

    func run() async throws {
      for device in try await options.act({ try await $0.devices(as: $1) }) {
        let state = device.ended == nil ? "enrolled" : "ended"
        StandardStream.output.write(line: "\(device.id)  \(state)  \(device.name)\(told(of: device))")
      }
    }

    private func told(of device: Device) -> String {
      let posture = device.posture
      return [
        device.program?.rawValue, device.asset.map { "asset \($0)" },
        posture.expectedZone.map { "belongs in \($0)" },
        posture.zone.map { "seen in \($0)" }, posture.patched.map { $0 ? "patched" : "not patched" },
      ].compactMap { $0.map { "  \($0)" } }.joined()
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
