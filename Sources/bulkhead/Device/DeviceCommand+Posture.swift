import ArgumentParser
import IdentityRecords
import Operations

/// Which machine a device is, where it belongs, and how it is.
extension DeviceCommand {
  struct Bind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "bind", abstract: "Say which asset a device is and where it belongs.",
      discussion: "What is not given is taken back. An asset is one device at a time.")

    @Argument(help: ArgumentHelp("The device's id.", valueName: "id"))
    var id: String

    @Option(help: ArgumentHelp("The inventory's asset that it is.", valueName: "asset"))
    var asset: String?

    @Option(help: ArgumentHelp("The zone where it belongs.", valueName: "zone"))
    var zone: String?

    @OptionGroup var options: ActingOptions

    func run() async throws {
      try await options.actFresh { try await $0.bind(id, asset: asset, expectedZone: zone, as: $1) }
      StandardStream.output.write(
        line: "\(id): \(asset.map { "asset \($0)" } ?? "no asset"), "
          + "\(zone.map { "belongs in \($0)" } ?? "belongs nowhere")")
    }
  }

  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report", abstract: "Tell a device's state: whether it is patched, where it was seen.",
      discussion: "What is not given stays as it was told before.")

    @Argument(help: ArgumentHelp("The device's id.", valueName: "id"))
    var id: String

    @Flag(inversion: .prefixedNo, help: "Whether it lacks no known update.")
    var patched: Bool?

    @Option(help: ArgumentHelp("The zone where it was seen.", valueName: "zone"))
    var zone: String?

    @OptionGroup var options: ActingOptions

    func validate() throws {
      guard patched != nil || zone != nil else {
        throw ValidationError("say what is to be told: --patched, --no-patched or --zone")
      }
    }

    func run() async throws {
      try await options.actFresh { try await $0.report(id, patched: patched, zone: zone, as: $1) }
    }
  }
}
